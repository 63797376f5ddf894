"""The translations are complete, and the tool that checks them notices what is wrong."""

from __future__ import annotations

import gettext
import sys
from pathlib import Path

import pytest

from crmdesk.core.i18n import LANGUAGES

ROOT = Path(__file__).resolve().parents[1]
TOOLS = ROOT / "resources" / "i18n"
sys.path.insert(0, str(TOOLS))

import catalogue  # noqa: E402
import compiling  # noqa: E402
import source_check  # noqa: E402


def test_that_every_text_is_translated_with_the_same_placeholders() -> None:
    assert catalogue.check() == []


def test_that_every_offered_language_has_a_catalogue() -> None:
    offered = set(LANGUAGES) - {"en"}
    assert {compiling.language_of(po) for po in compiling.po_files()} == offered


def test_that_every_compiled_catalogue_gives_the_translations(tmp_path: Path) -> None:
    for po in compiling.po_files():
        copy = tmp_path / po.relative_to(TOOLS)
        copy.parent.mkdir(parents=True)
        copy.write_bytes(po.read_bytes())
        compiling.compile_catalogue(copy)
        words = gettext.translation("crmdesk", tmp_path, languages=[compiling.language_of(po)])
        entries = catalogue.entries(compiling.read_catalogue(po))
        assert len(entries) > 100
        for message in entries:
            singular, plural = (*catalogue.texts(message.id), "")[:2]
            shown = words.ngettext(singular, plural, 5) if plural else words.gettext(singular)
            assert shown == catalogue.texts(message.string)[-1]


def test_that_bringing_the_catalogues_up_to_date_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {tmp_path / po.relative_to(TOOLS): po.read_bytes() for po in compiling.po_files()}
    for copy, content in before.items():
        copy.parent.mkdir(parents=True)
        copy.write_bytes(content)
    monkeypatch.setattr(compiling, "HERE", tmp_path)
    catalogue.update()
    assert {copy: copy.read_bytes() for copy in before} == before


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ('def f(n):\n    return _(f"{n} rows")\n', "f-string"),
        ('def f(n):\n    return _("{n} rows".format(n=n))\n', "call .format on the result"),
        ('def f(n):\n    return _("rows: " + n)\n', "computed text"),
        ('TITLE = _("Customers")\n', "import time"),
        ('class Box:\n    title = _("Customers")\n', "import time"),
        ('def f(title=_("Customers")):\n    return title\n', "import time"),
        ('def f():\n    return _("")\n', "empty text"),
        ('def f():\n    return _("Customers ")\n', "blank"),
        (
            'from crmdesk.core.i18n import _\n\ndef f():\n    for _ in "ab":\n        pass\n',
            "translation function",
        ),
        ('def f(_):\n    return _("Customers")\n', "hides the translation function"),
    ],
)
def test_that_a_wrong_mark_in_the_source_is_found(tmp_path: Path, source: str, told: str) -> None:
    path = tmp_path / "wrong.py"
    path.write_text(source, encoding="utf-8")
    mistakes = source_check.mistakes_in(path, "wrong.py")
    assert len(mistakes) == 1
    assert told in mistakes[0]


def test_that_a_right_mark_in_the_source_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "right.py"
    path.write_text(
        "from crmdesk.core.i18n import N_, _, ngettext\n\n"
        'TITLE = N_("Customers")\n\n\n'
        "def f(n):\n"
        '    rows = ngettext("{count} row", "{count} rows", n).format(count=n)\n'
        "    return [_(TITLE), rows, [0 for _ in range(n)]]\n",
        encoding="utf-8",
    )
    assert source_check.mistakes_in(path, "right.py") == []


@pytest.mark.parametrize(
    ("translation", "told"),
    [
        ("{total} 行", "placeholders differ"),
        ("{count} 行 ", "blanks or line breaks differ"),
        ("", "not translated"),
    ],
)
def test_that_a_wrong_translation_is_found(translation: str, told: str) -> None:
    words = catalogue.Catalog(locale="zh_CN")
    message = words.add("{count} rows", translation)
    assert [told in sentence for sentence in catalogue.wrong_with(message, words)] == [True]


def test_that_a_right_translation_is_left_alone() -> None:
    words = catalogue.Catalog(locale="zh_CN")
    message = words.add(("{count} row", "{count} rows"), ("共 {count} 行",))
    assert list(catalogue.wrong_with(message, words)) == []
