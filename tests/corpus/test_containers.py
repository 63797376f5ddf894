"""Every kind of file under a name that tells nothing, and those that open with a password."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from crmdesk.core.domain.problems import PasswordNeeded
from crmdesk.core.importing.readers.pasted import pasted_source
from crmdesk.core.services import importing
from crmdesk.core.services.workspace import Workspace
from tests.core.importing import making, making_binary
from tests.corpus import files
from tests.corpus.bringing import bring, people, records, refused, written

DAY = dt.date(1990, 5, 3)
ROWS = (("姓名", "手机", "生日"), ("张伟", 13800138000, DAY), ("李娜", 13800138001, None))
PLAIN = (ROWS[0], ("张伟", 13800138000, "1990-05-03"), ROWS[2])
EXPECTED = people("张伟 mobile=13800138000 birthday=1990-05-03", "李娜 mobile=13800138001")


def strict(path: Path) -> Path:
    """Write a workbook in the strict dialect of its format."""
    files.book(path, ROWS)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            for old, new in (
                (b"schemas.openxmlformats.org/spreadsheetml/2006/main", b"spreadsheetml/main"),
                (
                    b"schemas.openxmlformats.org/officeDocument/2006/relationships",
                    b"officeDocument/relationships",
                ),
            ):
                data = data.replace(old, b"purl.oclc.org/ooxml/" + new)
            archive.writestr(name, data)
    return path


def contacts(path: Path) -> Path:
    return files.cards(
        path,
        "FN:张伟\nTEL;TYPE=CELL:13800138000\nBDAY:1990-05-03",
        "FN:李娜\nTEL;TYPE=CELL:13800138001",
    )


KINDS: dict[str, Callable[[Path], Any]] = {
    "xlsx": lambda path: files.book(path, ROWS),
    "xls of Excel 97": lambda path: files.old_book(path, ROWS),
    "xls of Excel 95": lambda path: making_binary.excel_95(path, PLAIN),
    "xls of Excel 4": lambda path: making_binary.old_xls(path, 4, PLAIN),
    "xls of Excel 3": lambda path: making_binary.old_xls(path, 3, PLAIN),
    "xls of Excel 2": lambda path: making_binary.old_xls(path, 2, PLAIN),
    "xlsb": lambda path: making_binary.xlsb(path, making_binary.xlsb_sheet(PLAIN)),
    "ods": lambda path: making.ods(path, ROWS),
    "strict xlsx": strict,
    "web page": lambda path: files.web(path, PLAIN),
    "web page in GBK": lambda path: files.web(path, PLAIN, "gbk"),
    "XML workbook": lambda path: files.xml_book(path, ROWS),
    "text": lambda path: files.text(path, PLAIN),
    "text in GBK with tabs": lambda path: files.text(path, PLAIN, "gbk", "\t"),
    "contacts": contacts,
}


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
@pytest.mark.parametrize("kind", list(KINDS))
def test_that_a_list_is_known_by_its_content_and_never_by_its_name(
    shop: Workspace, tmp_path: Path, kind: str, ending: str
) -> None:
    made = tmp_path / "made.xls"
    KINDS[kind](made)
    brought = bring(shop, made.rename(tmp_path / f"名单{ending}"))
    assert (brought.counts, brought.told) == ((2, 0, 0, 0), [])
    assert records(shop) == EXPECTED


def test_that_pasted_rows_are_a_list_like_any_other(shop: Workspace) -> None:
    text = "\n".join("\t".join("" if c is None else str(c) for c in row) for row in PLAIN)
    file = importing.read(pasted_source(text))
    written(shop, importing.begin(file))
    assert records(shop) == EXPECTED


@pytest.mark.parametrize("kind", ["xlsx", "xls"])
def test_that_the_password_excel_tries_by_itself_is_tried_and_another_one_asked_for(
    shop: Workspace, tmp_path: Path, kind: str
) -> None:
    import xlwt

    def lock(password: str) -> Path:
        path = tmp_path / f"locked-{len(password)}.{kind}"
        if kind == "xlsx":
            plain = files.book(tmp_path / "plain.xlsx", ROWS)
            return making_binary.locked_xlsx(path, plain, password)
        book = xlwt.Workbook(encoding="utf-8")
        sheet = book.add_sheet("客户")
        for y, row in enumerate(PLAIN):
            for x, cell in enumerate(row):
                sheet.write(y, x, "" if cell is None else cell)
        return making_binary.locked_xls(path, making_binary.book_stream(book), password)

    assert bring(shop, lock("VelvetSweatshop")).counts == (2, 0, 0, 0)
    assert records(shop) == EXPECTED
    locked = lock("茶 8")
    for given, told in (
        (None, "This file is protected by a password."),
        ("茶 9", "This password does not open the file."),
    ):
        assert refused(locked, given)[0] == told
        with pytest.raises(PasswordNeeded):
            importing.read(locked, password=given)
    assert bring(shop, locked, password="茶 8").counts == (0, 0, 2, 0)


NOT_LISTS = {
    b"": ("This file is empty.", "Choose another file."),
    b"%PDF-1.4\n%": ("This is a PDF document, not a list.", None),
    b"\xff\xd8\xff\xe0\0\x10JFIF\0": ("This is a picture, not a list.", None),
    b"\x89PNG\r\n\x1a\n\0\0": ("This is a picture, not a list.", None),
    bytes(range(256)) * 40: ("This file is not a list.", None),
}


@pytest.mark.parametrize("number", range(len(NOT_LISTS)))
def test_that_what_is_no_list_is_refused_in_a_sentence_with_advice(
    tmp_path: Path, number: int
) -> None:
    data, (sentence, advice) = list(NOT_LISTS.items())[number]
    path = tmp_path / "list.xlsx"
    path.write_bytes(data)
    usual = "Choose an Excel or WPS workbook, or a CSV or text file."
    assert refused(path) == (sentence, advice or usual)
