"""Where the user's data and the program's own files are."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from crmdesk.core import paths


def test_that_the_resources_are_there() -> None:
    assert (paths.resource_dir() / "i18n").is_dir()
    assert (paths.resource_dir() / "templates").is_dir()


def test_that_a_packaged_program_brings_its_resources(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert paths.resource_dir() == tmp_path / "resources"


def test_that_the_users_folders_are_their_own(tmp_path: Path) -> None:
    folders = {paths.data_dir(), paths.config_dir(), paths.log_dir()}
    assert all(tmp_path in folder.parents for folder in folders)
    assert paths.default_database() == paths.data_dir() / "crmdesk.db"
    assert paths.demo_database().parent == paths.data_dir()
    assert paths.demo_database() != paths.default_database()


def test_that_the_environment_names_another_database(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CRMDESK_DB", str(tmp_path / "客户.db"))
    assert paths.default_database() == tmp_path / "客户.db"
    monkeypatch.setenv("CRMDESK_DB", "~/x.db")
    assert paths.default_database() == Path.home() / "x.db"


def test_that_backups_are_beside_the_database(tmp_path: Path) -> None:
    assert paths.backup_dir(tmp_path / "shop.db") == tmp_path / "backups"
