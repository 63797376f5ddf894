"""The words follow the language of the user or of the system."""

from __future__ import annotations

import pytest

from crmdesk.core import i18n

VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


@pytest.mark.parametrize(
    "wanted, code",
    [
        ("zh_CN.UTF-8", "zh_CN"),
        ("zh-CN", "zh_CN"),
        ("zh", "zh_CN"),
        ("zh_TW", "zh_CN"),
        ("zh-Hans-CN", "zh_CN"),
        ("Chinese (Simplified)_China.936", "zh_CN"),
        ("Chinese_China", "zh_CN"),
        ("en_US.UTF-8", "en"),
        ("de_DE", "en"),
        ("zha", "en"),
        ("C", "en"),
        ("", "en"),
    ],
)
def test_that_the_nearest_language_is_taken(wanted: str, code: str) -> None:
    assert i18n.best_language(wanted) == code


@pytest.mark.parametrize("wanted", ["en", "zh", "zh_CN", "zh-CN", "en_US", "en-GB", "zh_CN.UTF-8"])
def test_that_a_language_is_known_however_it_is_written(wanted: str) -> None:
    assert i18n.is_offered(wanted)


@pytest.mark.parametrize("wanted", ["", "xx", "zha", "english", "fr_FR", "_CN"])
def test_that_other_languages_are_not_offered(wanted: str) -> None:
    assert not i18n.is_offered(wanted)


@pytest.mark.parametrize(
    "environment, name",
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh_CN.UTF-8"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "en_US.UTF-8"}, "en_US.UTF-8"),
        ({"LANGUAGE": "zh_CN:en", "LANG": "en_US"}, "zh_CN"),
        ({"LC_ALL": "C", "LANG": "zh_CN"}, "zh_CN"),
        ({"LC_ALL": "C.UTF-8", "LC_MESSAGES": "zh_CN"}, "zh_CN"),
    ],
)
def test_that_the_systems_language_is_read(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], name: str
) -> None:
    for variable in VARIABLES:
        monkeypatch.delenv(variable, raising=False)
    for variable, value in environment.items():
        monkeypatch.setenv(variable, value)
    assert i18n.system_language() == name
    assert i18n.use_language(None) == i18n.best_language(name)


def test_that_words_change_with_the_language_and_back() -> None:
    assert i18n._("Mobile") == "Mobile"
    assert i18n.use_language("zh_CN") == i18n.language() == "zh_CN"
    assert i18n._("Mobile") == "手机"
    assert i18n._("no such text") == "no such text"
    assert i18n._("") == ""
    i18n.use_language("en")
    assert i18n._("Mobile") == "Mobile"


def test_that_counts_have_their_form() -> None:
    assert i18n.ngettext("{count} row", "{count} rows", 1) == "{count} row"
    assert i18n.ngettext("{count} row", "{count} rows", 2) == "{count} rows"


def test_that_a_block_speaks_another_language_and_the_thread_beside_it_does_not() -> None:
    from concurrent.futures import ThreadPoolExecutor

    i18n.use_language("en")
    with i18n.speaking("zh_CN"):
        assert (i18n.language(), i18n._("Customers")) == ("zh_CN", "客户")
        with ThreadPoolExecutor(1) as pool:
            assert pool.submit(i18n._, "Customers").result() == "Customers"
        with i18n.speaking(""):
            assert i18n._("Customers") == "客户"
    assert (i18n.language(), i18n._("Customers")) == ("en", "Customers")
