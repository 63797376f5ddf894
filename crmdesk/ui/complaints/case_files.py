"""The files of a case: kept in the database at once, each step with its Undo."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from crmdesk.core.domain.attachment import Attachment, NewFile
from crmdesk.core.domain.complaint import Complaint
from crmdesk.core.domain.complaint_words import moment
from crmdesk.core.i18n import _
from crmdesk.core.services import complaint_files
from crmdesk.ui.complaints.file_model import ShownFile
from crmdesk.ui.complaints.files_box import FilesBox
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.screen import Desk

ADD_KEY = "F"


class CaseFiles(FilesBox):
    """A part of the case; files are taken from anywhere inside the case."""

    def __init__(self, desk: Desk, case: QWidget) -> None:
        super().__init__(desk, case, ADD_KEY)
        self._complaint_id = 0
        self._shown_id = 0
        self.title = plain.label(_("Files"), "subheading")
        layout = self.layout()
        assert layout is not None
        layout.insertWidget(0, self.title)  # type: ignore[attr-defined]

    def show_complaint(self, complaint: Complaint) -> None:
        """Show the files of a complaint as soon as they are read."""
        self._complaint_id = complaint.id
        workspace = self.desk.workspace
        self.desk.tasks.read(
            lambda: complaint_files.files(workspace, complaint.id),
            partial(self._arrived, complaint.id),
            key=(self, "files"),
            owner=self,
        )

    def can_take(self) -> bool:
        """Return whether a complaint is shown."""
        return bool(self._complaint_id)

    def keep(self, read: Callable[[], list[NewFile]]) -> None:
        """Read new files, and add them to the complaint that is shown now."""
        workspace, complaint_id = self.desk.workspace, self._complaint_id

        def write(found: list[NewFile]) -> None:
            self.desk.tasks.write(
                lambda: complaint_files.add(workspace, complaint_id, found),
                self.desk.done,
                self.tell,
                owner=self,
            )

        self.desk.tasks.read(read, write, self.tell, owner=self)

    def take_off(self, file: ShownFile) -> None:
        """Take a file off the complaint; Undo brings it back."""
        workspace = self.desk.workspace
        self.desk.tasks.write(
            lambda: complaint_files.remove(workspace, file.key),
            self.desk.done,
            self.tell,
            owner=self,
        )

    def _arrived(self, complaint_id: int, found: list[Attachment]) -> None:
        anew, self._shown_id = complaint_id != self._shown_id, complaint_id
        self.show_files([self._as_shown(one) for one in found], anew=anew)

    def _as_shown(self, one: Attachment) -> ShownFile:
        workspace = self.desk.workspace
        when = moment(one.added_at, workspace.clock.now())
        told = " · ".join(part for part in (when, one.added_by) if part)
        load = partial(complaint_files.data, workspace, one.id)
        return ShownFile(one.id, one.name, one.kind, one.size, told, load)
