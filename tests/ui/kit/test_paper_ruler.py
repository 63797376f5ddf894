"""Nothing that belongs on one line is broken on paper, at any size of the words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from crmdesk.core.domain.customer import ContactMethod
from crmdesk.core.services import printing, visits
from crmdesk.core.services.printing import PrintOptions
from crmdesk.core.services.workspace import Workspace
from crmdesk.ui.kit.printing import save_pdf
from tests import factories
from tests.factories import TODAY
from tests.paper import ends

LONG = "Christopher Alexander Montgomery-Smythe 123"
COLUMNS = (
    "name",
    "mobile",
    "grade",
    "stage",
    "company",
    "wechat",
    "address",
    "next_date",
    "created",
)


@pytest.fixture
def shop_of(qapp: QApplication, tmp_path: Path) -> Iterator[Workspace]:
    """Give a shop with long and short names, and visits at times of the day."""
    opened = factories.open_shop(tmp_path)
    for number, name in enumerate((LONG, "王小明", "李娜")):
        made = factories.add(
            opened,
            name,
            methods=(ContactMethod("mobile", f"1380000219{number}"),),
            address="上海市浦东新区世纪大道100号环球金融中心写字楼A座三十二层3205室",
            grade="A",
            company="Sunshine Curtains",
        )
        for staff in ("小王", "小李"):
            at = dt.time(9 + number, 30)
            visits.plan_visits(opened, [made], TODAY, at=at, purpose="送样品", staff=staff)
    yield opened
    opened.database.close()


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize(
    ("style", "paper", "landscape", "points"),
    [
        ("day_compact", "A4", None, 14.0),
        ("day_sheet", "A4", False, 16.0),
        ("day_sheet", "A5", None, 0.0),
        ("day_sheet", "A5", False, 12.0),
        ("week_list", "A5", None, 14.0),
        ("customer_list", "A4", False, 24.0),
        ("customer_list", "A4", True, 12.0),
        ("emergency", "A5", None, 14.0),
        ("customer_file", "A5", None, 18.0),
    ],
)
def test_that_no_phone_time_date_or_heading_is_broken(
    shop_of: Workspace,
    tmp_path: Path,
    style: str,
    paper: str,
    landscape: bool | None,
    points: float,
    language: str,
) -> None:
    options = PrintOptions(
        paper=paper,
        landscape=landscape,
        points=points,
        language=language,
        columns=COLUMNS if landscape else (),
    )
    save_pdf(printing.build(shop_of, style, options), tmp_path / "a.pdf")
    lines = [line for line, _x, _y, _w in ends(tmp_path / "a.pdf")]
    words = {word for line in lines for word in line.split()}
    assert "13800002190" in words
    if style.startswith(("day", "week")):
        assert "09:30" in words
        assert {"No.", "序号"} & words
    for word in ("Christopher", "Alexander"):
        assert word in words


def test_that_a_list_gives_its_width_to_what_stands_in_it(
    shop_of: Workspace, tmp_path: Path
) -> None:
    save_pdf(printing.build(shop_of, "customer_list"), tmp_path / "a.pdf")
    found = {line: x for line, x, _y, _w in ends(tmp_path / "a.pdf")}
    names = [line for line in found if any(word in line for word in LONG.split())]
    assert len(names) <= 4
    save_pdf(
        printing.build(shop_of, "customer_list", PrintOptions(columns=("name",))),
        tmp_path / "b.pdf",
    )
    (begin,) = {
        x for line, x, _y, _w in ends(tmp_path / "b.pdf") for _ in [0] if line.endswith("Name")
    }
    assert begin < 40


def test_that_a_smaller_size_of_words_is_told(shop_of: Workspace, tmp_path: Path) -> None:
    columns = ("name", "mobile", "next_date", "created", "last_contact", "phone", "wechat", "card")
    options = PrintOptions(paper="A5", landscape=False, points=24.0, columns=columns)
    saved = save_pdf(printing.build(shop_of, "customer_list", options), tmp_path / "a.pdf")
    assert "points, so that no number or word is broken" in saved.remark
