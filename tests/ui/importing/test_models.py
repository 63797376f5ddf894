"""The tables of the import as Qt sees them."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from PySide6.QtCore import QAbstractItemModel, QObject
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from crmdesk.core.services import importing as service
from crmdesk.ui.importing.mapping_model import FIELD
from crmdesk.ui.importing.mapping_table import MappingTable
from crmdesk.ui.importing.sheet_preview import SheetPreview


def watch(model: QAbstractItemModel, parent: QObject) -> None:
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    QAbstractItemModelTester(model, mode, parent)


def test_that_the_rows_of_a_sheet_are_a_proper_model(qtbot: QtBot, messy_list: Path) -> None:
    made = SheetPreview()
    qtbot.addWidget(made)
    watch(made.sheet, made)
    file = service.read(messy_list)
    for header_index in (2, 0, None):
        made.show_setup(service.begin(file, header_index=header_index, guess_header=False))
        assert made.sheet.rowCount() == 10 and made.sheet.columnCount() == 7
    assert made.sheet.index(2, 0).data() == "姓名"


def test_that_the_columns_of_a_list_are_a_proper_model(qtbot: QtBot, messy_list: Path) -> None:
    made = MappingTable()
    qtbot.addWidget(made)
    watch(made.columns, made)
    setup = service.begin(service.read(messy_list))
    made.columns.show_mappings(setup.mappings)
    assert made.columns.rowCount() == 7
    made.columns.show_mappings([dataclasses.replace(one, field=None) for one in setup.mappings])
    assert "Left out" in made.columns.index(0, FIELD).data()
    wanted: list[tuple[int, str]] = []
    made.field_wanted.connect(lambda index, key: wanted.append((index, key)))
    assert made.columns.setData(made.columns.index(0, FIELD), "name")
    assert wanted == [(setup.mappings[0].index, "name")]
    made.columns.show_mappings(setup.mappings[:2])
    made.columns.show_mappings(())
    assert made.columns.rowCount() == 0
