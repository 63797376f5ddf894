"""Files with all that is done with them: added by dialog, drag or paste, opened, saved, removed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from crmdesk.core.domain.attachment import MOST_BYTES, NewFile, opens_safely
from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.problems import CrmError, FileProblem
from crmdesk.core.i18n import _
from crmdesk.core.services import complaint_files
from crmdesk.ui.complaints.file_model import ShownFile
from crmdesk.ui.complaints.files_view import FilesView
from crmdesk.ui.kit import brought_files, file_dialogs, opened_copies, pictures, plain
from crmdesk.ui.kit.actions import action_inside, button
from crmdesk.ui.kit.brought_files import Brought, FileDrops
from crmdesk.ui.kit.layout import FlowLayout
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.kit.scrolling import reveal


class FilesBox(QWidget):
    """Shows files and takes new ones, from anywhere inside `host`; where they go is said by heirs.

    `keys` add files by a dialog while the keyboard is inside the host.
    """

    def __init__(self, desk: Desk, host: QWidget, keys: str) -> None:
        super().__init__()
        self.desk = desk
        self.view = FilesView(desk.tasks)
        self.add_action = action_inside(host, _("Add files…"), self.ask, keys, "plus")
        action_inside(host, _("Paste a picture or files"), self.paste, "Ctrl+V")
        inside = partial(action_inside, self.view)
        self.open_action = inside(_("Open the file"), self.open_current, "", "right")
        self.save_action = inside(_("Save as…"), self.ask_save, "Ctrl+S", "export")
        self.remove_action = inside(_("Remove"), self.remove_current, "Del", "bin")
        self.drops = FileDrops(host)
        self.add_button = button(self.add_action.text(), self.add_action.trigger, kind="quiet")
        self.hint = plain.label("", "hint", wrap=True)
        self.problem = plain.label("", "error", wrap=True)
        self.problem.hide()
        self._lay_out()
        self.drops.dropped.connect(self.take)
        self.drops.hovering.connect(self._say_how)
        self.view.opened.connect(self.open_current)
        self.view.current_changed.connect(self._offer)
        self.view.customContextMenuRequested.connect(self._menu)
        self.setFocusProxy(self.add_button)
        self._say_how(False)
        self._offer()

    def _lay_out(self) -> None:
        self.add_button.setToolTip(self.add_action.toolTip())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        row = FlowLayout(spacing=4)
        row.addWidget(self.add_button)
        self.verbs = {}
        for action in (self.open_action, self.save_action, self.remove_action):
            made = self.verbs[action] = button(action.text(), action.trigger, kind="quiet")
            made.setToolTip(action.toolTip())
            row.addWidget(made)
        layout.addWidget(self.view)
        layout.addLayout(row)
        layout.addWidget(self.hint)
        layout.addWidget(self.problem)

    def stops(self) -> list[QWidget]:
        """Return what the Tab key stops at after the files themselves, in order."""
        return [self.add_button, *self.verbs.values()]

    # What an heir does

    def keep(self, read: Callable[[], list[NewFile]]) -> None:
        """Keep new files; `read` gets them in the background and may raise FileProblem."""

    def take_off(self, file: ShownFile) -> None:
        """Take a file off."""

    def can_take(self) -> bool:
        """Return whether there is something that files can belong to."""
        return True

    # What the user does

    def show_files(self, files: Sequence[ShownFile], *, anew: bool = False) -> None:
        """Show these files; `anew` those of another complaint."""
        if anew:
            self.tell(None)
        self.view.show_files(list(files), anew=anew)

    def ask(self) -> None:
        """Ask for files in a dialog."""
        if self.can_take():
            kinds = _("Pictures (*.png *.jpg *.jpeg *.gif *.bmp *.webp *.heic);;All files (*)")
            dialog = file_dialogs.ask_several(self.window(), _("Add files"), kinds, self.take)
            dialog.selectNameFilter(kinds.rpartition(";;")[2])

    def paste(self) -> None:
        """Add what was copied: files, or a picture."""
        found = brought_files.copied()
        if found is None:
            problem = FileProblem(
                _("There is no picture and no file to paste."),
                _("Copy a picture, or files in the file manager, and press Ctrl+V here."),
            )
            self.tell(problem)
        else:
            self.take(found)

    def take(self, brought: Brought) -> None:
        """Add files from the disk, or a picture."""
        if not self.can_take():
            return
        self.tell(None)
        if isinstance(brought, QImage):
            when = self.desk.workspace.clock.now().astimezone()
            name = _("picture {when}.png").format(when=f"{when:%Y-%m-%d %H.%M}")
            self.keep(lambda: [complaint_files.checked(NewFile(name, pictures.as_png(brought)))])
        else:

            def keep_good(found: tuple[list[NewFile], FileProblem | None]) -> None:
                files, problem = found
                if files:
                    self.keep(lambda: files)
                self.tell(problem)

            self.desk.tasks.read(
                lambda: complaint_files.read_files(brought), keep_good, self.tell, owner=self
            )

    def open_current(self) -> None:
        """Show the chosen file in its program; what could run is offered to be saved instead."""
        file = self.view.current()
        if file is None:
            return
        if not opens_safely(file.name):
            self.ask_save()
            return
        self.tell(None)
        self.desk.tasks.read(
            lambda: opened_copies.write(file.name, file.load()),
            partial(self._show_copy, file),
            self.tell,
            key=(self, "open"),
        )

    def ask_save(self) -> None:
        """Ask where to, and write the chosen file there."""
        file = self.view.current()
        if file is None:
            return
        suffix = Path(file.name).suffix.lstrip(".")
        file_dialogs.ask_save(
            self.window(),
            _("Save as"),
            _("All files (*)"),
            partial(self.save_to, file),
            name=file.name,
            suffix=suffix,
        )

    def save_to(self, file: ShownFile, target: Path) -> None:
        """Write a file to the disk."""
        self.tell(None)
        self.desk.tasks.read(
            lambda: complaint_files.write_to(target, file.load()),
            self._saved,
            self.tell,
            owner=self,
        )

    def remove_current(self) -> None:
        """Take the chosen file off."""
        file = self.view.current()
        if file is not None:
            self.tell(None)
            self.take_off(file)

    # What is said

    def tell(self, error: Exception | None) -> None:
        """Say below the files what went wrong, in a sentence."""
        if error is not None and not isinstance(error, CrmError):
            self.desk.trouble(error)
            return
        self.problem.setText(plain.wrapped(str(error or ""), 600))
        self.problem.setVisible(error is not None)
        if error is not None:
            reveal(self.problem)

    def _show_copy(self, file: ShownFile, copy: Path) -> None:
        if not opened_copies.show(copy):
            problem = FileProblem(
                _("No program on this computer shows {file}.").format(file=file.name),
                _("Save it, and open it where there is one."),
            )
            self.tell(problem)

    def _saved(self, target: Path) -> None:
        self.desk.done(Changes(0, _("Saved as {file}.").format(file=target.name)))

    def _say_how(self, above: bool) -> None:
        if above:
            self.hint.setText(_("Let go to add the files."))
            return
        words = _("Drag files here, or paste a picture with Ctrl+V; at most {count} MB each.")
        self.hint.setText(words.format(count=MOST_BYTES // 1024**2))

    def _offer(self) -> None:
        file = self.view.current()
        for action, made in self.verbs.items():
            action.setEnabled(file is not None)
            made.setVisible(file is not None)
        if file is not None and not opens_safely(file.name):
            self.open_action.setEnabled(False)
            self.verbs[self.open_action].hide()

    def _menu(self, where: QPoint) -> None:
        if self.view.indexAt(where).isValid():
            menu = QMenu(self.view)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.addActions([one for one in self.verbs if one.isEnabled()])
            menu.popup(self.view.viewport().mapToGlobal(where))
