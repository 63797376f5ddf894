"""Lists of complaints go out to come back as they were."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from crmdesk.core.domain.clock import Clock
from crmdesk.core.domain.complaint import (
    Complaint,
)
from crmdesk.core.domain.complaint_states import (
    ANSWER,
    IS_DUPLICATE,
    REOPEN,
    TRY_CALL,
    WAIT_CUSTOMER,
    Given,
    possible,
)
from crmdesk.core.domain.problems import CrmError, FileProblem
from crmdesk.core.i18n import use_language
from crmdesk.core.services import (
    complaint_export,
    complaint_steps,
    complaints,
    importing,
)
from crmdesk.core.services.workspace import Workspace
from tests import factories
from tests.core.services.complaint_lists_in import bring_in, everything, plain
from tests.factories import add, complain


def assert_comes_back(shop: Workspace, file: Path) -> None:
    """Bring a list into another shop that knows the customer, and see that nothing is lost."""
    other = factories.open_shop(file.parent, "other.db")
    add(other, "张伟", "13800138000")
    bring_in(other, importing.read(file))
    assert [plain(other, one) for one in everything(other)] == [
        plain(shop, one) for one in everything(shop)
    ]
    other.database.close()


def test_that_an_export_is_read_by_excel_and_starts_no_formula(
    shop: Workspace, tmp_path: Path
) -> None:
    complain(shop, add(shop, "张伟"), "=1+1")
    file = tmp_path / "投诉.xlsx"
    assert complaint_export.export(shop, file).rows == 1
    sheet = openpyxl.load_workbook(file).active
    assert sheet is not None
    headers = [cell.value for cell in sheet[1]]
    row = dict(zip(headers, sheet[2], strict=True))
    assert row["Name"].value == "张伟"
    assert (row["What happened"].value, row["What happened"].data_type) == ("=1+1", "s")


def test_that_only_lists_are_written(shop: Workspace, tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="ends neither"):
        complaint_export.export(shop, tmp_path / "x.vcf")


TEXT = st.text(st.characters(min_codepoint=32, exclude_categories=("C", "Z")), max_size=20)


@st.composite
def stories(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "customer": draw(st.integers(0, 2)),
        "what": draw(TEXT.filter(lambda text: text.strip() != "")),
        "product": draw(TEXT),
        "wish": draw(st.sampled_from(["", "refund", "apology"])),
        "wish_text": draw(TEXT),
        "severity": draw(st.sampled_from(["minor", "serious", "severe"])),
        "category": draw(st.sampled_from(["", "quality", "price", "自定"])),
        "channel": draw(st.sampled_from(["", "phone", "wechat"])),
        "ordered_on": draw(st.none() | st.dates(dt.date(2026, 1, 1), dt.date(2026, 11, 1))),
        "steps": draw(st.lists(st.integers(0, 30), max_size=6)),
        "minutes": draw(st.integers(1, 4000)),
        "note": draw(TEXT),
        "cost": draw(st.integers(0, 99_999)),
    }


@settings(
    max_examples=12,
    deadline=None,
    # Each try makes two databases and starts a process: shrinking would take minutes.
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(told=st.lists(stories(), min_size=1, max_size=5), language=st.sampled_from(["en", "zh_CN"]))
@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
def test_that_an_own_list_of_complaints_comes_back_the_same_in_another_shop(
    ending: str, told: list[dict[str, Any]], language: str
) -> None:
    use_language(language)
    with TemporaryDirectory() as folder:
        first = factories.open_shop(Path(folder), "first.db")
        second = factories.open_shop(Path(folder), "second.db")
        try:
            for shop in (first, second):
                add(shop, "张伟", "13800138000")
                add(shop, "Anna Smith", "13900139000")
            _live(first, told)
            file = Path(folder) / f"投诉{ending}"
            result = complaint_export.export(first, file)
            assert result.problems == ()
            bring_in(second, importing.read(file))
            assert [plain(first, one) for one in everything(first)] == [
                plain(second, one) for one in everything(second)
            ]
        finally:
            first.database.close()
            second.database.close()


def _live(shop: Workspace, told: list[dict[str, Any]]) -> None:
    """Let complaints go through steps that their states allow."""
    now = shop.clock.now()
    for story in told:
        steps = story.pop("steps")
        minutes, note, cost = (story.pop(name) for name in ("minutes", "note", "cost"))
        owner = story.pop("customer")
        walk_in = {} if owner else {"walk_in_name": "王先生", "walk_in_phone": "13700137000"}
        made = complaints.receive(
            shop, Complaint(received_at=now, customer_id=owner, **walk_in, **story)
        ).new_id
        later = shop
        for number, choice in enumerate(steps):
            instant = now + dt.timedelta(minutes=minutes * (number + 1))
            later = dataclasses.replace(shop, clock=Clock(lambda instant=instant: instant))  # type: ignore[misc]
            ways = possible(complaints.get(later, made).state)
            given = Given(
                note=note, action="退 款", satisfaction=choice % 6, cost=cost, original=choice % 5
            )
            try:
                complaint_steps.step(later, made, ways[choice % len(ways)].event, given)
            except CrmError:
                continue


def test_that_a_reopened_duplicate_and_waiting_one_keep_their_whole_story(
    shop: Workspace, tmp_path: Path
) -> None:
    first = complain(shop, add(shop, "张伟", "13800138000"))
    again = complain(shop, 1, "又掉色")
    complaint_steps.step(shop, again, IS_DUPLICATE, Given(original=first, note="同一件"))
    for event, told in (
        (ANSWER, Given(action="换货", cost=500)),
        (TRY_CALL, Given()),
        (REOPEN, Given(note="还是掉色")),
        (WAIT_CUSTOMER, Given(note="等照片")),
    ):
        complaint_steps.step(shop, first, event, told)
    file = tmp_path / "投诉.csv"
    complaint_export.export(shop, file, encoding="gb18030")
    assert_comes_back(shop, file)


def test_that_a_long_log_goes_on_in_the_next_cells(shop: Workspace, tmp_path: Path) -> None:
    made = complain(shop, add(shop, "张伟", "13800138000"))
    for number in range(4):
        note = f"第{number}次 " + "很 长 " * 5000
        complaint_steps.step(shop, made, "note", Given(note=note))
    file = tmp_path / "投诉.xlsx"
    assert complaint_export.export(shop, file).problems == ()
    assert_comes_back(shop, file)


def test_that_other_ends_of_lines_in_a_name_cost_no_log(shop: Workspace, tmp_path: Path) -> None:
    named = dataclasses.replace(shop, who="Li\u2028Wang\x85")
    made = complain(named, add(shop, "张伟", "13800138000"))
    complaint_steps.step(named, made, ANSWER, Given(action="换货"))
    file = tmp_path / "投诉.csv"
    complaint_export.export(shop, file)
    other = factories.open_shop(tmp_path, "other.db")
    add(other, "张伟", "13800138000")
    bring_in(other, importing.read(file))
    assert complaints.log(other, 1)[1].details == {"action": "换货"}
    other.database.close()


def test_that_half_a_character_is_no_reason_to_lose_a_complaint(shop: Workspace) -> None:
    told = Complaint(
        received_at=shop.clock.now(),
        walk_in_name="王",
        what="x",
        category="茶\ud83d",
        channel="\ud83d",
    )
    made = complaints.get(shop, complaints.receive(shop, told).new_id)
    assert (made.category, made.channel) == ("茶", "")
    complaint_steps.step(shop, made.id, ANSWER, Given(action="换货", cause="货\ud83d"))
    assert complaints.get(shop, made.id).cause == "货"
