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
from crmdesk.core.importing.readers.limits import Limits
from crmdesk.core.importing.readers.separators import NOTHING, parting_of
from crmdesk.core.importing.sheet import Cell, SheetFile
from tests.core.importing.readers.reading import read, rows

TEXT = "姓名,手机,备注\n张三,13800138000,喜欢喝茶\n李四,13900139000,常来\n"
ROWS = [
    ["姓名", "手机", "备注"],
    ["张三", "13800138000", "喜欢喝茶"],
    ["李四", "13900139000", "常来"],
]


def _read(tmp_path: Path, data: bytes, encoding: str | None = None) -> SheetFile:
    path = tmp_path / "客户.csv"
    path.write_bytes(data)
    return readers.read(path, Limits(encoding=encoding))


def _filled(text: str) -> list[list[Cell]]:
    """Return the rows without the empty cells behind the last filled one."""
    found = [list(row) for row in rows(text)]
    for row in found:
        while row and row[-1] is None:
            row.pop()
    return found


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
    assert parting_of('名;备注\n张;"a,b,c,d"\n李;"e,f,g,h"\n').separator == ";"
    assert parting_of("姓名\n张三\n").separator == NOTHING


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


@pytest.mark.parametrize("sign", ["，", "；", "、", "｜"])
def test_that_signs_of_chinese_sentences_part_columns_where_they_do_so_in_every_row(
    sign: str,
) -> None:
    assert rows(TEXT.replace(",", sign)) == ROWS


def test_that_such_signs_inside_a_note_part_nothing() -> None:
    assert rows("姓名,爱好\n张三,茶、酒\n李四,茶，酒\n") == [
        ["姓名", "爱好"],
        ["张三", "茶、酒"],
        ["李四", "茶，酒"],
    ]
    assert rows("备注\n喜欢茶、酒\n常来\n下次，再约\n") == [
        ["备注"],
        ["喜欢茶、酒"],
        ["常来"],
        ["下次，再约"],
    ]


def test_that_a_list_of_one_column_stays_one_column() -> None:
    names = ["Smith, John", *[f"客户{n}" for n in range(20)]]
    assert rows("\n".join(["姓名", *names])) == [["姓名"], *[[name] for name in names]]
    assert rows("王小明\n李娜\n") == [["王小明"], ["李娜"]]
    assert rows("张 三\n李 四\n王 五\n赵 六\n") == [["张 三"], ["李 四"], ["王 五"], ["赵 六"]]


def test_that_titles_before_the_table_do_not_decide() -> None:
    text = "会员表; 导出: 2024-05-03\n共 3 人; 门店: 总店; 经办: 张\n\n" + TEXT * 3
    assert rows(text)[3:6] == ROWS
    assert rows(text)[0] == ["会员表; 导出: 2024-05-03"]


def test_that_text_stays_text() -> None:
    text = '卡号,编号,电话\n007,1.38E+10,+8613800138000\n 前, 后 ,"  两 "\n'
    assert rows(text)[1:] == [["007", "1.38E+10", "+8613800138000"], [" 前", " 后 ", "  两 "]]


def test_that_ragged_rows_blank_lines_and_signs_at_the_end_keep_their_places() -> None:
    assert _filled("姓名,手机,\n张三,1,\n\n李四\n王五,2,x,y\n") == [
        ["姓名", "手机"],
        ["张三", "1"],
        [],
        ["李四"],
        ["王五", "2", "x", "y"],
    ]


def test_that_zeros_behind_the_end_are_no_row() -> None:
    assert rows(TEXT.encode() + b"\0" * 500) == ROWS
    assert rows(TEXT.encode() + b"\x1a") == ROWS


def test_that_tabs_that_only_guard_numbers_part_nothing() -> None:
    text = "姓名\t,手机\t,卡号\t\n张三\t,13800138000\t,007\t\n"
    assert parting_of(text).separator in (",", NOTHING)
    assert rows(text)[1] == ["张三\t", "13800138000\t", "007\t"]


@pytest.mark.parametrize("sign", [";", "\t", "#"])
@pytest.mark.parametrize("line", ["sep={}", '"sep={}"', "SEP={}"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_that_the_separator_line_may_name_any_sign(sign: str, line: str, end: str) -> None:
    text = line.format(sign) + end + TEXT.replace(",", sign).replace("\n", end)
    assert rows(text) == ROWS


def test_that_blanks_part_columns_where_nothing_else_does() -> None:
    lines = (
        "姓名      手机          地址",
        "张三      13800138000   北京 朝阳区",
        "欧阳 娜娜   139   上海",
    )
    assert rows("\n".join(lines)) == [
        ["姓名", "手机", "地址"],
        ["张三", "13800138000", "北京 朝阳区"],
        ["欧阳 娜娜", "139", "上海"],
    ]
    assert rows("张三 13800138000\n李四 13900139000\n") == [
        ["张三", "13800138000"],
        ["李四", "13900139000"],
    ]


def test_that_columns_of_fixed_width_are_cut_where_every_line_is_blank() -> None:
    lines = (
        "会员名单 打印于五月",
        "姓名      手机         备注",
        "张三      13800138000  喜欢茶",
        "欧阳娜娜               常来",
        "Bob       13900139000",
        "李四                   老客户",
    )
    assert _filled("\n".join(lines)) == [
        ["会员名单 打印于五月"],
        ["姓名", "手机", "备注"],
        ["张三", "13800138000", "喜欢茶"],
        ["欧阳娜娜", None, "常来"],
        ["Bob", "13900139000"],
        ["李四", None, "老客户"],
    ]


def test_that_a_mark_in_the_middle_is_a_sign_like_any_other() -> None:
    assert rows('姓名,备注\n张三,屏幕 5" 的\n李四,说"好"\n')[1:] == [
        ["张三", '屏幕 5" 的'],
        ["李四", '说"好"'],
    ]
    assert rows('"姓名","备注"\n"欧阳 "Lily" 娜","常来"\n"李四","好"\n')[1:] == [
        ['欧阳 "Lily" 娜', "常来"],
        ["李四", "好"],
    ]


def test_that_blanks_around_marks_are_lived_with() -> None:
    assert rows('姓名, 地址\n张三, "北京, 朝阳"\n"李四" ,"上海"\n')[1:] == [
        ["张三", "北京, 朝阳"],
        ["李四 ", "上海"],
    ]


@pytest.mark.parametrize(
    "bad", ['"张三,138', '张三,"138', '"张三,"138', '张三,"138""', '""张三",138', '"张三""",""138"']
)
def test_that_a_wrong_mark_costs_one_row_at_most(bad: str) -> None:
    before, after = '王五,"一\n二"\n', "".join(f'客户{n},"13{n}"\n' for n in range(50))
    file = read(f"姓名,手机\n{before}{bad}\n{after}")
    found = file.sheets[0].rows
    assert len(found) == 53
    assert found[1] == ["王五", "一\n二"]
    assert found[3:] == [[f"客户{n}", f"13{n}"] for n in range(50)]


def test_that_an_open_mark_that_a_later_one_closes_by_chance_swallows_no_rows() -> None:
    text = '姓名,备注\n张三,"茶\n李四,酒\n王五,水\n赵六,屏幕 5",x\n钱七,茶\n'
    found = rows(text)
    assert [row[0] for row in found] == ["姓名", "张三", "李四", "王五", "赵六", "钱七"]


def test_that_many_open_marks_are_read_in_a_time_that_grows_with_the_file_only() -> None:
    found = read("姓名,手机\n" + '"张三,"1\n' * 20_000)
    assert len(found.sheets[0].rows) == 20_001 and found.warnings


_CELL = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\r\t"))


@given(
    st.lists(st.lists(_CELL, min_size=3, max_size=3), min_size=1, max_size=6),
    st.sampled_from([",", ";", "\t", "|"]),
    # A program that ends lines otherwise leaves other line ends inside cells without quotes.
    st.sampled_from([("\r\n", False), ("\r\n", True), ("\n", True), ("\r", True)]),
)
def test_that_what_a_program_writes_is_read_as_it_was(
    table: list[list[str]], sign: str, style: tuple[str, bool]
) -> None:
    out, (end, all_quoted) = io.StringIO(newline=""), style
    writer = (
        csv.writer(out, delimiter=sign, lineterminator=end, quoting=csv.QUOTE_ALL)
        if all_quoted
        else csv.writer(out, delimiter=sign, lineterminator=end)
    )
    writer.writerow(["姓名", "手机", "备注"])
    # As every program that knows spreadsheets, with the mark before what looks like a formula.
    writer.writerows([[csv_mark.neutralise(cell) for cell in row] for row in table])
    found = rows(b"\xef\xbb\xbf" + f"sep={sign}{end}{out.getvalue()}".encode())
    kept = [[cell or "" for cell in row] for row in found]
    wanted = [["姓名", "手机", "备注"], *table]
    while wanted and not any(wanted[-1]):
        wanted.pop()
    assert [(row + ["", "", ""])[:3] for row in kept] == wanted


def _rows_or_nothing(data: bytes | str) -> list[list[Cell]]:
    try:
        return rows(data)
    except FileProblem:
        return []


@given(st.binary())
def test_that_no_bytes_whatever_do_harm(data: bytes) -> None:
    assert isinstance(_rows_or_nothing(data), list)


@given(st.text(st.sampled_from('a1,;\t|"\n\r 张')))
def test_that_no_text_whatever_does_harm_or_loses_a_character(text: str) -> None:
    cells = [str(cell) for row in _rows_or_nothing(text) for cell in row if cell]
    assert "".join(cells).count("张") == text.count("张")
