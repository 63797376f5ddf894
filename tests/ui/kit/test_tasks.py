from __future__ import annotations

import threading
from functools import partial

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from crmdesk.core.domain.problems import Cancelled, CrmError
from crmdesk.core.domain.progress import Progress
from crmdesk.ui.kit.tasks import Tasks


class Receiver(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.got: list[object] = []

    def take(self, result: object) -> None:
        self.got.append(result)


def fail(number: int) -> int:
    raise CrmError(f"number {number}")


def test_that_3000_of_3000_results_arrive_errors_included(qtbot: QtBot, tasks: Tasks) -> None:
    good: list[int] = []
    bad: list[str] = []
    threads: set[threading.Thread] = set()

    def note(error: Exception) -> None:
        threads.add(threading.current_thread())
        bad.append(str(error))

    for number in range(3000):
        work = partial(fail, number) if number % 10 == 0 else partial(int, number)
        ask = tasks.write if number % 3 == 0 else tasks.read
        ask(work, good.append, note)
    qtbot.waitUntil(tasks.idle, timeout=20_000)
    assert sorted(good) == [n for n in range(3000) if n % 10]
    assert sorted(bad) == sorted(f"number {n}" for n in range(0, 3000, 10))
    assert threads == {threading.main_thread()}


def test_that_writes_happen_one_after_the_other_in_order(qtbot: QtBot, tasks: Tasks) -> None:
    seen: list[tuple[int, str]] = []
    for number in range(200):
        tasks.write(lambda n=number: seen.append((n, threading.current_thread().name)))
    qtbot.waitUntil(tasks.idle)
    assert [n for n, _name in seen] == list(range(200))
    assert len({name for _n, name in seen}) == 1


def test_that_an_answer_older_than_a_newer_request_is_dropped(qtbot: QtBot, tasks: Tasks) -> None:
    gate = threading.Event()
    started = threading.Event()
    got: list[str] = []

    def slow() -> str:
        started.set()
        gate.wait(60)
        return "old"

    tasks.read(slow, got.append, key="find")
    assert started.wait(60)
    tasks.read(lambda: "new", got.append, key="find")
    tasks.read(lambda: "other", got.append, key="elsewhere")
    qtbot.waitUntil(lambda: len(got) == 2)
    gate.set()
    qtbot.waitUntil(tasks.idle)
    assert sorted(got) == ["new", "other"]


def test_that_a_queued_read_that_is_already_stale_is_not_run(qtbot: QtBot) -> None:
    tasks = Tasks(readers=1)
    gate = threading.Event()
    ran: list[int] = []
    got: list[int] = []
    tasks.read(lambda: gate.wait(60), lambda _result: None)
    for number in range(50):
        tasks.read(lambda n=number: ran.append(n) or n, got.append, key="typing")
    gate.set()
    qtbot.waitUntil(tasks.idle)
    tasks.close()
    assert ran == [49]
    assert got == [49]


def test_that_an_error_nobody_takes_goes_to_the_default_handler(qtbot: QtBot) -> None:
    errors: list[Exception] = []
    tasks = Tasks(on_error=errors.append)
    tasks.write(partial(fail, 7))
    qtbot.waitUntil(tasks.idle)
    tasks.close()
    assert [str(error) for error in errors] == ["number 7"]


def test_that_a_broken_receiver_does_not_silence_the_next(qtbot: QtBot) -> None:
    errors: list[Exception] = []
    got: list[int] = []
    tasks = Tasks(on_error=errors.append)
    tasks.write(lambda: 1, lambda result: fail(result))
    tasks.write(lambda: 2, got.append)
    qtbot.waitUntil(tasks.idle)
    tasks.close()
    assert got == [2]
    assert [str(error) for error in errors] == ["number 1"]


def test_that_a_widget_that_asked_is_forgotten_once_it_is_answered(
    qtbot: QtBot, tasks: Tasks
) -> None:
    import gc
    import weakref

    gate = threading.Event()
    got: list[object] = []
    widget = QObject()
    tasks.read(lambda: gate.wait(60), got.append, key=(widget, "rows"))
    for number in (2, 3):
        tasks.read(lambda n=number: n, got.append, key=(widget, "rows"))
        qtbot.waitUntil(lambda n=number: got[-1:] == [n])
    gate.set()
    qtbot.waitUntil(tasks.idle)
    assert got == [2, 3]
    gone = weakref.ref(widget)
    del widget
    tasks.read(lambda: 1, got.append)  # the thread lets go of what it did last
    qtbot.waitUntil(tasks.idle)
    gc.collect()
    assert gone() is None


@pytest.mark.parametrize("named", [False, True])
def test_that_a_receiver_that_died_is_skipped(qtbot: QtBot, tasks: Tasks, named: bool) -> None:
    import shiboken6

    receiver = Receiver()
    gate = threading.Event()
    done = (lambda result: receiver.take(result)) if named else receiver.take
    tasks.read(lambda: gate.wait(60), done, owner=receiver if named else None)
    shiboken6.delete(receiver)
    gate.set()
    qtbot.waitUntil(tasks.idle)
    assert receiver.got == []


def test_that_a_write_is_told_when_who_asked_for_it_is_gone_and_a_read_is_not(
    qtbot: QtBot, tasks: Tasks
) -> None:
    import shiboken6

    told: list[object] = []
    tasks.on_orphan = told.append
    receiver, gate = Receiver(), threading.Event()
    tasks.read(lambda: gate.wait(60), receiver.take)
    tasks.write(lambda: "saved" if gate.wait(60) else "", receiver.take)
    shiboken6.delete(receiver)
    gate.set()
    qtbot.waitUntil(tasks.idle)
    assert told == ["saved"]


def test_that_a_failed_write_is_told_even_when_its_window_is_gone(qtbot: QtBot) -> None:
    import shiboken6

    errors: list[Exception] = []
    tasks = Tasks(on_error=errors.append)
    receiver = Receiver()
    gate = threading.Event()
    tasks.write(lambda: fail(3) if gate.wait(60) else 0, receiver.take)
    shiboken6.delete(receiver)
    gate.set()
    qtbot.waitUntil(tasks.idle)
    tasks.close()
    assert [str(error) for error in errors] == ["number 3"]


def test_that_a_cancelled_run_ends_in_cancelled_and_says_how_far_it_was(
    qtbot: QtBot, tasks: Tasks
) -> None:
    errors: list[Exception] = []
    steps: list[tuple[int, int, str]] = []

    def work(progress: Progress) -> None:
        for number in range(10_000_000):
            progress.check()
            progress.report(number, 10_000_000, "rows")

    handle = tasks.run(
        work, None, errors.append, lambda *step: (steps.append(step), handle.cancel())
    )
    qtbot.waitUntil(tasks.idle, timeout=20_000)
    assert [type(error) for error in errors] == [Cancelled]
    assert steps[0][1:] == (10_000_000, "rows")


def test_that_progress_is_throttled_and_the_last_report_arrives(qtbot: QtBot, tasks: Tasks) -> None:
    steps: list[int] = []
    done: list[int] = []

    def work(progress: Progress) -> int:
        for number in range(1, 20_001):
            progress.report(number, 20_000, "")
        return 5

    tasks.run(work, done.append, None, lambda count, _total, _what: steps.append(count))
    qtbot.waitUntil(tasks.idle, timeout=20_000)
    assert done == [5]
    assert steps[-1] == 20_000
    assert len(steps) < 200


def test_that_a_cancelled_read_is_neither_done_nor_failed(qtbot: QtBot, tasks: Tasks) -> None:
    got: list[object] = []
    gate = threading.Event()
    handle = tasks.read(lambda: gate.wait(60), got.append, got.append)
    handle.cancel()
    gate.set()
    qtbot.waitUntil(tasks.idle)
    assert got == []


def test_that_close_waits_for_writes_and_delivers_their_answers(qtbot: QtBot) -> None:
    tasks = Tasks()
    got: list[int] = []
    for number in range(100):
        tasks.write(lambda n=number: n, got.append)
    tasks.close()
    assert got == list(range(100))
    with pytest.raises(RuntimeError):
        tasks.write(lambda: 1, got.append)
    with pytest.raises(RuntimeError):
        tasks.run(lambda _progress: 1, got.append)


def test_that_who_asks_while_the_program_closes_is_neither_answered_nor_in_trouble(
    qtbot: QtBot,
) -> None:
    troubles: list[Exception] = []
    tasks = Tasks(on_error=troubles.append)
    begun, gate = threading.Event(), threading.Event()
    got: list[int] = []

    def slow() -> int:
        begun.set()
        gate.wait(60)
        return 1

    def save() -> int:
        gate.set()
        return 2

    def saved(number: int) -> None:
        got.append(number)
        tasks.read(lambda: 3, got.append)
        tasks.draw(lambda: 4, got.append)

    tasks.read(slow, got.append)
    tasks.write(save, saved)
    assert begun.wait(60)
    tasks.close()
    assert got == [2]
    assert troubles == []
    assert tasks.idle()
