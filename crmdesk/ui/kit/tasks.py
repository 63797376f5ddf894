"""Work in the background: answers always arrive on the main thread, and none is lost."""

from __future__ import annotations

import itertools
import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

from crmdesk.core.domain.problems import Cancelled
from crmdesk.core.domain.progress import Progress
from crmdesk.core.i18n import _

log = logging.getLogger(__name__)

Result = TypeVar("Result")
OnError = Callable[[Exception], object]
OnProgress = Callable[[int, int, str], object]

# Seconds between two progress reports; faster would only keep the screen busy.
PROGRESS_EVERY: Final = 0.05
# A note on what went wrong in a write, for those who tell the user what it means.
WHILE_SAVING: Final = "This happened while something was being saved."


class Handle:
    """A piece of work under way; `cancel()` asks it to stop."""

    def __init__(self, done: Callable[[Any], object] | None, failed: OnError | None) -> None:
        self.done = done
        self.failed = failed
        self.owner: QObject | None = None
        self.key: Hashable | None = None
        self.number = 0
        self.tells_cancel = False
        self.changes = False
        self.progress: OnProgress | None = None
        self.latest: tuple[int, int, str] | None = None
        self._cancelled = threading.Event()
        self._reported = 0.0

    def cancel(self) -> None:
        """Ask the work to stop: a read's answer is dropped, a run fails with Cancelled."""
        self._cancelled.set()

    def cancelled(self) -> bool:
        """Return whether stopping was asked for."""
        return self._cancelled.is_set()

    def only_asks(self) -> bool:
        """Return whether nothing is lost when nobody hears the answer."""
        return not (self.changes or self.tells_cancel)

    def due(self, done: int, total: int, what: str) -> bool:
        """Keep the newest progress and return whether it is time to tell it."""
        self.latest = (done, total, what)
        now = time.monotonic()
        if now - self._reported < PROGRESS_EVERY:
            return False
        self._reported = now
        return True

    def receivers_live(self) -> bool:
        """Return whether everybody who wants the answer still exists."""
        receivers = (self.owner, *(getattr(f, "__self__", None) for f in (self.done, self.failed)))
        return all(shiboken6.isValid(r) for r in receivers if isinstance(r, QObject))


class Tasks(QObject):
    """Runs plain functions on a few reading threads and exactly one writing thread.

    Make it on the main thread and keep it as long as the program runs.
    """

    _arrived = Signal()

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        readers: int = 3,
        on_error: OnError | None = None,
    ) -> None:
        super().__init__(parent)
        self.on_error = on_error
        # Gets what a write returned when nobody who asked for it is left.
        self.on_orphan: Callable[[Any], object] | None = None
        self._readers = ThreadPoolExecutor(readers, "read")
        self._writer = ThreadPoolExecutor(1, "write")
        self._runner = ThreadPoolExecutor(1, "run")
        self._drawer = ThreadPoolExecutor(1, "draw")
        self._answers: deque[Callable[[], None]] = deque()
        self._newest: dict[Hashable, int] = {}
        self._numbers = itertools.count(1)
        self._waiting: set[Handle] = set()
        self._closed = False
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def read(
        self,
        fn: Callable[[], Result],
        done: Callable[[Result], object],
        failed: OnError | None = None,
        *,
        key: Hashable | None = None,
        owner: QObject | None = None,
    ) -> Handle:
        """Ask a question in the background.

        Of several reads with the same key only the newest is answered. Name the `owner` when
        `done` is not its bound method, so that the answer is skipped once the owner is gone.
        While the program closes nobody looks at answers any more: none is given.
        """
        handle = self._handle(done, failed, owner)
        handle.key = key
        if key is not None:
            handle.number = self._newest[key] = next(self._numbers)
        return self._submit(self._readers, handle, fn)

    def draw(
        self,
        fn: Callable[[], Result],
        done: Callable[[Result], object] | None = None,
        failed: OnError | None = None,
        *,
        key: Hashable | None = None,
        owner: QObject | None = None,
    ) -> Handle:
        """Lay out or paint in the one thread for it; as with reads, only the newest is answered."""
        handle = self._handle(done, failed, owner)
        handle.key = key
        if key is not None:
            handle.number = self._newest[key] = next(self._numbers)
        return self._submit(self._drawer, handle, fn)

    def write(
        self,
        fn: Callable[[], Result],
        done: Callable[[Result], object] | None = None,
        failed: OnError | None = None,
        *,
        owner: QObject | None = None,
    ) -> Handle:
        """Change something in the background; writes happen one after the other, in order."""
        handle = self._handle(done, failed, owner)
        handle.changes = True
        return self._submit(self._writer, handle, fn)

    def run(
        self,
        fn: Callable[[Progress], Result],
        done: Callable[[Result], object] | None = None,
        failed: OnError | None = None,
        progress: OnProgress | None = None,
        *,
        writes: bool = False,
        owner: QObject | None = None,
    ) -> Handle:
        """Do long work that reports (done, total, what) and can be cancelled.

        Work that writes takes its turn on the writing thread. Cancelled work ends in `failed`.
        """
        handle = self._handle(done, failed, owner)
        handle.tells_cancel = True
        handle.changes = writes
        handle.progress = progress

        def report(count: int, total: int, what: str) -> None:
            if handle.due(count, total, what):
                self._post(lambda: self._tell_progress(handle))

        watch = Progress(report, handle.cancelled)
        executor = self._writer if writes else self._runner
        return self._submit(executor, handle, lambda: fn(watch))

    def idle(self) -> bool:
        """Return whether every answer has been delivered."""
        return not self._waiting and not self._answers

    @property
    def closed(self) -> bool:
        """Whether the threads are ending and nothing new can be started."""
        return self._closed

    def stop_long(self) -> None:
        """Ask every run under way to stop."""
        for handle in list(self._waiting):
            if handle.tells_cancel:
                handle.cancel()

    def close(self) -> None:
        """Stop long work, let the writes finish, deliver what they said, and end the threads.

        Answers to reads are dropped: a screen that is closing would only ask its next question.
        """
        if self._closed:
            return
        self._closed = True
        self.stop_long()
        self._readers.shutdown(wait=False, cancel_futures=True)
        self._runner.shutdown(wait=True)
        self._drawer.shutdown(wait=True, cancel_futures=True)
        self._writer.shutdown(wait=True)
        self._readers.shutdown(wait=True)
        self._deliver()
        self._waiting.clear()

    def _handle(
        self, done: Callable[[Any], object] | None, failed: OnError | None, owner: QObject | None
    ) -> Handle:
        handle = Handle(done, failed)
        handle.owner = owner
        return handle

    def _submit(
        self, executor: ThreadPoolExecutor, handle: Handle, fn: Callable[[], Any]
    ) -> Handle:
        if self._closed:
            if not handle.only_asks():
                raise RuntimeError("the program is closing; nothing new can be started")
            handle.cancel()
            return handle
        self._waiting.add(handle)
        executor.submit(self._work, handle, fn)
        return handle

    def _work(self, handle: Handle, fn: Callable[[], Any]) -> None:
        if self._stale(handle) or (handle.cancelled() and not handle.tells_cancel):
            self._post(lambda: self._end(handle))
            return
        result: Any = None
        error: Exception | None = None
        try:
            if handle.cancelled():
                raise Cancelled(_("Stopped."), _("Nothing was changed."))
            result = fn()
        except Exception as caught:  # noqa: BLE001 - everything goes to the one who asked
            error = caught
            if handle.changes:
                error.add_note(WHILE_SAVING)
        self._post(lambda: self._finish(handle, result, error))

    def _stale(self, handle: Handle) -> bool:
        return handle.key is not None and self._newest.get(handle.key) != handle.number

    def _end(self, handle: Handle) -> None:
        self._waiting.discard(handle)
        if handle.key is not None and not self._stale(handle):
            # A key may name a widget, which must not be kept.
            del self._newest[handle.key]

    def _post(self, answer: Callable[[], None]) -> None:
        self._answers.append(answer)
        self._arrived.emit()

    @Slot()
    def _deliver(self) -> None:
        while self._answers:
            answer = self._answers.popleft()
            try:
                answer()
            except Exception as error:  # noqa: BLE001 - one broken receiver must not silence others
                self._default_failed(error)

    def _tell_progress(self, handle: Handle) -> None:
        latest, handle.latest = handle.latest, None
        if latest and handle.progress and handle.receivers_live():
            handle.progress(*latest)

    def _finish(self, handle: Handle, result: Any, error: Exception | None) -> None:
        dropped = (
            self._stale(handle)
            or (handle.cancelled() and not handle.tells_cancel)
            or (self._closed and handle.only_asks())
        )
        self._end(handle)
        if dropped:
            if handle.key is None or error is None:
                return
            log.debug("an outdated read failed", exc_info=error)
            return
        if not handle.receivers_live():
            if error is not None and handle.changes:
                self._default_failed(error)  # nobody else would learn that it was not saved
            elif handle.changes and self.on_orphan is not None and not self._closed:
                self.on_orphan(result)
            return
        self._tell_progress(handle)
        if error is None:
            if handle.done is not None:
                handle.done(result)
        elif handle.failed is not None:
            handle.failed(error)
        else:
            self._default_failed(error)

    def _default_failed(self, error: Exception) -> None:
        if self.on_error is not None:
            self.on_error(error)
        else:
            log.error("work in the background failed", exc_info=error)
