"""Contacts are written as every phone reads them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core.domain.problems import Cancelled, FileProblem
from crmdesk.core.domain.progress import Progress
from crmdesk.core.reports.vcard import Line, folded, write_cards

CARD = [Line("N", ("张", "伟", "", "", "")), Line("FN", ("张伟",)), Line("TEL;TYPE=CELL", ("138",))]


def test_that_a_contact_is_framed_and_its_lines_end_as_the_rule_says(tmp_path: Path) -> None:
    path = tmp_path / "all.vcf"
    assert write_cards(path, [CARD]) == []
    assert path.read_bytes().decode() == (
        "BEGIN:VCARD\r\nVERSION:3.0\r\nN:张;伟;;;\r\nFN:张伟\r\nTEL;TYPE=CELL:138\r\nEND:VCARD\r\n"
    )


def test_that_signs_with_a_meaning_are_escaped(tmp_path: Path) -> None:
    path = tmp_path / "all.vcf"
    lines = [Line("NOTE", ("a;b,c\\d\ne",)), Line("CATEGORIES", ("x", "y,z"), listed=True)]
    write_cards(path, [lines])
    text = path.read_text("utf-8")
    assert "NOTE:a\\;b\\,c\\\\d\\ne\n" in text
    assert "CATEGORIES:x,y\\,z\n" in text


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n")))
def test_that_no_line_is_longer_than_75_bytes_and_no_character_is_cut(text: str) -> None:
    lines = folded(f"NOTE:{text}").removesuffix(b"\r\n").split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert all(line.startswith(b" ") for line in lines[1:])
    parts = [lines[0].decode(), *(line.decode()[1:] for line in lines[1:])]
    assert "".join(parts) == f"NOTE:{text}"


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\x7f", "\ud800"])
def test_that_what_no_file_can_hold_is_told(tmp_path: Path, sign: str) -> None:
    [problem] = write_cards(tmp_path / "all.vcf", [CARD, [Line("NOTE", (f"a{sign}b",))]])
    assert (problem.row, problem.column) == (2, "NOTE")
    assert "NOTE:ab\n" in (tmp_path / "all.vcf").read_text("utf-8")


def test_that_a_cancelled_export_leaves_no_file(tmp_path: Path) -> None:
    def stop() -> bool:
        return True

    with pytest.raises(Cancelled):
        write_cards(tmp_path / "all.vcf", [CARD], Progress(cancelled=stop))
    assert list(tmp_path.iterdir()) == []


def test_that_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="does not exist"):
        write_cards(tmp_path / "no" / "all.vcf", [CARD])
