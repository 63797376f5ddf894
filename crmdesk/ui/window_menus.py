"""The menus: every action of the window with its keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QMenuBar, QWidget

from crmdesk.core.i18n import _
from crmdesk.ui.kit import theme
from crmdesk.ui.kit.actions import make_action
from crmdesk.ui.window_places import PLACES

if TYPE_CHECKING:
    from crmdesk.ui.main_window import MainWindow


class Menus(QMenuBar):
    """File, Edit, Go and Help; an action gives up its keys to a screen that uses them itself."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self._window = window
        self._own: dict[QAction, list[QKeySequence]] = {}
        self._file()
        self._edit()
        self._go()
        self._help()
        # From one piece of Qt to another: the widget that loses the keyboard may be on its way out,
        # and to hand it to Python would end the program.
        self._look = QTimer(self)
        self._look.setSingleShot(True)
        self._look.timeout.connect(self._focus_moved)
        theme.application().focusChanged.connect(self._look.start)

    def yield_to(self, page: QWidget) -> None:
        """Leave those keys alone that mean something where the user is on a page."""
        focus = QApplication.focusWidget()

        def hears(action: QAction) -> bool:
            owner = action.parent()
            whole = action.shortcutContext() == Qt.ShortcutContext.WindowShortcut
            return whole or (
                isinstance(owner, QWidget)
                and focus is not None
                and (owner is focus or owner.isAncestorOf(focus))
            )

        taken = {
            keys
            for action in page.findChildren(QAction)
            if hears(action)
            for keys in action.shortcuts()
        }
        taken |= {button.shortcut() for button in page.findChildren(QAbstractButton)}
        for action, keys in self._own.items():
            wanted = [one for one in keys if one not in taken]
            if action.shortcuts() != wanted:
                action.setShortcuts(wanted)

    def _focus_moved(self) -> None:
        page = self._window.body.pages.currentWidget()
        # An old menu bar still listens while a new one takes its place.
        if page is not None and self._window.menus is self:
            self.yield_to(page)

    def _add(
        self,
        menu: QMenu,
        text: str,
        slot: Callable[[], object],
        keys: str | QKeySequence.StandardKey = "",
        also: str = "",
    ) -> QAction:
        # The body owns the actions, so that they go with it when the language is switched.
        action = make_action(self._window.body, text, slot, shortcut=keys or None)
        menu.addAction(action)
        if also:
            action.setShortcuts([action.shortcut(), QKeySequence(also)])
        if keys:
            self._own[action] = action.shortcuts()
        return action

    def _file(self) -> None:
        files, desk = self._window.files, self._window.desk
        menu = self.addMenu(_("&File"))
        self._add(menu, _("New customer"), desk.new_customer, "Ctrl+N")
        self._add(menu, _("New complaint"), desk.complain_here, "Ctrl+Shift+C")
        self._add(menu, _("Import a list…"), desk.import_list, "Ctrl+I")
        self._add(menu, _("Find duplicates…"), desk.merge_customers, "Ctrl+Shift+M")
        self._add(menu, _("Export all customers…"), files.export, "Ctrl+Shift+E")
        self._add(menu, _("Export the listed customers…"), files.export_listed)
        self._add(menu, _("Export the calendar…"), desk.export_calendar)
        menu.addSeparator()
        self._add(menu, _("Print…"), desk.print_here, "Ctrl+P")
        self._add(menu, _("Print the emergency list…"), lambda: desk.print_style("emergency"))
        menu.addSeparator()
        self._add(menu, _("Back up to…"), files.back_up, "Ctrl+Shift+B")
        self._add(menu, _("Restore a backup…"), files.restore)
        menu.addSeparator()
        if self._window.demo:
            self._add(menu, _("Back to my own customers"), files.open_own)
        else:
            self._add(menu, _("Look at the demo"), desk.open_demo)
        self._add(menu, _("Open another database…"), files.open_other)
        menu.addSeparator()
        leave = self._add(menu, _("Quit"), self._window.quit, QKeySequence.StandardKey.Quit)
        leave.setMenuRole(QAction.MenuRole.QuitRole)
        if leave.shortcut().isEmpty():
            leave.setShortcut(QKeySequence("Ctrl+Q"))

    def _edit(self) -> None:
        window = self._window
        menu = self.addMenu(_("&Edit"))
        self._add(menu, _("Undo the last change"), window.desk.undo, "Ctrl+Z")
        again = _("Do again what was undone")
        self._add(menu, again, window.desk.redo, "Ctrl+Y", "Ctrl+Shift+Z")
        menu.addAction(window.body.nav.ways["history"])
        menu.addSeparator()
        self._add(menu, _("Find a customer"), window.body.finder.start, "Ctrl+K")

    def _go(self) -> None:
        menu = self.addMenu(_("&Go"))
        for key, way in self._window.body.nav.ways.items():
            if key == "history":
                menu.addSeparator()
            menu.addAction(way)

    def _help(self) -> None:
        window = self._window
        menu = self.addMenu(_("&Help"))
        self._add(menu, _("Shortcuts"), _shortcuts_of(window), "F1")
        self._add(menu, _("About crmdesk"), window.files.about)


def _shortcuts_of(window: MainWindow) -> Callable[[], object]:
    def show() -> None:
        from crmdesk.ui.kit import dialogs

        opened = window.body.opened()
        hint = _("The keys of a screen stand here once it was opened.")
        dialogs.show_shortcuts(window, opened, hint if len(opened) < len(PLACES) else "")

    return show
