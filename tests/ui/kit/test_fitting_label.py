"""A line of text says less where there is little room, and never half a word."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from crmdesk.ui.kit.fitting_label import FittingLabel


def test_that_the_longest_text_that_fits_is_shown(qtbot: QtBot) -> None:
    label = FittingLabel()
    qtbot.addWidget(label)
    label.show()
    label.set_texts("20 of 315 customers", "20 of 315")
    label.resize(label.sizeHint())
    assert (label.text(), label.toolTip()) == ("20 of 315 customers", "")
    label.resize(label.sizeHint().width() - 1, label.height())
    assert label.text() == "20 of 315"
    assert "20 of 315 customers" in label.toolTip()
    assert label.minimumSizeHint().width() < label.sizeHint().width()
    label.set_texts("300 customers", "300")
    assert label.text() == "300 customers"
