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
