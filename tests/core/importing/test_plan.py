"""A known customer and a row of a list become one, and nothing known is dropped."""

from __future__ import annotations

import dataclasses

from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.domain.customer import Address, ContactMethod, ContactPerson
from crmdesk.core.domain.problems import Problem
from crmdesk.core.importing.plan import (
    FILL,
    NEW,
    OVERWRITE,
    PROBLEM,
    ImportPlan,
    PlannedRow,
    merged,
)
from tests.factories import person

KNOWN = person(
    "张伟",
    "13800138000",
    "文三路1号",
    id=7,
    grade="B",
    notes="怕吵",
    tags=("老",),
    birthday=Birthday(5, 3),
)


def test_that_a_row_without_news_changes_nothing() -> None:
    for mode in (FILL, OVERWRITE):
        assert merged(KNOWN, dataclasses.replace(KNOWN, id=0), mode) == KNOWN
        assert merged(KNOWN, person("张伟"), mode) == KNOWN


def test_that_the_same_number_written_otherwise_is_not_kept_twice() -> None:
    draft = person("张伟", methods=(ContactMethod("phone", "+86 138 0013 8000"),))
    assert merged(KNOWN, draft, FILL).methods == KNOWN.methods


def test_that_the_same_address_with_other_gaps_is_not_kept_twice() -> None:
    draft = person("张伟", address="文三路 1 号")
    assert merged(KNOWN, draft, FILL).addresses == KNOWN.addresses
    assert merged(KNOWN, draft, OVERWRITE).addresses == (Address("文三路 1 号"),)


def test_that_the_lists_number_comes_first_only_when_overwriting() -> None:
    draft = person("张伟", "13900139000")
    assert merged(KNOWN, draft, FILL).mobile == "13800138000"
    assert merged(KNOWN, draft, OVERWRITE).mobile == "13900139000"
    assert len(merged(KNOWN, draft, OVERWRITE).methods) == 2


def test_that_another_name_becomes_a_contact_person_once() -> None:
    once = merged(KNOWN, person("张太太"), FILL)
    assert (once.name, once.persons) == ("张伟", (ContactPerson("张太太"),))
    assert merged(once, person("张 太太"), FILL) == once
    assert merged(KNOWN, person("张太太"), OVERWRITE).name == "张太太"


def test_that_notes_grow_by_what_is_new() -> None:
    assert merged(KNOWN, person("张伟", notes="爱茶"), FILL).notes == "怕吵\n爱茶"
    assert merged(KNOWN, person("张伟", notes="怕吵"), FILL).notes == "怕吵"
    assert merged(KNOWN, person("张伟", notes="很怕吵的"), OVERWRITE).notes == "很怕吵的"


def test_that_single_values_are_filled_or_overwritten() -> None:
    draft = person("张伟", grade="A", company="西湖", birthday=Birthday(1, 1))
    filled, over = merged(KNOWN, draft, FILL), merged(KNOWN, draft, OVERWRITE)
    assert (filled.grade, filled.company, filled.birthday) == ("B", "西湖", Birthday(5, 3))
    assert (over.grade, over.company, over.birthday) == ("A", "西湖", Birthday(1, 1))
    assert filled.id == over.id == 7


def test_that_a_plan_counts_its_rows_and_collects_their_problems() -> None:
    plan = ImportPlan(FILL)
    plan.add(PlannedRow(2, NEW, "张伟", ""))
    plan.add(PlannedRow(3, PROBLEM, "", "", "no name", (Problem("no name"),)))
    assert (plan.counts[NEW], plan.counts[PROBLEM]) == (1, 1)
    assert sum(plan.counts.values()) == len(plan.rows) == 2
    assert plan.problems == [Problem("no name")]
