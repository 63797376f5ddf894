"""Names are sorted and found by how they sound."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core.domain.pinyin import readings, search_tokens, sort_key


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("张伟", ("zhangwei",)),
        ("張偉", ("zhangwei",)),
        ("单小云", ("shanxiaoyun", "danxiaoyun")),
        ("單小雲", ("shanxiaoyun", "danxiaoyun")),
        ("仇英", ("qiuying", "chouying")),
        ("曾国藩", ("zengguofan", "cengguofan")),
        ("解缙", ("xiejin", "jiejin")),
        ("查良镛", ("zhaliangyong", "chaliangyong")),
        ("翟天", ("zhaitian", "ditian")),
        ("尉迟恭", ("yuchigong", "weichigong")),
        ("万俟卨", ("moqixie", "wanqixie")),
        ("单于明", ("chanyuming", "shanyuming", "danyuming")),
        ("欧阳·娜娜", ("ouyangnana",)),
        ("𠮷野", ("jiye",)),
        ("王姐", ("wangjie",)),
    ],
)
def test_that_names_are_read_both_ways(name: str, full: tuple[str, ...]) -> None:
    assert readings(name).full == full


def test_that_initials_follow_the_readings() -> None:
    assert readings("曾国藩").initials == ("zgf", "cgf")


def test_that_each_position_gives_its_rest_and_initials() -> None:
    assert set(search_tokens("张伟")) == {"zhangwei", "zw", "wei", "w"}
    assert {"garcia", "josegarcia", "jg"} <= set(search_tokens("José García"))


def test_that_lv_is_found_as_lu_too() -> None:
    assert {"lvbu", "lubu", "lb"} <= set(search_tokens("吕布"))


def test_that_latin_words_keep_their_v() -> None:
    assert "vivian" in search_tokens("Vivian") and "uiuian" not in search_tokens("吕Vivian")


def test_that_names_sort_from_a_to_z_and_others_after() -> None:
    names = ["张三丰", "3M", "安娜", "Bob", "张三", "曾毅", "😀", "欧阳", "王五", "单云"]

    assert sorted(names, key=lambda name: sort_key(name).encode())[:8] == [
        "安娜", "Bob", "欧阳", "单云", "王五", "曾毅", "张三", "张三丰",
    ]  # fmt: skip


def test_that_the_sort_key_of_a_chinese_name_is_its_pinyin() -> None:
    assert sort_key("张伟") == "zhang wei"
    assert sort_key("O'Brien") == "obrien"


@given(st.text(max_size=60))
def test_that_every_text_has_a_key_and_tokens(name: str) -> None:
    assert sort_key(name)
    assert all(token.strip() for token in search_tokens(name))


def test_that_an_endless_name_gives_few_tokens() -> None:
    assert len(search_tokens("张" * 10_000)) < 300
    assert max(map(len, search_tokens("张伟" * 5_000))) < 200
