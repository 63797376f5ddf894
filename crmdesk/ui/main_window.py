"""The main window: it knows which screens there are, and nothing of what is inside them."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QMainWindow

from crmdesk.core import paths
from crmdesk.core import settings as local
from crmdesk.core.domain.changes import SETTINGS, Changes
from crmdesk.core.i18n import _
from crmdesk.core.settings import LocalSettings
from crmdesk.ui.window_body import Body
from crmdesk.ui.window_desk import WindowDesk
from crmdesk.ui.window_files import WindowFiles
from crmdesk.ui.window_menus import Menus
from crmdesk.ui.window_places import PLACES, preload

if TYPE_CHECKING:
    from crmdesk.core.services.workspace import Workspace
    from crmdesk.ui.desktop.presence import Presence

log = logging.getLogger(__name__)

# The first screen goes before the name of the shop.
TITLE_MS = 150
# A small laptop whose display is magnified twice.
SMALLEST = QSize(683, 384)


class MainWindow(QMainWindow):
    """The window of an open database; `closed` is told once nothing is left to be saved."""

    closed = Signal()

    def __init__(self, workspace: Workspace, settings: LocalSettings) -> None:
        super().__init__()
        self.files = WindowFiles(self)
        self.desk = WindowDesk(self, workspace, settings)
        self.demo = False
        # Made after the first picture: tray and reminders are no part of the start.
        self.presence: Presence | None = None
        self._ending = False
        self._ended = False
        self.setMinimumSize(SMALLEST)
        self._restore_place()
        self.rebuild()

    def rebuild(self) -> None:
        """Make everything in the window again, for another database or language."""
        path = self.desk.workspace.path
        self.demo = path == paths.demo_database()
        # Nothing of the old may be found in the window while it waits for its end.
        if (old := self.takeCentralWidget()) is not None:
            if isinstance(old, Body):
                old.settle()
            old.setParent(None)
            old.deleteLater()
        self.body = Body(self.desk, demo=self.demo)
        self.body.finder.chosen.connect(self.desk.open_customer)
        self.body.finder.create_requested.connect(self._create_typed)
        self.body.finder.complaint_requested.connect(self.desk.new_complaint)
        self.menus = Menus(self)
        self.setMenuBar(self.menus)
        self.setCentralWidget(self.body)
        self.body.page_shown.connect(self.menus.yield_to)
        self._show_title("")
        if self.presence is not None:
            self.presence.join()

    def begin(self, *, empty: bool) -> None:
        """Show the first screen, or the ways to begin when there is no customer yet."""
        if empty:
            self.show_welcome()
            return
        # The day begins with what waits today, wherever the last one ended.
        self.desk.go(PLACES[0].key)
        QTimer.singleShot(TITLE_MS, self, self._read_first)

    def speak(self) -> None:
        """Show everything again in the language that was chosen."""
        place, welcome = self.body.current, self.body.page() is not None
        self.rebuild()
        if welcome and not place:
            self.show_welcome()
        else:
            self.desk.go(place or PLACES[0].key)
            self._read_first()

    def use_workspace(self, workspace: Workspace) -> None:
        """Show another database."""
        from crmdesk.core.services import workspace as workspaces

        self.desk.workspace = workspace
        self.rebuild()
        self.desk.tasks.read(
            lambda: workspaces.is_empty(workspace),
            lambda empty: self.begin(empty=empty),
            owner=self,
        )

    def show_welcome(self) -> None:
        """Offer the ways to begin."""
        from crmdesk.ui.welcome.pane import WelcomePane

        self.body.beginning = self.show_welcome
        self.body.show_page(WelcomePane(self.desk))

    def preload(self) -> None:
        """Get ready, in the background, what is wanted next."""
        if not self._ending:
            self.desk.tasks.read(preload, lambda _none: None, owner=self)
            self.be_present()

    def be_present(self, *, hidden: bool = False) -> None:
        """Begin to remind, beside the clock as well where this PC is set so."""
        from crmdesk.ui.desktop.presence import Presence

        if self.presence is None:
            self.presence = Presence(self)
        if hidden:
            self.presence.begin_hidden()

    def tell(self, changes: Changes) -> None:
        """Let everything in the window show what changed."""
        self.body.tell(changes)
        if self.presence is not None:
            self.presence.tell(changes)
        if SETTINGS in changes.nouns:
            self._read_first()

    def _read_first(self) -> None:
        """Read what the window is called, and what is worth knowing before anything is done."""
        if self._ending:
            return
        from crmdesk.core.services import shop
        from crmdesk.ui import window_first

        window_first.tell(self)
        workspace = self.desk.workspace
        self.desk.tasks.read(
            lambda: shop.settings(workspace).shop_name, self._show_title, key=(self, "title")
        )

    def _show_title(self, shop_name: str) -> None:
        path = self.desk.workspace.path
        # Another file than the usual one is told by its name: nobody writes into it unawares.
        other = "" if path in (paths.default_database(), paths.demo_database()) else path.stem
        name = " ".join(shop_name.split()) or other
        product = _("crmdesk")
        self.setWindowTitle(f"{name} - {product}" if name else product)

    def _create_typed(self, text: str) -> None:
        digits = "".join(letter for letter in text if letter.isdigit())
        is_phone = len(digits) >= 5 and not any(letter.isalpha() for letter in text)
        if is_phone:
            self.desk.new_customer("", text)
        else:
            self.desk.new_customer(text)

    # Place on the screen

    def _restore_place(self) -> None:
        kept = str(self.desk.settings.window.get("geometry", ""))
        if not kept or not self.restoreGeometry(QByteArray.fromBase64(kept.encode())):
            room = QGuiApplication.primaryScreen().availableGeometry()
            self.resize(min(1280, room.width() - 40), min(800, room.height() - 60))

    def keep_place(self) -> None:
        """Write down how the window was left, for the next start on this computer."""
        window = self.desk.settings.window
        window["geometry"] = bytes(self.saveGeometry().toBase64().data()).decode()
        window.pop("screen", None)
        local.save(self.desk.settings)

    # The end

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stay until the writes are done and the backup is made, without blocking."""
        if self._ended:
            event.accept()
            return
        event.ignore()
        if self._ending:
            return
        if self.presence is not None and self.presence.stays():
            self.presence.hide_window()
        else:
            self.quit()

    def quit(self) -> None:
        """End the program, after asking about what was typed and not saved."""
        if self._ending:
            return
        if self.body.has_unsaved():
            from crmdesk.ui.kit import dialogs

            dialogs.confirm(
                self,
                _("Close without saving what you typed?"),
                self.leave,
                yes=_("Close"),
                danger=True,
            )
        else:
            self.leave()

    def leave(self) -> None:
        """Close the window, whatever was typed and not saved."""
        self._ending = True
        if self.presence is not None:
            self.presence.stop()
        try:
            self.keep_place()
        except OSError as error:
            self.desk.trouble(error)
        self.files.close(self._end, self._end_failed)

    def end_now(self) -> None:
        """Close at once and wait for it: the computer is being shut down."""
        from crmdesk.core.services import workspace

        if self._ending:
            self._end()
            return
        self._ending = True
        if self.presence is not None:
            self.presence.stop()
        try:
            self.keep_place()
        except OSError:
            # Nobody is there to be told, and the data matter more.
            log.exception("the place of the window could not be kept")
        try:
            self.body.drop_screens()
            self.desk.tasks.close()
            workspace.close(self.desk.workspace)
        finally:
            self._end()

    def _end(self) -> None:
        self._ended = True
        if self.presence is not None:
            self.presence.leave()
        self.desk.tasks.close()
        self.close()
        self.closed.emit()

    def _end_failed(self, error: Exception) -> None:
        from crmdesk.ui.kit import dialogs

        dialogs.confirm(
            self,
            _("No backup could be made. Close all the same?"),
            self._end,
            detail=str(error),
            yes=_("Close without a backup"),
            danger=True,
            on_no=self._stay,
        )

    def _stay(self) -> None:
        self._ending = False
        # The failed closing may have let go of the file.
        self.files.open(self.desk.workspace.path)
