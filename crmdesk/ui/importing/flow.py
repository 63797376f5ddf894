"""An import on its way: file, understanding, check, result; every long step in the background."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from crmdesk.core.domain.fields import BY_KEY
from crmdesk.core.domain.problems import Cancelled, CrmError
from crmdesk.core.domain.progress import Progress
from crmdesk.core.i18n import _
from crmdesk.core.importing.plan import NEW, UPDATE
from crmdesk.core.services import history
from crmdesk.core.services import importing as service
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.parts.undoing import Undoing

if TYPE_CHECKING:
    from crmdesk.core.importing.plan import ImportPlan
    from crmdesk.core.importing.sheet import SheetFile
    from crmdesk.core.services.importing import ImportResult, ImportSetup
    from crmdesk.ui.kit.tasks import Handle

IMPORTS_LOOKED_AT = 500


@dataclass(frozen=True, slots=True)
class Understood:
    """A file that was read, how it seems to be meant, and when it was imported before."""

    file: SheetFile
    setup: ImportSetup
    before: history.HistoryLine | None


class ImportFlow(QObject):
    """Holds what is known so far; tells when a step is done or has failed."""

    started = Signal(str)
    progressed = Signal(int, int, str)
    stopped = Signal()
    understood = Signal()
    setup_changed = Signal()
    checked = Signal()
    written = Signal()
    taken_back = Signal()
    failed = Signal(str, str)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._work: Handle | None = None
        self._taking_back = False
        self.clear()

    def clear(self) -> None:
        """Forget everything of the last import."""
        self.path: Path | None = None
        self.encoding: str | None = None
        self.before: history.HistoryLine | None = None
        self.setup: ImportSetup | None = None
        self.plan: ImportPlan | None = None
        self.result: ImportResult | None = None

    def busy(self) -> bool:
        """Return whether long work is under way."""
        return self._work is not None or self._taking_back

    def to_write(self) -> int:
        """Return how many rows of the checked plan would change something."""
        return self.plan.counts[NEW] + self.plan.counts[UPDATE] if self.plan else 0

    def cancel(self) -> None:
        """Ask the work under way to stop; nothing is left half done."""
        if self._work is not None:
            self._work.cancel()

    def read(self, path: Path, encoding: str | None = None) -> None:
        """Read a file and guess how it is meant."""
        workspace = self._desk.workspace

        def work(progress: Progress) -> Understood:
            file = service.read(path, progress, encoding=encoding)
            progress.report(0, 0, _("Looking at the columns"))
            lines = history.recent(workspace, IMPORTS_LOOKED_AT)
            return Understood(file, service.begin(file), _imported_before(lines, file.path_name))

        def done(found: Understood) -> None:
            self.clear()
            self.path, self.encoding = path, encoding
            self.setup, self.before = found.setup, found.before
            self.understood.emit()

        text = _("Reading {name}").format(name=path.name)
        self._run(text, work, done)

    def read_again(self, encoding: str) -> None:
        """Read the same file with other characters; an empty text recognises them."""
        if self.path is not None and encoding != (self.encoding or ""):
            self.read(self.path, encoding or None)

    def choose(self, sheet: str | None = None, header_index: int | None = -1) -> None:
        """Take another sheet (its headers are looked for), or another row as the headers."""
        setup = self.setup
        if setup is None or self.busy():
            return
        guess = header_index == -1
        name = sheet if sheet is not None else setup.sheet.name

        def work(_progress: Progress) -> ImportSetup:
            return service.begin(
                setup.file,
                sheet=name,
                header_index=None if guess else header_index,
                guess_header=guess,
            )

        def done(made: ImportSetup) -> None:
            self._changed(replace(made, mode=setup.mode))

        self._run(_("Looking at the columns"), work, done)

    def set_field(self, index: int, key: str | None) -> str | None:
        """Let a column go to a field, or nowhere.

        Returns the header of a column that had to give way, as most fields take only one.
        """
        setup = self.setup
        if setup is None:
            return None
        mappings, gave_way = list(setup.mappings), None
        for place, one in enumerate(mappings):
            if one.index == index:
                mappings[place] = replace(one, field=key, reason="user")
            elif key is not None and one.field == key and not BY_KEY[key].many:
                mappings[place] = replace(one, field=None, reason="user")
                gave_way = one.header
        self._changed(replace(setup, mappings=tuple(mappings)))
        return gave_way

    def set_mode(self, mode: str) -> None:
        """Choose what happens to customers who are there already."""
        if self.setup is not None and self.setup.mode != mode:
            self._changed(replace(self.setup, mode=mode))

    def check(self) -> None:
        """Check all rows; nothing is written."""
        setup, workspace = self.setup, self._desk.workspace
        if setup is None:
            return

        def done(plan: ImportPlan) -> None:
            self.plan = plan
            self.checked.emit()

        self._run(
            _("Checking all rows"),
            lambda progress: service.check(workspace, setup, progress),
            done,
        )

    def write(self) -> None:
        """Write what was checked, all of it or nothing."""
        setup, plan, workspace = self.setup, self.plan, self._desk.workspace
        if setup is None or plan is None:
            return

        def done(result: ImportResult) -> None:
            self.result = result
            self.plan = None  # it described the database as it was
            self._desk.done(result.changes)
            self.written.emit()

        self._run(
            _("Importing"),
            lambda progress: service.write(workspace, setup, plan, progress),
            done,
            writes=True,
        )

    def take_back(self, window: QWidget) -> None:
        """Undo the whole import; each customer changed since then is asked about in the window."""
        result = self.result
        if result is None or not result.import_id or self.busy():
            return
        undoing = Undoing(self._desk, window, result.import_id)
        undoing.working.connect(self._show_taking_back)
        undoing.undone.connect(self.taken_back)
        undoing.send(None)

    def _show_taking_back(self, working: bool) -> None:
        self._taking_back = working
        if working:
            self.started.emit("")
        else:
            self.stopped.emit()

    def _changed(self, setup: ImportSetup) -> None:
        self.setup = setup
        self.plan = None
        self.setup_changed.emit()

    def _run(
        self,
        text: str,
        work: Callable[[Progress], Any],
        done: Callable[[Any], None],
        *,
        writes: bool = False,
    ) -> None:
        if self.busy():
            return

        def finished(answer: Any) -> None:
            self._work = None
            self.stopped.emit()
            done(answer)

        self._work = self._desk.tasks.run(
            work, finished, self._failed, self.progressed.emit, writes=writes, owner=self
        )
        self.started.emit(text)

    def _failed(self, error: Exception) -> None:
        self._work = None
        self.stopped.emit()
        if isinstance(error, Cancelled):
            self.failed.emit(_("Stopped. Nothing was changed."), "")
        elif isinstance(error, CrmError):
            self.failed.emit(error.message, error.advice)
        else:
            self._desk.trouble(error)


def _imported_before(
    lines: list[history.HistoryLine], file_name: str
) -> history.HistoryLine | None:
    """Return the last import of a file of this name that was not taken back."""
    return next(
        (
            line
            for line in lines
            if line.record.kind == "import"
            and line.can_undo
            and line.record.details.get("file") == file_name
        ),
        None,
    )
