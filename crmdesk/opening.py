"""Opening the database while Qt starts: the two have nothing to do with each other."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crmdesk.core.services.workspace import Workspace


class Opening:
    """A database that is being opened on a thread of its own."""

    def __init__(self, path: Path, who: str) -> None:
        self._path = path
        self._who = who
        self._workspace: Workspace | None = None
        self._empty = False
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._open, name="opening")
        self._thread.start()

    def result(self) -> tuple[Workspace, bool]:
        """Wait for the database, and return it and whether it has no customer yet.

        Raises what opening it raised.
        """
        self._thread.join()
        if self._error is not None:
            raise self._error
        assert self._workspace is not None
        return self._workspace, self._empty

    def _open(self) -> None:
        try:
            from crmdesk.core.services import workspace

            self._workspace = workspace.open_workspace(self._path, who=self._who)
            self._empty = workspace.is_empty(self._workspace)
        except BaseException as error:  # noqa: BLE001 - raised again where it is waited for
            self._error = error
