"""An import on its way: file, understanding, check, result; every long step in the background."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from crmdesk.core.domain.progress import Progress
from crmdesk.core.i18n import _
from crmdesk.core.importing.plan import NEW, UPDATE
from crmdesk.core.importing.readers.source import Source
from crmdesk.core.importing.setup import CUSTOMERS
from crmdesk.core.services import importing as service
from crmdesk.ui.importing.long_work import LongWork
from crmdesk.ui.importing.understanding import Asked, Understood, Wish, ask, understand
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.parts.undoing import Undoing

if TYPE_CHECKING:
    from crmdesk.core.importing.plan import ImportPlan
    from crmdesk.core.services.import_memory import SeenBefore
    from crmdesk.core.services.importing import ImportResult, ImportSetup


class ImportFlow(LongWork):
    """Holds what is known so far; tells when a step is done or has failed.

    `asked` is None while the questions about a new setup are still being looked for.
    """

    understood = Signal()
    setup_changed = Signal()
    questions_changed = Signal()
    checked = Signal()
    rechecked = Signal()
    written = Signal()
    taken_back = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(desk, parent)
        self._taking_back = False
        self.rechecking = False
        self._protected: Source | None = None
        self.clear()

    def clear(self) -> None:
        """Forget everything of the last import."""
        self.source: Source | None = None
        self.encoding: str | None = None
        self.seen: SeenBefore | None = None
        self.remembered: dt.date | None = None
        self.setup: ImportSetup | None = None
        self.asked: Asked | None = None
        self.plan: ImportPlan | None = None
        self.result: ImportResult | None = None

    def busy(self) -> bool:
        """Return whether long work is under way."""
        return super().busy() or self._taking_back

    def to_write(self) -> int:
        """Return how many rows of the checked plan would change something."""
        return self.plan.counts[NEW] + self.plan.counts[UPDATE] if self.plan else 0

    # Reading and understanding

    def read(
        self,
        what: Path | Source,
        encoding: str | None = None,
        *,
        password: str | None = None,
        target: str = CUSTOMERS,
    ) -> None:
        """Read a list and guess how it is meant; a password is used once and not kept."""
        workspace = self._desk.workspace
        source = what if isinstance(what, Source) else Source.of(what)

        def work(progress: Progress) -> Understood:
            file = service.read(source, progress, encoding=encoding, password=password)
            progress.report(0, 0, _("Looking at the columns"))
            return understand(workspace, file, Wish(target=target))

        def done(found: Understood) -> None:
            self.clear()
            self.source, self.encoding, self.seen = source, encoding, found.seen
            self._take(found)
            self.understood.emit()

        self._protected = source
        self.run(_("Reading {name}").format(name=source.name), work, done)

    def try_password(self, password: str) -> None:
        """Read the protected file once more."""
        if self._protected is not None:
            self.read(self._protected, password=password)

    def read_again(self, encoding: str) -> None:
        """Read the same file with other characters; an empty text recognises them."""
        if self.source is None or self.setup is None or encoding == (self.encoding or ""):
            return
        self.read(self.source, encoding or None, target=self.setup.target)

    def understand(self, wish: Wish) -> None:
        """Look for the columns again: in another sheet, under other headers, or guessed anew."""
        setup, workspace = self.setup, self._desk.workspace
        if setup is None or self.busy():
            return

        def done(found: Understood) -> None:
            mode = setup.mode if found.remembered is None else found.setup.mode
            self._take(replace(found, setup=replace(found.setup, mode=mode)))
            self.setup_changed.emit()

        self.run(
            _("Looking at the columns"),
            lambda _progress: understand(workspace, setup.file, wish),
            done,
        )

    def keep_left_over(self, wanted: str) -> None:
        """Let the columns nothing is known of become own fields, or go to the notes."""
        from crmdesk.core.importing import left_over

        setup = self.setup
        if setup is None or self.busy():
            return
        keep = left_over.with_own_fields if wanted == left_over.FIELDS else left_over.with_notes
        self.run(_("Looking at the columns"), lambda _progress: keep(setup), self.set_setup)

    def set_setup(self, setup: ImportSetup) -> None:
        """Take what the user changed; a check that was made before it counts no more."""
        if setup is self.setup:
            return
        self.setup = setup
        self.plan = None
        self._ask()
        self.setup_changed.emit()

    def _take(self, found: Understood) -> None:
        self.setup, self.remembered, self.plan = found.setup, found.remembered, None
        self._ask()

    def _ask(self) -> None:
        setup, workspace = self.setup, self._desk.workspace
        self.asked = None
        if setup is None:
            return

        def answer(asked: Asked) -> None:
            if self.setup is setup:
                self.asked = asked
                self.questions_changed.emit()

        def failed(error: Exception) -> None:
            answer(Asked())
            self.tell(error)

        self._desk.tasks.read(
            lambda: ask(workspace, setup), answer, failed, key=(id(self), "questions"), owner=self
        )

    # Checking and writing

    def check(self) -> None:
        """Check all rows; nothing is written."""
        self._check(self.setup, None)

    def recheck(self, setup: ImportSetup) -> None:
        """Check again after rows were changed; rows that are as they were are not read again."""
        if self.busy():
            return
        self.rechecking = True  # told by `started`: such a short check disturbs nobody
        self._check(setup, self.plan)
        self.rechecking = False

    def _check(self, setup: ImportSetup | None, before: ImportPlan | None) -> None:
        workspace = self._desk.workspace
        told = self.rechecked if self.rechecking else self.checked
        if setup is None:
            return

        def done(plan: ImportPlan) -> None:
            self.setup, self.plan = setup, plan
            told.emit()

        self.run(
            _("Checking all rows"),
            lambda progress: service.check(workspace, setup, progress, before=before),
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

        self.run(
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
