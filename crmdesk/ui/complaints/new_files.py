"""The files of a complaint that is being written down: kept here until it is saved."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from crmdesk.core.domain.attachment import NewFile, kept_name, kind_of
from crmdesk.ui.complaints.file_model import ShownFile
from crmdesk.ui.complaints.files_box import FilesBox
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.kit.scrolling import reveal

ADD_KEYS = "Ctrl+Shift+F"


class NewFiles(FilesBox):
    """Files that wait, taken from anywhere inside the form."""

    def __init__(self, desk: Desk, form: QWidget) -> None:
        super().__init__(desk, form, ADD_KEYS)
        self._numbers = itertools.count(1)
        self._waiting: dict[int, NewFile] = {}
        self._visit = 0

    def files(self) -> list[NewFile]:
        """Return the files that wait."""
        return list(self._waiting.values())

    def begin(self) -> None:
        """Forget the files of the complaint before."""
        self._visit += 1
        self._waiting.clear()
        self.show_files([], anew=True)

    def can_take(self) -> bool:
        """Return whether the form takes files, which it does for a new complaint."""
        return self.isVisible()

    def keep(self, read: Callable[[], list[NewFile]]) -> None:
        """Keep new files until the complaint is saved."""
        self.desk.tasks.read(read, partial(self._arrived, self._visit), self.tell, owner=self)

    def take_off(self, file: ShownFile) -> None:
        """Forget a file."""
        del self._waiting[file.key]
        self._show()

    def _arrived(self, visit: int, found: list[NewFile]) -> None:
        if visit == self._visit:
            self._waiting |= {next(self._numbers): one for one in found}
            self._show()
            reveal(self.add_button)

    def _show(self) -> None:
        self.show_files(
            [
                ShownFile(
                    key,
                    kept_name(one.name),
                    kind_of(one.name, one.data),
                    len(one.data),
                    load=partial(bytes, one.data),
                )
                for key, one in self._waiting.items()
            ]
        )
