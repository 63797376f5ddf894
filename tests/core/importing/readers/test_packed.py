from __future__ import annotations

import time
import zipfile
from pathlib import Path

import pytest

from crmdesk.core.domain.problems import FileProblem
from crmdesk.core.importing import readers
from crmdesk.core.importing.readers.limits import Limits
from tests.core.importing import making

NAME = '<c r="A1" t="inlineStr"><is><t>姓名</t></is></c>'


@pytest.mark.parametrize(
    "sheet_data, before",
    [
        (f'<row r="1">{NAME}</row><row r="4294967295"><c r="A4294967295"><v>1</v></c></row>', ""),
        (f'<row r="1">{NAME}<c r="A4294967295"><v>1</v></c></row>', ""),
        (f'<row r="1">{NAME}<c r="XFD1048576"><v>1</v></c></row>', ""),
        (f'<row r="1">{NAME}<c r="ZZZZZ1"><v>1</v></c></row>', ""),
        (f'<row r="1">{NAME}</row>', '<dimension ref="A1:XFD4294967295"/>'),
    ],
)
def test_that_a_tiny_file_that_claims_a_huge_sheet_is_refused_at_once(
    tmp_path: Path, sheet_data: str, before: str
) -> None:
    path = making.raw_xlsx(tmp_path / "a.xlsx", sheet_data, before)
    assert path.stat().st_size < 2000
    started = time.thread_time()
    with pytest.raises(FileProblem, match="claims more rows"):
        readers.read(path)
    assert time.thread_time() - started < 1


def test_that_an_honest_sheet_with_a_wrong_size_tag_is_read(tmp_path: Path) -> None:
    path = making.raw_xlsx(
        tmp_path / "a.xlsx", f'<row r="1">{NAME}</row>', '<dimension ref="A1:XFD1048576"/>'
    )
    assert readers.read(path).sheets[0].rows == [["姓名"]]


def test_that_a_file_that_swells_a_thousandfold_is_refused(tmp_path: Path) -> None:
    path = making.raw_xlsx(tmp_path / "a.xlsx", f'<row r="1">{NAME}</row>' + " " * 20_000_000)
    assert path.stat().st_size < 100_000
    with pytest.raises(FileProblem, match="too large"):
        readers.read(path, Limits(suspect_bytes=10_000_000))


def test_that_a_file_of_too_many_parts_is_refused(tmp_path: Path) -> None:
    path = making.xlsx(tmp_path / "a.xlsx")
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(200):
            archive.writestr(f"x/{number}", b"")
    with pytest.raises(FileProblem, match="too large"):
        readers.read(path, Limits(entries=100))
