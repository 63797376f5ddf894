"""Text is compared without case, accents, width and script form."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core.domain.folding import fold, fold_key


@given(st.text())
def test_that_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(), st.text())
def test_that_a_piece_is_found_in_the_whole(before: str, after: str) -> None:
    assert fold("張偉") in fold(before + "張偉" + after)


def test_that_forms_of_the_same_text_fold_alike() -> None:
    assert fold("ＡＢＣ張偉") == "abc张伟"
    assert fold("José") == fold("JOSE\u0301") == "jose"
    assert fold("葉") == fold("叶")
    assert fold("Straße") == "strasse"
    assert fold("한국") == "한국"


def test_that_keys_know_no_spaces_or_signs() -> None:
    assert fold_key("欧阳·娜娜") == fold_key("歐陽 娜娜") == "欧阳娜娜"
    assert fold_key("???") == "???"
