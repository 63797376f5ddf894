"""Reports of complaints from the command line, and their forms on paper."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from crmdesk.cli import main
from crmdesk.core.domain.complaint import Complaint
from crmdesk.core.domain.complaint_states import ANSWER, Given
from crmdesk.core.services import complaint_steps, complaints
from tests import factories

Run = Callable[..., Any]


@pytest.fixture
def database(tmp_path: Path) -> Path:
    shop = factories.open_shop(tmp_path)
    for day, name in ((3, "王先生"), (18, "王先生"), (19, "李女士")):
        received = dt.datetime(2026, 11, day, 2, tzinfo=dt.UTC)
        one = Complaint(
            walk_in_name=name,
            walk_in_phone="13800001234" if name == "王先生" else "",
            received_at=received,
            what="掉色",
            category="quality",
        )
        made = complaints.receive(shop, one).new_id
        if day == 18:
            given = Given(action="换", cause="supplier", cost=5000)
            complaint_steps.step(shop, made, ANSWER, given)
    shop.database.close()
    return shop.path


def words(path: Path) -> str:
    return "".join("".join(page.extract_text().split()) for page in PdfReader(path).pages)


def test_that_the_figures_of_a_month_are_one_document(answer: Run) -> None:
    told = answer("report", "complaints", "--month", "2026-11")
    assert (told["from"], told["to"]) == ("2026-11-01", "2026-11-30")
    figures = told["figures"]
    assert figures["received"] == 3 and figures["answered"] == 1 and figures["on_time"] == 1
    assert figures["cost"] == 50 and figures["satisfaction"] is None
    # From opening on the 18th to nine on the 21st: three days of nine hours.
    assert figures["answer_median_minutes"] == 3 * 9 * 60
    assert told["by"]["category"][0]["label"] == "Quality"
    assert told["causes"][0]["count"] == 1 and told["without_cause"] == 2
    assert [one["name"] for one in told["repeated"]] == ["王先生"]
    assert len(told["twelve_months"]) == 12 and told["files"] == {}


@pytest.mark.parametrize(
    ("period", "received"),
    [
        (("--month", "2026-10"), 0),
        (("--year", "2026"), 3),
        (("--from", "2026-11-18", "--to", "2026-11-18"), 1),
    ],
)
def test_that_other_periods_are_asked_for(
    answer: Run, period: tuple[str, ...], received: int
) -> None:
    assert answer("report", "complaints", *period)["figures"]["received"] == received


def test_that_people_read_lines(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--db", str(database), "report", "complaints", "--month", "2026-11"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Complaints, November 2026"
    told = {line.split("  ")[0]: line.split()[-1] for line in lines if line}
    assert told["Complaints received"] == "3" and told["Cost"] == "50.00"
    assert any(line.startswith("Quality") for line in lines)


def test_that_many_products_are_summed_up(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shop = factories.open_shop(database.parent, "many.db")
    for number in range(20):
        received = dt.datetime(2026, 11, 3, 2, tzinfo=dt.UTC)
        one = Complaint(walk_in_name="王", received_at=received, what="x", product=f"P{number:02}")
        complaints.receive(shop, one)
    shop.database.close()
    assert main(["--db", str(shop.path), "report", "complaints", "--month", "2026-11"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line[:3] for line in lines if line.startswith("P1")] == [f"P{n}" for n in range(10, 15)]
    assert "5 more with 5 complaints." in lines


def test_that_the_sheet_and_the_workbook_are_written(answer: Run, tmp_path: Path) -> None:
    pdf, xlsx = tmp_path / "a.pdf", tmp_path / "a.xlsx"
    files = ("--pdf", str(pdf), "--xlsx", str(xlsx))
    told = answer("report", "complaints", "--month", "2026-11", *files)
    assert told["files"] == {"pdf": str(pdf), "xlsx": str(xlsx)}
    assert "TS-2026-0003" in words(pdf) and "Complaints,November2026" in words(pdf)
    assert load_workbook(xlsx)["Figures"]["B7"].value == 3


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--month", "2026-13"), "no month"),
        (("--year", "26"), "no year"),
        (("--to", "2026-11-01"), "first day"),
        (("--month", "2026-11", "--xlsx", "a.csv"), "ends in .xlsx"),
        (("--month", "2026-11", "--to", "2026-11-03"), "first day"),
    ],
)
def test_that_what_is_no_period_is_refused_as_usage(
    refused: Run, arguments: tuple[str, ...], sentence: str
) -> None:
    code, told = refused("report", "complaints", *arguments)
    assert code == 2 and sentence in told


def test_that_days_the_wrong_way_round_are_told(refused: Run) -> None:
    days = ("--from", "2026-11-02", "--to", "2026-11-01")
    code, told = refused("report", "complaints", *days)
    assert code == 1 and "before the first" in told


def test_that_forms_are_printed_by_number_and_without_one_empty(
    answer: Run, tmp_path: Path
) -> None:
    file = str(tmp_path / "a.pdf")
    numbers = ("--complaint", "TS-2026-0003", "--complaint", "2026-1")
    assert answer("print", "complaint_form", *numbers, "--pdf", file)["pages"] == 2
    assert "李女士" in words(Path(file))
    assert answer("print", "complaint_form", "--pdf", file)["pages"] == 1
    assert "TS-" not in words(Path(file)) and "□" in words(Path(file))
    # A customer's id is no complaint's.
    answer("print", "complaint_form", "--customer", "1", "--pdf", file)
    assert "TS-" not in words(Path(file))


def test_that_a_number_nobody_has_and_a_style_without_complaints_are_told(
    refused: Run, tmp_path: Path
) -> None:
    file = str(tmp_path / "a.pdf")
    code, told = refused("print", "complaint_form", "--complaint", "99", "--pdf", file)
    assert code == 1 and "no complaint with the number" in told
    code, told = refused("print", "labels", "--complaint", "1", "--pdf", file)
    assert code == 2 and "prints no complaints" in told
