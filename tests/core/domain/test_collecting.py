from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from crmdesk.core.domain.collecting import no_collection


@pytest.fixture(autouse=True)
def collecting() -> Iterator[None]:
    was_enabled = gc.isenabled()
    gc.enable()
    yield
    (gc.enable if was_enabled else gc.disable)()


def test_that_nothing_is_collected_until_the_outermost_work_ends() -> None:
    with no_collection():
        with no_collection():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_that_work_that_fails_leaves_the_collection_on() -> None:
    with pytest.raises(ZeroDivisionError), no_collection():
        raise ZeroDivisionError
    assert gc.isenabled()


def test_that_two_works_at_once_end_in_any_order() -> None:
    first, second = no_collection(), no_collection()
    first.__enter__()
    second.__enter__()
    first.__exit__(None, None, None)
    assert not gc.isenabled()
    second.__exit__(None, None, None)
    assert gc.isenabled()


def test_that_a_collection_switched_off_by_somebody_else_stays_off() -> None:
    gc.disable()
    with no_collection():
        pass
    assert not gc.isenabled()
