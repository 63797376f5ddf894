from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from crmdesk.ui.kit.forms import Form


def filled(qtbot: QtBot, width: int) -> Form:
    form = Form(columns=2)
    qtbot.addWidget(form)
    form.add("Name", QLineEdit(), required=True)
    form.add("Phone", QLineEdit(), hint="Any style")
    form.add("Address", QLineEdit(), wide=True)
    form.resize(width, 300)
    form.show()
    return form


def test_that_fields_stand_side_by_side_where_there_is_room(qtbot: QtBot) -> None:
    form = filled(qtbot, 900)
    name, phone, address = form.rows()
    assert name.y() == phone.y()
    assert name.x() < phone.x()
    assert address.width() > name.width() * 1.8


def test_that_a_narrow_form_has_one_column(qtbot: QtBot) -> None:
    form = filled(qtbot, 900)
    form.resize(260, 500)
    qtbot.waitUntil(lambda: form.rows()[0].x() == form.rows()[1].x())
    assert form.rows()[0].y() < form.rows()[1].y()


def test_that_a_hidden_field_leaves_no_hole(qtbot: QtBot) -> None:
    form = filled(qtbot, 900)
    name, phone, _address = form.rows()
    name.hide()
    form.arrange()
    qtbot.waitUntil(lambda: phone.x() == 0)


def test_that_an_error_takes_the_place_of_the_hint_and_is_gone_to(qtbot: QtBot) -> None:
    form = filled(qtbot, 900)
    phone = form.rows()[1]
    phone.set_error("Not a <b>phone</b>")
    assert phone._error.textFormat() == Qt.TextFormat.PlainText
    assert phone._error.isVisible()
    assert not phone._hint.isVisible()
    assert phone.widget.property("invalid") is True
    assert form.focus_first_error()
    form.clear_errors()
    assert phone._hint.isVisible()
    assert not form.focus_first_error()


def test_that_labels_at_the_left_share_one_width(qtbot: QtBot) -> None:
    form = Form(columns=1, labels="left")
    qtbot.addWidget(form)
    short = form.add("To", QLineEdit())
    long = form.add("A much longer label", QLineEdit())
    form.resize(500, 200)
    form.show()
    qtbot.waitUntil(lambda: short.widget.x() == long.widget.x() > 0)
