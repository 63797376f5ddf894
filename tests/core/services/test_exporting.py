"""What is exported, in which form, and what is told about it."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.domain.customer import Address, ContactMethod, ContactPerson, CustomerQuery
from crmdesk.core.domain.problems import FileProblem
from crmdesk.core.reports.workbook import MAX_CELL
from crmdesk.core.services import custom_fields, exporting, importing
from crmdesk.core.services.workspace import Workspace
from tests import factories

RARE = "𠮷野 😀 مرحبا =1+1"


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Workspace]:
    made = factories.open_shop(tmp_path)
    yield made
    made.database.close()


def _lines(file: Path) -> list[str]:
    """Return the properties of a file of contacts, put together again."""
    return file.read_bytes().decode().replace("\r\n ", "").split("\r\n")


def test_that_a_phone_finds_what_it_knows(shop: Workspace, tmp_path: Path) -> None:
    factories.add(
        shop,
        "欧阳娜娜",
        "13800138000",
        company="西湖茶庄",
        birthday=Birthday(5, 3),
        gender="female",
        methods=(ContactMethod("wechat", "nana"), ContactMethod("email", "n@example.com")),
        addresses=(Address("文三路1号", "西湖区", "310000"),),
        tags=("茶友", "老客户"),
        notes="两行\n备注",
    )
    file = tmp_path / "all.vcf"
    assert exporting.export(shop, file).rows == 1
    assert _lines(file)[2:13] == [
        *("N:欧阳;娜娜;;;", "FN:欧阳娜娜", "ORG:西湖茶庄", "X-GENDER:Female"),
        *("TEL;TYPE=CELL:13800138000", "X-WECHAT:nana", "EMAIL;TYPE=INTERNET:n@example.com"),
        *("item1.ADR:;;文三路1号;;;310000;", "item1.X-CRMDESK-DISTRICT:西湖区"),
        *("BDAY:--05-03", "CATEGORIES:茶友,老客户"),
    ]


def test_that_a_company_is_a_company_on_a_phone(shop: Workspace, tmp_path: Path) -> None:
    factories.add(shop, "西湖茶庄", kind="company", persons=(ContactPerson("李雷", "店长", "139"),))
    file = tmp_path / "all.vcf"
    exporting.export(shop, file)
    lines = _lines(file)
    assert {"FN:西湖茶庄", "ORG:西湖茶庄", "X-ABSHOWAS:COMPANY"} <= set(lines)
    assert "X-CRMDESK-PERSON:李雷;店长;139;" in lines


@pytest.mark.parametrize("name", ["some.xlsx", "some.csv", "some.vcf"])
def test_that_only_the_customers_that_are_asked_for_are_written(
    shop: Workspace, tmp_path: Path, name: str
) -> None:
    factories.add(shop, "张伟", grade="A")
    factories.add(shop, "王芳", grade="B")
    result = exporting.export(shop, tmp_path / name, query=CustomerQuery(grades=("B",)))
    assert result.rows == 1
    read = importing.read(tmp_path / name).sheets[0].rows
    assert [row[0] for row in read[1:]] == ["王芳"]


@pytest.mark.parametrize(
    ("encoding", "codec"),
    [("utf-8", "utf-8-sig"), ("UTF8", "utf-8-sig"), ("gb18030", "gb18030"), ("GBK", "gb18030")],
)
def test_that_a_text_holds_every_character_in_either_encoding(
    shop: Workspace, tmp_path: Path, encoding: str, codec: str
) -> None:
    factories.add(shop, RARE, notes="=cmd|' /C calc'!A0")
    file = tmp_path / "all.csv"
    exporting.export(shop, file, encoding=encoding)
    data = file.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf") == (codec == "utf-8-sig")
    [_headers, row] = csv.reader(io.StringIO(data.decode(codec), newline=""))
    assert row[0] == RARE
    assert row[-1] == "'=cmd|' /C calc'!A0"


@pytest.mark.parametrize(
    ("name", "encoding", "sentence"),
    [
        ("all.pdf", "utf-8", "ends neither"),
        ("all", "utf-8", "ends neither"),
        ("all.csv", "utf-16", "not written in"),
        ("all.csv", "no such", "not written in"),
        ("all.xlsx", "gb18030", "Only a .csv"),
        ("all.vcf", "gbk", "Only a .csv"),
    ],
)
def test_that_what_cannot_be_written_is_told(
    shop: Workspace, tmp_path: Path, name: str, encoding: str, sentence: str
) -> None:
    with pytest.raises(FileProblem, match=sentence):
        exporting.export(shop, tmp_path / name, encoding=encoding)
    assert not (tmp_path / name).exists()


def test_that_the_fields_of_the_owner_have_columns_of_their_own(
    shop: Workspace, tmp_path: Path
) -> None:
    first = custom_fields.add(shop, "过敏", "text").new_id
    second = custom_fields.add(shop, "会员日", "yes_no").new_id
    factories.add(shop, "张伟", custom=((f"c{first}", "花生"), (f"c{second}", "yes")))
    exporting.export(shop, tmp_path / "all.xlsx")
    sheet = load_workbook(tmp_path / "all.xlsx").active
    assert sheet is not None
    headers, row = sheet.iter_rows(values_only=True)
    assert headers[-5:] == ("Next date", "过敏", "会员日", "Created", "Notes")
    assert row[-4:-2] == ("花生", "Yes")
    exporting.export(shop, tmp_path / "all.vcf")
    assert {"X-CRMDESK-FIELD:过敏;花生;text", "X-CRMDESK-FIELD:会员日;Yes;yes_no"} <= set(
        _lines(tmp_path / "all.vcf")
    )


def test_that_a_workbook_says_which_note_it_could_not_hold(shop: Workspace, tmp_path: Path) -> None:
    factories.add(shop, "张伟", notes="长" * (MAX_CELL + 1))
    [problem] = exporting.export(shop, tmp_path / "all.xlsx").problems
    assert (problem.row, problem.column) == (2, "Notes")
    for name in ("all.csv", "all.vcf"):
        assert exporting.export(shop, tmp_path / name).problems == ()
        sheet = importing.read(tmp_path / name).sheets[0]
        assert sheet.rows[1][-1] == "长" * (MAX_CELL + 1)


def test_that_a_workbook_reads_the_same_in_another_program(shop: Workspace, tmp_path: Path) -> None:
    factories.add(shop, "=1+1", created=dt.date(2020, 1, 2), notes="'quoted\n第二行")
    exporting.export(shop, tmp_path / "all.xlsx")
    sheet = load_workbook(tmp_path / "all.xlsx").active
    assert sheet is not None
    cells = [cell for cell in sheet[2] if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.value for cell in cells] == ["=1+1", "Person", "2020-01-02", "'quoted\n第二行"]
    assert sheet.freeze_panes == "A2"
