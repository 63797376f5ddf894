"""Long work tells how far it is, and stops when asked."""

from __future__ import annotations

import pytest

from crmdesk.core.domain.problems import Cancelled, CrmError
from crmdesk.core.domain.progress import QUIET, Progress


def test_that_quiet_work_goes_on() -> None:
    QUIET.report(1, 2, "x")
    QUIET.check()
    assert QUIET.cancelled() is False


def test_that_work_stops_when_asked() -> None:
    with pytest.raises(Cancelled) as told:
        Progress(cancelled=lambda: True).check()
    assert str(told.value) == "Stopped. Nothing was changed."
    assert isinstance(told.value, CrmError)


def test_that_a_failure_is_one_sentence_and_one_advice() -> None:
    assert str(CrmError("It is full.", "Make room.")) == "It is full. Make room."
    assert str(CrmError("It is full.")) == "It is full."


def test_that_work_on_many_tells_now_and_then_how_far_it_is_and_hears_that_it_should_stop() -> None:
    told: list[tuple[int, int, str]] = []
    asked: list[int] = []
    progress = Progress(lambda *what: told.append(what), lambda: len(asked) > 4)
    with pytest.raises(Cancelled):
        for one in progress.through(range(9), 9, "Counting", every=3):
            asked.append(one)
    assert told == [(0, 9, "Counting"), (3, 9, "Counting")]
    assert asked == [0, 1, 2, 3, 4, 5]
