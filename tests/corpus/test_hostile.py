"""Files made to do harm, and files that broke: refused in a sentence, quickly, and alone."""

from __future__ import annotations

import logging
import os
import random
import tempfile
from pathlib import Path

import pytest

from crmdesk.core.domain.problems import CrmError
from crmdesk.core.services import importing
from crmdesk.core.services.workspace import Workspace
from tests.core.importing import making, making_binary
from tests.corpus import files
from tests.corpus.bringing import bring, people, records, refused

ROWS = (("姓名", "手机"), ("张伟", 13800138000), ("李娜", 13800138001))
SHEET = "xl/worksheets/sheet1.xml"
TOO_FAR = (
    "The sheet “客户” claims more rows and columns than can be read.",
    "Copy only the cells that hold your list into a new file and import that.",
)
DAMAGED = (
    "This file could not be read: it seems to be damaged.",
    "Open it in Excel or WPS, save it again as .xlsx, and import that file.",
)
TOO_LARGE = (
    "This file is too large to be read.",
    "Split it into several smaller files and import them one after another.",
)


def worked() -> float:
    """Return the seconds that processes were at work for this one; other tests cost none."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def cell(place: str, text: str) -> str:
    row = place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return f'<row r="{row}"><c r="{place}" t="inlineStr"><is><t>{text}</t></is></c></row>'


@pytest.mark.parametrize("place", ["A4294967295", "XFD99999999", "ZZZZZZ2"])
def test_that_billions_of_rows_are_refused_in_two_seconds(tmp_path: Path, place: str) -> None:
    path = making.raw_xlsx(tmp_path / "list.xlsx", cell("A1", "姓名") + cell(place, "x"))
    assert path.stat().st_size < 2048
    begun = worked()
    assert refused(path) == TOO_FAR
    assert worked() - begun < 2


def test_that_a_workbook_that_only_claims_to_be_large_is_read(
    shop: Workspace, tmp_path: Path
) -> None:
    cells = cell("A1", "姓名") + cell("A2", "张伟")
    claim = '<dimension ref="A1:XFD1048576"/>'
    assert bring(shop, making.raw_xlsx(tmp_path / "list.xlsx", cells, claim)).counts[0] == 1
    assert records(shop) == people("张伟")


def test_that_a_file_that_swells_is_refused(tmp_path: Path) -> None:
    path = making.raw_xlsx(tmp_path / "list.xlsx", cell("A1", "姓名"))
    making.in_part(path, SHEET, lambda data: data + b" " * (160 * 1024**2))
    assert path.stat().st_size < 1024**2
    begun = worked()
    assert refused(path) == TOO_LARGE
    assert worked() - begun < 5


def words_of_its_own() -> bytes:
    known = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE x [<!ENTITY l0 "lol">{known}]>'.encode()


@pytest.mark.parametrize(
    ("head", "word"),
    [
        (words_of_its_own(), b"&l9;"),
        (b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>', b"&e;"),
        (b'<!DOCTYPE x [<!ENTITY e SYSTEM "http://127.0.0.1:9/x">]>', b"&e;"),
        (b'<!DOCTYPE x [<!ENTITY % e SYSTEM "http://127.0.0.1:9/x"> %e;]>', b"x"),
    ],
    ids=["bomb", "file", "network", "parameter"],
)
def test_that_words_a_file_defines_for_itself_are_never_followed(
    tmp_path: Path, head: bytes, word: bytes
) -> None:
    path = making.raw_xlsx(tmp_path / "list.xlsx", cell("A1", "姓名") + cell("A2", "WORD"))
    start = b'<?xml version="1.0"?>' + head
    making.in_part(path, SHEET, lambda data: start + data.replace(b"WORD", word))
    begun = worked()
    assert _told(path) in (DAMAGED, "")
    assert worked() - begun < 5


def _told(path: Path) -> tuple[str, str] | str:
    """Return how a file is refused, or else nothing, when no foreign text came in."""
    try:
        file = importing.read(path)
    except CrmError as error:
        return error.message, error.advice
    cells = [str(one) for sheet in file.sheets for row in sheet.rows for one in row]
    assert not any("root:" in one or "lol" in one for one in cells)
    return ""


def test_that_nothing_is_ever_taken_out_of_a_file_onto_the_disk(
    shop: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import zipfile

    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setattr(tempfile, "tempdir", None)
    path = files.book(tmp_path / "list.xlsx", ROWS)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("../../escaped.txt", "x")
        archive.writestr("/escaped.txt", "x")
    locked = making_binary.locked_xlsx(tmp_path / "locked.xlsx", path, "VelvetSweatshop")
    before = sorted(tmp_path.rglob("*"))
    for one in (path, locked):
        assert bring(shop, one, mode="skip").plan.rows
    kept = {one for one in tmp_path.rglob("*") if "shop" not in one.parts}
    assert kept == {one for one in before if "shop" not in one.parts}
    assert list(temporary.iterdir()) == []
    assert records(shop) == people("张伟 mobile=13800138000", "李娜 mobile=13800138001")


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods", "xml", "xlsb"])
def test_that_a_broken_file_says_so_and_ends_nothing(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"list.{kind}"
    files.MAKERS[kind](path, ROWS)
    whole = path.read_bytes()
    turns = random.Random(3)
    for _number in range(8):
        data = bytearray(whole)
        for _change in range(20):
            data[turns.randrange(8, len(data))] = turns.randrange(256)
        path.write_bytes(data[: turns.randrange(len(data) // 2, len(data))])
        told = _told(path)
        assert told == "" or all(told), told


def test_that_neither_log_nor_temporary_file_holds_a_name_or_a_number(
    shop: Workspace, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    secret = (
        ("姓名", "手机", "备注"),
        ("欧阳震华", "13987654321", "欠款"),
        ("", "13912121212", ""),
    )
    bring(shop, files.book(tmp_path / "list.xlsx", secret))
    path = files.book(tmp_path / "other.xlsx", secret)
    path.write_bytes(path.read_bytes()[:-200])
    _told(path)
    for word in ("欧阳震华", "13987654321", "欠款", "13912121212"):
        assert word not in caplog.text
