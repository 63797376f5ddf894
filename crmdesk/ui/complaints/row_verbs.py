"""What can be done with the rows of the list: the steps of the case, and copying."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu

from crmdesk.core.domain.complaint import ComplaintRow
from crmdesk.core.i18n import _
from crmdesk.ui.kit.actions import action_inside
from crmdesk.ui.kit.model_answers import ROW_ROLE
from crmdesk.ui.kit.table_view import RowsView


class RowVerbs(QObject):
    """The menu of the rows and the keys to copy; `of_case` gives what the case allows now.

    `of_list` stands below, for all that is listed.
    """

    def __init__(self, view: RowsView) -> None:
        super().__init__(view)
        self._view = view
        self.of_case: Callable[[], Sequence[QAction]] = tuple
        self.of_list: Sequence[QAction] = ()
        action = partial(action_inside, view)
        self._copies = [
            action(_("Copy the number"), self._copy_numbers, "Ctrl+C", "copy"),
            action(_("Copy the phone"), self._copy_phones, "", "copy"),
        ]
        view.menu_requested.connect(self._menu)

    def rows(self) -> list[ComplaintRow]:
        """Return the chosen rows as far as they are read."""
        model = self._view.rows
        found = (
            model.index(model.row_of(one), 0).data(ROW_ROLE) for one in self._view.selected_ids()
        )
        return [row for row in found if isinstance(row, ComplaintRow)]

    def _menu(self, ids: list[int], where: QPoint) -> None:
        if not ids:
            return
        menu = QMenu(self._view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if len(ids) == 1:
            menu.addActions([one for one in self.of_case() if one.isEnabled()])
            menu.addSeparator()
        menu.addActions(self._copies)
        menu.addSeparator()
        menu.addActions(self.of_list)
        menu.popup(where)

    def _copy_numbers(self) -> None:
        self._copy([row.complaint.number for row in self.rows()])

    def _copy_phones(self) -> None:
        self._copy([row.phone for row in self.rows() if row.phone])

    def _copy(self, words: Sequence[str]) -> None:
        if words:
            QGuiApplication.clipboard().setText("\n".join(words))
