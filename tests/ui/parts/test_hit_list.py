"""The hits of a search as Qt sees them."""

from __future__ import annotations

from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from crmdesk.core.domain.customer import Hit
from crmdesk.ui.parts.hit_list import HitList


def test_that_the_hits_are_a_proper_model(qtbot: QtBot) -> None:
    made = HitList()
    qtbot.addWidget(made)
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    QAbstractItemModelTester(made.hit_model, mode, made)
    for names in (("Ada", "Bert\n<b>"), ("Carl",), (), ("Ada",)):
        hits = [
            Hit(id=number, name=name, kind="person", mobile="138", company="", grade="A")
            for number, name in enumerate(names, 1)
        ]
        made.show_hits(hits)
        assert made.hit_model.rowCount() == len(names)
        hit = made.current_hit()
        assert (hit.name if hit else None) == (names[0] if names else None)
