"""Printing from the command line: any style, with the filters the list knows."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from pypdf import PdfReader

from crmdesk.cli import main
from crmdesk.core.services import choices, custom_fields, printing, visits
from tests import factories
from tests.cli.conftest import Run


@pytest.fixture
def database(tmp_path: Path) -> Path:
    shop = factories.open_shop(tmp_path)
    for label, kind in (("茶类", "choice"), ("包邮", "yes_no")):
        custom_fields.add(shop, label, kind)
    choices.add(shop, "c1", "红茶")
    choices.rename(shop, "grade", "A", "金牌")
    zhang = factories.add(
        shop,
        "张伟",
        "13800138000",
        "西湖区文三路 1 号",
        grade="A",
        tags=("老客户",),
        custom=(("c1", "红茶"), ("c2", "yes")),
    )
    factories.add(shop, "李娜", "13900139000", grade="B", stage="loyal")
    visits.plan_visits(shop, [zhang], factories.TODAY, purpose="送样品")
    shop.database.close()
    return shop.path


@pytest.fixture
def printed(answer: Run) -> Run:
    return partial(answer, "print")


@pytest.fixture
def not_printed(refused: Run) -> Run:
    return partial(refused, "print")


def words(path: Path) -> str:
    return "".join("".join(page.extract_text().split()) for page in PdfReader(path).pages)


def test_that_without_a_style_all_styles_are_listed(printed: Run) -> None:
    listed = printed()
    assert [one["style"] for one in listed] == list(printing.STYLES)
    by_style = {one["style"]: one for one in listed}
    assert by_style["customer_list"]["columns"][:3] == ["name", "kind", "mobile"]
    assert by_style["day_sheet"]["parts"][:2] == ["phone", "address"]
    assert all(one["label"] and one["about"] for one in listed)


def test_that_the_visits_of_a_day_become_a_pdf(printed: Run, tmp_path: Path) -> None:
    file = tmp_path / "day.pdf"
    told = printed("day-sheet", "--pdf", str(file), "--from", "2026-11-21")
    assert told == {"file": str(file), "pages": 1, "style": "day_sheet", "remark": ""}
    assert "送样品" in words(file)


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ((), ["张伟", "李娜"]),
        (("grade=A",), ["张伟"]),
        (("等级=金牌",), ["张伟"]),
        (("grade=A", "grade=B"), ["张伟", "李娜"]),
        (("stage=loyal",), ["李娜"]),
        (("tag=老客户",), ["张伟"]),
        (("茶类=红茶",), ["张伟"]),
        (("包邮=是",), ["张伟"]),
        (("kind=个人",), ["张伟", "李娜"]),
        (("text=zhangwei",), ["张伟"]),
    ],
)
def test_that_a_list_is_filtered_as_on_the_screen(
    printed: Run, tmp_path: Path, filters: tuple[str, ...], found: list[str]
) -> None:
    file = tmp_path / "list.pdf"
    given = [part for one in filters for part in ("--filter", one)]
    printed("customer-list", "--pdf", str(file), *given)
    text = words(file)
    assert [name for name in ("张伟", "李娜") if name in text] == found


def test_that_columns_are_named_by_key_or_by_label_and_stand_in_that_order(
    printed: Run, tmp_path: Path
) -> None:
    file = tmp_path / "list.pdf"
    printed(
        "customer_list", "--pdf", str(file), "--columns", "茶类，姓名", "--lang-of-print", "zh_CN"
    )
    text = words(file)
    assert text.index("茶类") < text.index("姓名")
    assert "第1页，共1页" in text


def test_that_what_is_left_out_is_told(
    printed: Run, database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "labels.pdf"
    told = printed("labels", "--pdf", str(file), "--label", "a4-3x7", "--start", "4")
    assert told["remark"] == "1 customer without an address is left out."
    assert main(["--db", str(database), "print", "labels", "--pdf", str(file)]) == 0
    assert "left out" in capsys.readouterr().out


def test_that_one_customer_is_printed_by_number(printed: Run, tmp_path: Path) -> None:
    file = tmp_path / "file.pdf"
    printed("customer_file", "--pdf", str(file), "--customer", "2", "--no-shop-name")
    assert "李娜" in words(file)
    assert "张伟" not in words(file)


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("poster",), 2, "no print style"),
        (("customer_list", "--filter", "colour=red"), 1, "There is no field “colour”"),
        (("customer_list", "--filter", "grade"), 2, "A filter is given like grade=A"),
        (("customer_list", "--columns", "colour"), 2, "There is no column “colour”"),
        (("customer_list", "--columns", "colour"), 2, "name, kind, mobile"),
        (("customer_list", "--columns", "colour"), 2, "茶类"),
        (("customer_list", "--columns", ""), 2, "names no column"),
        (("day_sheet", "--parts", "bogus"), 2, "“day_sheet” has no part “bogus”"),
        (("day_sheet", "--parts", "phone,bogus"), 2, "phone, address, purpose, last_note"),
        (("day_sheet", "--parts", ""), 2, "There are: phone"),
        (("labels", "--parts", "phone"), 2, "“labels” has no parts to choose from"),
        (("labels", "--start", "25"), 2, "a4-3x8 has 24 labels; there is no label 25"),
        (("labels", "--label", "a4-2x4", "--start", "9"), 2, "a number from 1 to 8"),
        (("day_sheet", "--staff", "nobody"), 2, "Nobody of the staff is called “nobody”"),
        (("customer_list", "--filter", "silent=soon"), 1, "not a number"),
        (("customer_list", "--filter", "grade=D"), 1, "no customers to print"),
        (("customer_list", "--margin", "90"), 2, "not a number from 3 to 40"),
        (("labels", "--label", "a9"), 2, "is none of"),
        (("day_sheet", "--from", "2027-01-01"), 1, "no visits planned"),
    ],
)
def test_that_what_cannot_be_printed_is_told(
    not_printed: Run, tmp_path: Path, arguments: tuple[str, ...], code: int, told: str
) -> None:
    found, words = not_printed(*arguments, "--pdf", str(tmp_path / "a.pdf"))
    assert (found, told in words) == (code, True), words
    assert not (tmp_path / "a.pdf").exists()


def test_that_a_style_is_printed_to_a_named_file_only(
    not_printed: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    kept = tmp_path / "print.pdf"
    kept.write_text("mine")
    found, words = not_printed("customer_list")
    assert (found, "There is no file to print to" in words) == (2, True), words
    assert "--pdf" in words and kept.read_text() == "mine"


def test_that_the_help_names_columns_and_parts(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["print", "--help"]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "name, kind, mobile, phone" in told
    assert "day_sheet: phone, address, purpose" in told


def test_that_a_file_of_another_ending_is_refused(not_printed: Run, tmp_path: Path) -> None:
    code, words = not_printed("customer_list", "--pdf", str(tmp_path / "l.txt"))
    assert (code, "ends in .pdf" in words) == (2, True), words
    assert list(tmp_path.glob("*.txt")) == []
