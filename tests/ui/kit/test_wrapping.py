from __future__ import annotations

from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QApplication

from crmdesk.ui.kit.wrapping import lines_of

TEXT = "Open complaint since today"


def test_that_whole_words_are_never_broken(qapp: QApplication) -> None:
    font = QFont()
    wide = QFontMetrics(font).horizontalAdvance
    room = wide("complaint") + 1
    found = lines_of(TEXT, font, room, 4, first=room - 10, whole=True)
    assert found == ["Open", "complaint", "since", "today"]
    narrow = lines_of(TEXT, font, wide("compla"), 4, whole=True)
    assert narrow[1].startswith("com") and narrow[1].endswith("…")
    assert narrow[2] == "since"


def test_that_a_word_wider_than_a_line_is_broken_where_it_may_be(qapp: QApplication) -> None:
    font = QFont()
    found = lines_of("complaint", font, QFontMetrics(font).horizontalAdvance("compla"), 3)
    assert "".join(found) == "complaint" and len(found) == 2
