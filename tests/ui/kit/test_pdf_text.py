"""The text of a PDF file names the characters that were printed."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from crmdesk.ui.kit.pdf_text import shared_glyphs, with_right_text
from crmdesk.ui.kit.printing import paper_font

CMAP = b"x <2F24> begincmap <0001> <0002> [<2F24> <0041> ] <0003> <0003> <2F24> endcmap <2F24>"


def test_that_radicals_are_named_after_the_characters_of_the_text(qapp: QApplication) -> None:
    meant = shared_glyphs("方小明 大", paper_font())
    assert meant["\N{KANGXI RADICAL BIG}"] == "大"
    assert meant["\N{KANGXI RADICAL SQUARE}"] == "方"
    assert meant["\t"] == " "


def test_that_characters_not_in_the_text_are_left_alone(qapp: QApplication) -> None:
    assert shared_glyphs("abc", paper_font()) == {}
    assert shared_glyphs("", paper_font()) == {}


def test_that_only_the_names_of_glyphs_change_and_no_length() -> None:
    new = with_right_text(CMAP, {"\N{KANGXI RADICAL BIG}": "大"})
    assert new == (
        b"x <2F24> begincmap <0001> <0002> [<5927> <0041> ] <0003> <0003> <5927> endcmap <2F24>"
    )
    assert len(new) == len(CMAP)


def test_that_a_glyphs_own_number_is_not_taken_for_its_name() -> None:
    cmap = b"begincmap <2F24> <2F24> <0041> endcmap"
    assert with_right_text(cmap, {"\N{KANGXI RADICAL BIG}": "大"}) == cmap


def test_that_without_anything_to_change_the_file_is_the_same() -> None:
    assert with_right_text(CMAP, {}) == CMAP
