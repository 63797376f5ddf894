from __future__ import annotations

import codecs
import random
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from zhconv import convert

from crmdesk.core.domain.problems import FileProblem
from crmdesk.core.importing.readers import encodings

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗郑梁谢宋唐许韩冯邓曹彭曾萧仇单解查翟尉"
# All 3,700 characters of the first level of GB2312, none of them likelier than another.
CHARACTERS = [bytes((a, b)).decode("gb2312") for a in range(0xB0, 0xD7) for b in range(0xA1, 0xFF)]
JAPANESE = ("田中", "山田", "佐藤", "鈴木", "高橋", "伊藤", "渡辺", "菊池", "榊原", "柳沢")
JAPANESE_GIVEN = ("太郎", "花子", "恵", "一郎", "さくら", "ひろし", "ユミコ", "翔", "菜々子")
HALF_KANA = "ｱｲｳｴｵｶｷｸｹｺｻｼｽﾀﾁﾂﾅﾆﾏﾐﾔﾖﾘﾝ"
WESTERN = (
    "José Núñez",
    "Zoë Müller",
    "Ärzte Öberg",
    "Émile Dupré",
    "François Lefèvre",
    "Åsa Björk",
    "Ángel Muñoz",
    "Renée",
    "Jürgen Groß",
    "Søren Kjær",
    "Conceição Simões",
    "L’Oréal – Café",
    "Ünal Çelik",
    "Société Générale",
)
HEADERS = ("姓名,手机,地址", "客户,电话,备注", "名称,联系方式,住址,生日")


def _chinese(dice: random.Random, rows: int, header: bool) -> str:
    lines = [dice.choice(HEADERS)] if header else []
    for _ in range(rows):
        name = dice.choice(SURNAMES) + "".join(dice.choices(CHARACTERS, k=dice.choice([1, 2, 2])))
        place, street = ("".join(dice.choices(CHARACTERS, k=2)) for _ in range(2))
        address = f"{place}市{street}路{dice.randrange(200)}号"
        phone = f"138{dice.randrange(10**8):08}"
        lines.append(dice.choice([name, f"{name},{phone}", f"{name},{phone},{address}"]))
    return "\n".join(lines) + "\n"


def _japanese(dice: random.Random, rows: int, _header: bool) -> str:
    kana = "".join(dice.choices(HALF_KANA, k=6))
    return "\n".join(
        dice.choice(JAPANESE)
        + dice.choice(["", "　"])
        + dice.choice(JAPANESE_GIVEN)
        + dice.choice([",090-1234-5678", ",東京都港区", f",{kana}", ",メモ", ""])
        for _ in range(rows)
    )


def _western(dice: random.Random, rows: int, header: bool) -> str:
    lines = ["Name,Phone"] if header else []
    return "\n".join(lines + [f"{dice.choice(WESTERN)},{dice.randrange(10**6)}"] * rows)


def _traditional(dice: random.Random, rows: int, header: bool) -> str:
    return str(convert(_chinese(dice, rows, header), "zh-tw"))


def _lists(
    make: Callable[[random.Random, int, bool], str], codec: str, rows: int, header: bool
) -> Iterator[bytes]:
    dice, made = random.Random(rows), 0
    while made < 300:
        data = make(dice, rows, header).encode(codec, "replace")
        # A simplified character without a traditional form of its own is not in Big5.
        if data.count(b"?") == 0:
            made += 1
            yield data


@pytest.mark.parametrize(
    "make, codec, found, rows, least",
    [
        (_chinese, "gbk", "gb18030", 1, 298),
        (_chinese, "gbk", "gb18030", 2, 300),
        (_chinese, "gbk", "gb18030", 3, 300),
        (_chinese, "gbk", "gb18030", 8, 300),
        (_traditional, "cp950", "big5", 1, 280),
        (_traditional, "cp950", "big5", 2, 299),
        (_traditional, "cp950", "big5", 3, 300),
        (_traditional, "cp950", "big5", 8, 300),
        (_japanese, "cp932", "shift_jis", 1, 297),
        (_japanese, "cp932", "shift_jis", 3, 300),
        (_western, "cp1252", "cp1252", 1, 300),
        (_western, "cp1252", "cp1252", 3, 300),
        (_chinese, "utf-8", "utf-8", 1, 300),
        (_traditional, "utf-8", "utf-8", 1, 300),
        (_western, "utf-8", "utf-8", 1, 300),
    ],
)
def test_that_short_lists_without_a_header_are_read_in_the_encoding_they_have(
    make: Callable[[random.Random, int, bool], str], codec: str, found: str, rows: int, least: int
) -> None:
    lists = list(_lists(make, codec, rows, header=False))
    assert sum(encodings.decode(data).encoding == found for data in lists) >= least


@pytest.mark.parametrize("rows", [1, 2, 5])
def test_that_a_known_header_decides(rows: int) -> None:
    for make, codec, found in ((_chinese, "gbk", "gb18030"), (_traditional, "cp950", "big5")):
        for data in _lists(make, codec, rows, header=True):
            assert encodings.decode(data).encoding == found


def test_that_the_sentence_tells_what_was_taken() -> None:
    assert encodings.decode("张三".encode("gbk")).sentence == "Read as GBK (Chinese Windows)."
    assert "Shift-JIS" in encodings.decode("山田さくら".encode("cp932")).sentence


@pytest.mark.parametrize(
    "mark, codec, name",
    [
        (codecs.BOM_UTF8, "utf-8", "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16"),
        (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32"),
        (codecs.BOM_UTF32_BE, "utf-32-be", "utf-32"),
    ],
)
@given(text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1))
def test_that_a_mark_decides(mark: bytes, codec: str, name: str, text: str) -> None:
    found = encodings.decode(mark + text.encode(codec))
    assert found.encoding == name and found.text == text.removeprefix("\ufeff")


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "text", ["姓名,手机\n张三,13800138000\n", "一一,二\n一,三\n一一,四\n", "a"]
)
def test_that_utf_16_without_a_mark_is_known_by_its_zeros(codec: str, text: str) -> None:
    found = encodings.decode(text.encode(codec))
    assert (found.encoding, found.text) == ("utf-16", text)


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le"])
def test_that_half_a_character_at_the_end_costs_only_itself(codec: str) -> None:
    text = "姓名,手机\n张三,13800138000\n"
    found = encodings.decode(text.encode(codec) + b"\x20")
    assert found.text.startswith(text) and len(found.warnings) == 1


def test_that_utf_8_with_a_few_broken_bytes_stays_utf_8_and_says_how_many() -> None:
    data = ("姓名,手机\n" + "张三,13800138000\n" * 20).encode()
    broken = data[:40] + b"\xff" + data[40:120] + b"\xe5" + data[120:]
    found = encodings.decode(broken)
    assert found.encoding == "utf-8"
    assert found.warnings == ("2 characters could not be read and are shown as �.",)
    assert encodings.decode("张三,李四".encode()[:-1]).encoding == "utf-8"


@pytest.mark.parametrize("text", ["José", "Иван,1", "Łukasz", "Ελένη", "ÄÖÜ", "é"])
def test_that_short_text_in_utf_8_is_not_taken_for_chinese(text: str) -> None:
    assert encodings.decode(text.encode()).text == text


def test_that_signs_of_replacement_in_the_file_itself_are_not_counted_as_lost() -> None:
    assert encodings.decode("张\ufffd三".encode()).warnings == ()
    assert encodings.decode("张\ufffd三".encode("gb18030"), "gbk").warnings == ()


def test_that_gb18030_keeps_rare_characters_and_hong_kongs_big5_its_own() -> None:
    assert encodings.decode("姓名,备注\n𠮷野,㛃\n".encode("gb18030")).text == "姓名,备注\n𠮷野,㛃\n"
    text = "姓名,電話,地址\n陳大文,23456789,深水埗福華街\n"
    found = encodings.decode(text.encode("big5hkscs"))
    assert (found.encoding, found.text, found.warnings) == ("big5", text, ())


def test_that_lines_that_tell_something_are_found_behind_many_that_do_not() -> None:
    data = b"Name,Phone\n" + b"Bob,1\n" * 20_000 + "张三,2\n".encode("gbk")
    assert encodings.decode(data).text.endswith("张三,2\n")


@pytest.mark.parametrize(
    "chosen, name",
    [("GBK", "gb18030"), ("cp950", "big5"), ("Shift-JIS", "shift_jis"), ("euc-kr", "euc-kr")],
)
def test_that_a_chosen_encoding_is_obeyed_whatever_it_is_called(chosen: str, name: str) -> None:
    text = "电话" if name == "gb18030" else "住所"
    found = encodings.decode(text.encode(chosen), chosen)
    assert (found.encoding, found.text) == (name, text)


def test_that_utf_16_may_be_chosen_for_a_file_without_a_mark() -> None:
    assert encodings.decode("张三".encode("utf-16-le"), "utf-16").text == "张三"
    assert encodings.decode("张三,1\n".encode("utf-16-be"), "utf-16").text == "张三,1\n"


@pytest.mark.parametrize("chosen", ["klingon", "base64", "idna", "punycode", "undefined", "a\0b"])
def test_that_what_is_no_encoding_for_text_is_refused(chosen: str) -> None:
    with pytest.raises(FileProblem, match="no encoding"):
        encodings.decode(b"x", chosen)


def test_that_what_a_file_says_of_itself_is_believed_unless_it_cannot_be_true() -> None:
    assert encodings.decode("陳".encode("cp950"), told="big5").text == "陳"
    assert encodings.decode("张三李四".encode(), told="gb2312").text == "张三李四"
    assert encodings.decode("张三李四".encode("gbk"), told="utf-8").text == "张三李四"
    assert encodings.decode("张三李四".encode("gbk"), told="iso-8859-1").text == "张三李四"


@given(st.binary())
def test_that_no_content_is_refused(data: bytes) -> None:
    assert encodings.decode(data).sentence.startswith("Read as")


_NAMES = st.lists(st.sampled_from(["王小明", "李娜", "张伟", "刘洋", "陈静", "赵敏"]), min_size=3)


@given(_NAMES, st.sampled_from(["gbk", "gb18030", "utf-8", "utf-16", "utf-16-le", "utf-16-be"]))
def test_that_a_list_of_names_comes_back_from_every_encoding(names: list[str], codec: str) -> None:
    text = "姓名\n" + "\n".join(names) + "\n"
    assert encodings.decode(text.encode(codec)).text == text
