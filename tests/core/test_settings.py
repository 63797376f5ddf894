"""This PC's settings survive everything that can be in the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from crmdesk.core import paths, settings
from crmdesk.core.settings import LocalSettings


def test_that_without_a_file_the_defaults_hold() -> None:
    assert settings.load() == LocalSettings()
    assert settings.settings_file().parent == paths.config_dir()


def test_that_settings_are_kept() -> None:
    wanted = LocalSettings(
        language="zh_CN",
        theme="dark",
        staff="小李",
        week_begins="sunday",
        window={"width": 1366},
        views={"customers": {"sort": "name"}},
        close_to_tray=True,
    )
    settings.save(wanted)
    assert settings.load() == wanted
    settings.save(LocalSettings())
    assert settings.load() == LocalSettings()
    assert [file.name for file in paths.config_dir().iterdir()] == ["settings.json"]


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"null", b"\xff\xfe", b'"x"', b'{"language": 7, "window": []}']
)
def test_that_what_cannot_be_read_falls_back(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "settings.json"
    file.write_bytes(content)
    assert settings.load(file) == LocalSettings()


def test_that_one_bad_value_does_not_spoil_the_others(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text('{"language": 7, "theme": "dark", "unknown": 1}', encoding="utf-8")
    assert settings.load(file) == LocalSettings(theme="dark")


def test_that_a_folder_in_the_place_of_the_file_gives_the_defaults(tmp_path: Path) -> None:
    assert settings.load(tmp_path) == LocalSettings()
