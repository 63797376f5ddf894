"""A plan counts what will become of the rows."""

from __future__ import annotations

from crmdesk.core.domain.problems import Problem
from crmdesk.core.importing.plan import FILL, NEW, PROBLEM, ImportPlan, PlannedRow


def test_that_a_plan_counts_its_rows_and_collects_their_problems() -> None:
    plan = ImportPlan(FILL)
    plan.add(PlannedRow(2, NEW, "张伟", ""))
    plan.add(PlannedRow(3, PROBLEM, "", "", "no name", (Problem("no name"),)))
    assert (plan.counts[NEW], plan.counts[PROBLEM]) == (1, 1)
    assert sum(plan.counts.values()) == len(plan.rows) == 2
    assert plan.problems == [Problem("no name")]
