"""Every style of print, read back from its PDF file: nothing lost, nothing split, pages counted."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.domain.customer import Address, ContactMethod
from crmdesk.core.domain.visit_forms import Question, VisitForm
from crmdesk.core.reports.document import Table
from crmdesk.core.reports.label_sheets import LABEL_SHEETS
from crmdesk.core.services import print_options, printing, shop, visit_forms, visits
from crmdesk.core.services.printing import PrintOptions
from crmdesk.core.services.shop import ShopSettings
from crmdesk.core.services.workspace import Workspace
from tests import factories
from tests.factories import TODAY
from tests.paper import places, printed, size_mm

# The forms of visits need forms first, and complaints are no customers: these have their own tests.
STYLES = tuple(
    key
    for key, style in printing.STYLES.items()
    if key != "visit_form" and style.subject != "complaints"
)
FLOWING = tuple(key for key in STYLES if not printing.STYLES[key].placed)
NAMES = {
    "chinese": "方小明",
    "latin": "Margaret O'Neill & Sons <Ltd>",
    "mixed": "王Bob老师（Hangzhou）",
    "long": "长长" * 20 + "终",
    "markup": "<b>fat</b>",
}


@pytest.fixture(autouse=True)
def _running(qapp: QApplication) -> None:
    """Text is measured by a running program only."""


@pytest.fixture
def shop_of(tmp_path: Path) -> Iterator[Workspace]:
    """Give a shop with a name."""
    opened = factories.open_shop(tmp_path)
    shop.save(opened, ShopSettings("福星电器", "0571-88888888", "杭州市文二路1号"))
    yield opened
    opened.database.close()


def fill(work: Workspace, *names: str) -> None:
    """Add customers of grade A with address, birthday and a visit with a form today."""
    asked = (Question("样品满意吗？", "yes_no"), Question("备注"))
    visit_forms.save(work, VisitForm(name="样品", purposes=("送样品",), questions=asked))
    ids = [
        factories.add_as_before(
            work,
            name,
            methods=(ContactMethod("mobile", f"138{number:08d}"),),
            addresses=(Address(f"文三路{number}号", "西湖区", "310012"),),
            birthday=Birthday(11, 25, 1990),
            grade="A",
        )
        for number, name in enumerate(names)
    ]
    visits.plan_visits(work, ids, TODAY, purpose="送样品")


@pytest.fixture(scope="module")
def shop_of_500(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Give a shop with 500 customers, made once."""
    opened = factories.open_shop(tmp_path_factory.mktemp("many"))
    shop.save(opened, ShopSettings("福星电器"))
    fill(opened, *(f"客户{number}号" for number in range(500)))
    yield opened
    opened.database.close()


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("case", NAMES)
def test_that_a_name_of_any_kind_is_whole_on_paper(
    shop_of: Workspace, tmp_path: Path, style: str, case: str
) -> None:
    name = NAMES[case]
    fill(shop_of, name)
    whole = "".join(printed(printing.build(shop_of, style), tmp_path / "a.pdf"))
    # A name that flows over pages has the running texts in its midst.
    for running in ("福星电器", "(continued)"):
        whole = whole.replace(running, "")
    assert name.replace(" ", "") in whole


@pytest.mark.parametrize("style", FLOWING)
def test_that_the_longest_name_flows_on(shop_of: Workspace, tmp_path: Path, style: str) -> None:
    fill(shop_of, "长" * 3000 + "终")
    whole = "".join(printed(printing.build(shop_of, style), tmp_path / "a.pdf"))
    assert whole.count("长") >= 3000
    assert "终" in whole


def test_that_a_name_no_label_can_hold_ends_with_a_whole_line(
    shop_of: Workspace, tmp_path: Path
) -> None:
    fill(shop_of, "长" * 3000)
    printed(printing.build(shop_of, "labels"), tmp_path / "a.pdf")
    sheet = LABEL_SHEETS["a4-3x8"]
    assert all(y < sheet.top + sheet.height for _t, _x, y in places(tmp_path / "a.pdf"))


@pytest.mark.parametrize("style", FLOWING)
def test_that_500_customers_are_all_there_with_headers_and_page_numbers(
    shop_of_500: Workspace, tmp_path: Path, style: str
) -> None:
    document = printing.build(shop_of_500, style)
    pages = printed(document, tmp_path / "a.pdf")
    assert len(pages) > 5
    whole = "".join(re.sub(r"客户\d+号\(continued\)", "", page) for page in pages)
    most = 300 if style == "customer_file" else 500
    assert len({int(one) for one in re.findall(r"客户(\d+)号", whole)}) == most
    tables = [block for block in document.blocks if isinstance(block, Table)]
    heading = tables[0].columns[-1].heading.replace(" ", "")
    for number, page in enumerate(pages, start=1):
        # Files are filed one by one.
        place, count = (1, 1) if document.loose else (number, len(pages))
        assert f"Page{place}of{count}" in page
        assert "福星电器" in page
        assert heading in page


TALL = "起{n}点" + "很长的路" * 24 + "终{n}点"


@pytest.mark.parametrize("style", ["day_sheet", "day_compact", "week_list", "customer_list"])
def test_that_no_row_is_split_over_two_pages(
    shop_of: Workspace, tmp_path: Path, style: str
) -> None:
    ids = [factories.add(shop_of, f"客户{n}", address=TALL.format(n=n)) for n in range(40)]
    visits.plan_visits(shop_of, ids, TODAY)
    pages = printed(printing.build(shop_of, style), tmp_path / "a.pdf")
    assert len(pages) > 1
    for page in pages:
        begun, ended = re.findall(r"起(\d+)点", page), re.findall(r"终(\d+)点", page)
        assert begun == ended
        assert begun


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("style", FLOWING)
def test_that_a_print_is_in_its_language_whatever_the_window_speaks(
    shop_of: Workspace, tmp_path: Path, style: str, language: str
) -> None:
    fill(shop_of, "方小明")
    document = printing.build(shop_of, style, PrintOptions(language=language))
    (page,) = printed(document, tmp_path / "a.pdf")
    numbers, printed_on = {
        "en": ("Page1of1", "Printedon2026-11-21"),
        "zh_CN": ("第1页，共1页", "打印日期：2026-11-21"),
    }[language]
    assert numbers in page
    assert printed_on in page
    assert "方小明" in page


@pytest.mark.parametrize("key", LABEL_SHEETS)
def test_that_labels_lie_where_the_sheet_has_them(
    shop_of: Workspace, tmp_path: Path, key: str
) -> None:
    sheet = LABEL_SHEETS[key]
    fill(shop_of, *(f"N{number:03d}" for number in range(sheet.count + 3)))
    first = 3
    document = printing.build(shop_of, "labels", PrintOptions(label=key, first=first))
    printed(document, tmp_path / "a.pdf")
    names = [(t, x, y) for t, x, y in places(tmp_path / "a.pdf") if re.fullmatch(r"N\d+", t)]
    assert len(names) == sheet.count - first + 1
    for number, (_text, x, y) in enumerate(names, start=first):
        left, top = sheet.place(number)
        # The words begin at the left padding, to a tenth of a millimetre.
        assert x == pytest.approx(max(left + 4.0, 5.0), abs=0.1)
        assert top < y < top + sheet.height
    (next_page, *_rest) = [t for t in places(tmp_path / "a.pdf", 2) if t[0].startswith("N")]
    assert next_page[1] == pytest.approx(max(sheet.left + 4.0, 5.0), abs=0.1)
    assert size_mm(tmp_path / "a.pdf") == pytest.approx(
        (document.page.width_mm, document.page.height_mm), abs=0.3
    )


def test_that_a_long_address_on_a_small_label_stays_on_it(
    shop_of: Workspace, tmp_path: Path
) -> None:
    long = "杭州市西湖区文三路三百九十八号东方科技大厦七幢二单元一千二百零三室" * 2
    for number in range(8):
        factories.add(shop_of, f"N{number}", address=f"{long}终{number}")
    options = PrintOptions(label="a4-4x10")
    whole = "".join(printed(printing.build(shop_of, "labels", options), tmp_path / "a.pdf"))
    assert all(f"终{number}" in whole for number in range(8))
    sheet = LABEL_SHEETS["a4-4x10"]
    for _text, x, y in places(tmp_path / "a.pdf"):
        assert sheet.left < x < sheet.left + 4 * sheet.step_x
        assert sheet.top < y < sheet.top + 2 * sheet.step_y


def test_that_the_digits_of_a_postcode_stand_in_their_boxes(
    shop_of: Workspace, tmp_path: Path
) -> None:
    fill(shop_of, "方小明")
    options = PrintOptions(envelope="cn-6", language="zh_CN")
    printed(printing.build(shop_of, "envelopes", options), tmp_path / "a.pdf")
    assert size_mm(tmp_path / "a.pdf") == pytest.approx((230, 120), abs=0.3)
    digits = [(t, x, y) for t, x, y in places(tmp_path / "a.pdf") if re.fullmatch(r"\d", t)]
    assert "".join(text for text, _x, _y in digits) == "310012"
    for place, (_text, x, y) in enumerate(digits):
        assert 12 + place * 10 < x < 20 + place * 10
        assert 10 < y < 19


@pytest.mark.parametrize(
    "address", ["文三路398号 310012", "(310012) 文三路398号", "文三路398号310012"]
)
@pytest.mark.parametrize("postcode", ["", "310012"])
def test_that_a_postcode_in_the_address_stands_in_the_boxes_and_nowhere_else(
    shop_of: Workspace, tmp_path: Path, address: str, postcode: str
) -> None:
    factories.add(shop_of, "方小明", addresses=(Address(address, "西湖区", postcode),))
    options = PrintOptions(envelope="cn-6", language="zh_CN", sender=False)
    (page,) = printed(printing.build(shop_of, "envelopes", options), tmp_path / "a.pdf")
    assert page.replace("西湖区文三路398号", "", 1) in ("310012方小明收", "方小明收310012")
    (label,) = printed(printing.build(shop_of, "labels"), tmp_path / "b.pdf")
    assert label.count("310012") == 1


def test_that_small_words_stand_on_one_line_with_the_larger_ones(
    shop_of: Workspace, tmp_path: Path
) -> None:
    made = factories.add(shop_of, "方小明", "13800138000", grade="A", staff="小李")
    visits.plan_visits(shop_of, [made], TODAY)
    printed(printing.build(shop_of, "emergency"), tmp_path / "a.pdf")
    lines = {text: y for text, _x, y in places(tmp_path / "a.pdf")}
    assert lines["小李"] == pytest.approx(lines["方小明"], abs=0.3)
    assert lines["1"] == pytest.approx(lines["13800138000"], abs=0.3)


def test_that_the_logo_stands_in_the_header_beside_the_shops_name(
    shop_of: Workspace, tmp_path: Path
) -> None:
    from pypdf import PdfReader
    from PySide6.QtCore import QBuffer, QIODevice
    from PySide6.QtGui import QColor, QImage

    picture = QImage(60, 30, QImage.Format.Format_RGB32)
    picture.fill(QColor("red"))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    print_options.save_logo(shop_of, bytes(buffer.data().data()))
    fill(shop_of, "方小明")
    printed(printing.build(shop_of, "customer_list"), tmp_path / "a.pdf")
    assert len(PdfReader(tmp_path / "a.pdf").pages[0].images) == 1
    indent = next(x for text, x, _y in places(tmp_path / "a.pdf") if text == "福星电器")
    printed(printing.build(shop_of, "customer_list", PrintOptions(logo=False)), tmp_path / "b.pdf")
    assert len(PdfReader(tmp_path / "b.pdf").pages[0].images) == 0
    plain = next(x for text, x, _y in places(tmp_path / "b.pdf") if text == "福星电器")
    assert plain == pytest.approx(12.0, abs=0.2)
    assert indent > plain + 10


def test_that_margins_paper_and_size_of_words_are_as_chosen(
    shop_of: Workspace, tmp_path: Path
) -> None:
    fill(shop_of, *(f"客户{number}" for number in range(60)))
    small = printing.build(shop_of, "customer_list", PrintOptions(points=8.0, paper="A4"))
    large = printing.build(
        shop_of,
        "customer_list",
        PrintOptions(points=14.0, paper="A5", margin=20.0, landscape=False),
    )
    few, many = printed(small, tmp_path / "a.pdf"), printed(large, tmp_path / "b.pdf")
    assert len(few) < len(many)
    assert size_mm(tmp_path / "b.pdf") == pytest.approx((148, 210), abs=0.3)
    assert min(x for _t, x, _y in places(tmp_path / "b.pdf")) == pytest.approx(20.0, abs=0.2)


def test_that_a_week_for_two_staff_stands_on_its_grid(shop_of: Workspace, tmp_path: Path) -> None:
    monday = dt.date(2026, 11, 23)
    for offset in range(5):
        for staff in ("小王", "小李"):
            made = factories.add(shop_of, f"客户{offset}{staff}")
            visits.plan_visits(
                shop_of, [made], monday + dt.timedelta(days=offset), at=dt.time(9), staff=staff
            )
    options = PrintOptions(start=monday, days=7)
    (page,) = printed(printing.build(shop_of, "week_grid", options), tmp_path / "a.pdf")
    assert "小王·5visits" in page
    assert page.count("09:00客户") == 10
    across = [x for text, x, _y in places(tmp_path / "a.pdf") if text.startswith("09:00")]
    assert len({round(x) for x in across}) == 5
