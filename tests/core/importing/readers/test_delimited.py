from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core.domain import csv_mark
from crmdesk.core.domain.problems import FileProblem
from crmdesk.core.importing import readers
from crmdesk.core.importing.readers.delimited import separator_of
from crmdesk.core.importing.readers.limits import Limits

TEXT = "姓名,手机,备注\n张三,13800138000,喜欢喝茶\n李四,13900139000,常来\n"
ROWS = [
    ["姓名", "手机", "备注"],
    ["张三", "13800138000", "喜欢喝茶"],
    ["李四", "13900139000", "常来"],
]


def _read(tmp_path: Path, data: bytes, encoding: str | None = None) -> readers.SheetFile:
    path = tmp_path / "客户.csv"
    path.write_bytes(data)
    return readers.read(path, Limits(encoding=encoding))


@pytest.mark.parametrize(
    "codec, found, sentence",
    [
        ("gbk", "gb18030", "GBK"),
        ("gb18030", "gb18030", "GBK"),
        ("utf-8", "utf-8", "UTF-8"),
        ("utf-8-sig", "utf-8", "UTF-8"),
        ("utf-16", "utf-16", "UTF-16"),
        ("utf-16-le", "utf-16", "UTF-16"),
        ("utf-16-be", "utf-16", "UTF-16"),
    ],
)
def test_that_the_encoding_is_found_and_told(
    tmp_path: Path, codec: str, found: str, sentence: str
) -> None:
    file = _read(tmp_path, TEXT.encode(codec))
    assert file.sheets[0].rows == ROWS
    assert file.encoding == found
    assert sentence in file.encoding_sentence
    assert file.sheets[0].name == "客户"


def test_that_traditional_text_from_old_windows_is_read_as_big5(tmp_path: Path) -> None:
    text = "姓名,手機,地址,備註\n陳小明,0912345678,臺北市中山路一號,老客戶\n"
    file = _read(tmp_path, text.encode("cp950"))
    assert file.encoding == "big5"
    assert file.sheets[0].rows[1][0] == "陳小明"


def test_that_western_text_is_not_taken_for_chinese(tmp_path: Path) -> None:
    file = _read(tmp_path, "name,phone\nJosé Núñez,123\n".encode("cp1252"))
    assert file.sheets[0].rows[1][0] == "José Núñez"


def test_that_a_chosen_encoding_is_obeyed_and_an_unknown_one_refused(tmp_path: Path) -> None:
    data = "姓名,手機\n陳,1\n".encode("cp950")
    assert _read(tmp_path, data, "big5").sheets[0].rows[0] == ["姓名", "手機"]
    assert _read(tmp_path, TEXT.encode("gbk"), "GBK").sheets[0].rows == ROWS
    with pytest.raises(FileProblem, match="no encoding"):
        _read(tmp_path, data, "klingon")


def test_that_text_cut_inside_a_character_is_still_read(tmp_path: Path) -> None:
    file = _read(tmp_path, TEXT.encode("gbk")[:-2])
    assert file.encoding == "gb18030"
    assert file.sheets[0].rows[:2] == ROWS[:2]
    assert len(file.warnings) == 1


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_that_any_usual_separator_and_line_end_will_do(
    tmp_path: Path, separator: str, line_end: str
) -> None:
    text = TEXT.replace(",", separator).replace("\n", line_end)
    assert _read(tmp_path, text.encode()).sheets[0].rows == ROWS


def test_that_separators_inside_quotes_do_not_count() -> None:
    assert separator_of('名;备注\n张;"a,b,c,d"\n李;"e,f,g,h"\n') == ";"
    assert separator_of("姓名\n张三\n") == ","


def test_that_a_note_of_several_lines_stays_one_cell(tmp_path: Path) -> None:
    file = _read(tmp_path, '姓名,备注\n张三,"一\n二, ""三"""\n李四,四\n'.encode())
    assert file.sheets[0].rows[1:] == [["张三", '一\n二, "三"'], ["李四", "四"]]


def test_that_a_quote_that_never_closes_does_not_swallow_the_list(tmp_path: Path) -> None:
    rows = [f"客户{n},1{n:010}" for n in range(1000)]
    text = '姓名,手机\n"张三,13800138000\n' + "\n".join(rows) + "\n"
    file = _read(tmp_path, text.encode())
    assert len(file.sheets[0].rows) == 1002
    assert file.warnings


def test_that_excels_separator_line_is_obeyed_and_skipped(tmp_path: Path) -> None:
    file = _read(tmp_path, "sep=;\n姓名;手机\n张三;1\n".encode())
    assert file.sheets[0].rows == [["姓名", "手机"], ["张三", "1"]]
    assert file.sheets[0].first_row == 2


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), min_size=2))
def test_that_the_exports_mark_is_taken_off_again(
    tmp_path_factory: pytest.TempPathFactory, cells: list[str]
) -> None:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([["x", "y"], [csv_mark.neutralise(cell) for cell in cells]])
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    path.write_bytes(out.getvalue().encode("utf-8-sig"))
    assert readers.read(path).sheets[0].rows[1] == cells
