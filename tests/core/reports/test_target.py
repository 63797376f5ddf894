"""A file appears whole or not at all."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from crmdesk.core.domain.problems import FileProblem
from crmdesk.core.reports.target import whole_file


def test_that_the_old_file_stays_until_the_new_one_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")
    with whole_file(path) as part:
        part.write_text("new")
        assert part.parent == path.parent
        assert path.read_text() == "old"
    assert path.read_text() == "new"
    assert list(tmp_path.iterdir()) == [path]


def test_that_trouble_half_way_leaves_no_rest(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with pytest.raises(ValueError, match="half"), whole_file(path) as part:
        part.write_text("new")
        raise ValueError("half")
    assert list(tmp_path.iterdir()) == []


def test_that_a_full_disk_is_told_with_advice(tmp_path: Path) -> None:
    with pytest.raises(FileProblem) as caught, whole_file(tmp_path / "a.txt"):
        raise OSError(28, "No space left on device")
    assert caught.value.message == f"a.txt could not be saved in {tmp_path}: the disk is full."
    assert caught.value.advice == "Make room on the disk, or choose another folder."
    assert list(tmp_path.iterdir()) == []


def test_that_the_folder_must_exist(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="none"), whole_file(tmp_path / "none" / "a.txt"):
        pass


def test_that_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="folder"), whole_file(tmp_path):
        pass


def test_that_others_may_read_what_was_saved(tmp_path: Path) -> None:
    ordinary = tmp_path / "b.txt"
    ordinary.write_text("x")
    with whole_file(tmp_path / "a.txt") as part:
        part.write_text("x")
    modes = [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("a.txt", "b.txt")]
    assert modes[0] == modes[1]
