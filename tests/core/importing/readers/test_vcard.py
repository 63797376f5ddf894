"""Contacts of phones and mail programs: how their lines, folds and encodings are read."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmdesk.core.domain.problems import FileProblem
from crmdesk.core.importing.readers import content
from crmdesk.core.importing.readers.source import Source
from tests.core.importing.readers.contacts import people, person, read
from tests.growth import grows_with_length_only


def quoted(text: str, codec: str = "utf-8") -> str:
    return "".join(f"={byte:02X}" for byte in text.encode(codec))


def test_that_the_old_form_of_a_phone_is_read_through_its_soft_breaks() -> None:
    name, note = quoted("张伟"), quoted("老客户\n喜欢绿茶")
    card = (
        "BEGIN:VCARD\r\nVERSION:2.1\r\n"
        f"N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:{name[:9]};{name[9:14]}=\r\n{name[14:]};;;\r\n"
        f"FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:{name}\r\n"
        "TEL;CELL;PREF:138-0013-8000\r\nTEL;HOME:0571-88881111\r\nTEL;WORK;FAX:0571-88882222\r\n"
        f"NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:{note[:30]}=\r\n{note[30:60]}=\r\n"
        f"{note[60:]}\r\nEMAIL;HOME:zw@example.com\r\nEND:VCARD\r\n"
    )
    assert person(card) == {
        "Name": "张伟",
        "Mobile": "138-0013-8000",
        "Phone": "0571-88881111",
        "Fax": "0571-88882222",
        "E-mail": "zw@example.com",
        "Notes": "老客户\n喜欢绿茶",
    }


@pytest.mark.parametrize(
    "broken",
    [
        "{0}=\n {1}",
        "{0}\n {1}",
        "{0}\n{1}",
        "{0}= \n{1}",
        "{0}=\n\t{1}",
        "{0}{1}=\nTEL:1",
        "{0}{1}=\n\nTEL:1",
    ],
)
def test_that_an_encoded_note_survives_wrong_breaks(broken: str) -> None:
    text = quoted("老板娘喜欢绿茶")
    value = broken.format(text[:30], text[30:])
    card = f"N:Wei\nNOTE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:{value}"
    assert person(card)["Notes"] == "老板娘喜欢绿茶"


def test_that_a_blank_after_a_soft_break_belongs_to_the_text() -> None:
    card = "N:Wei\nNOTE;ENCODING=QUOTED-PRINTABLE:likes green tea=\n and long walks"
    assert person(card)["Notes"] == "likes green tea and long walks"


@pytest.mark.parametrize(
    ("charset", "codec", "name"),
    [
        ("GBK", "gbk", "张伟"),
        ("BIG5", "big5", "許功蓋"),
        ("UTF-8", "utf-8", "张伟"),
        ("", "gbk", "张伟"),
    ]
    + [("no-such", "utf-8", "张伟"), ("GB2312", "gb18030", "𠮷野")],
)
@pytest.mark.parametrize("encoded", [True, False])
def test_that_each_property_has_its_own_encoding(
    charset: str, codec: str, name: str, encoded: bool
) -> None:
    params = f";CHARSET={charset}" if charset else ""
    if encoded:
        value = quoted(name, codec).encode()
        params += ";ENCODING=QUOTED-PRINTABLE"
    else:
        value = name.encode(codec)
    card = b"BEGIN:VCARD\nVERSION:2.1\nN" + params.encode() + b":;" + value + b";;;\nEND:VCARD\n"
    assert person(card)["Name"] == name


@pytest.mark.parametrize(
    "codec", ["utf-8", "utf-8-sig", "gb18030", "big5", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_that_the_encoding_of_the_file_is_found(codec: str) -> None:
    text = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:王;小姐;;;\r\nNOTE:家庭地址在台北市\r\nEND:VCARD\r\n"
    assert person(text.encode(codec)) == {"Name": "王小姐", "Notes": "家庭地址在台北市"}


def test_that_an_encoding_can_be_chosen() -> None:
    card = "BEGIN:VCARD\nVERSION:3.0\nN:café\nEND:VCARD\n".encode("cp1252")
    assert person(card, "cp1252")["Name"] == "café"
    assert read(card, "cp1252").encoding == "cp1252"


def test_that_a_fold_may_cut_a_character() -> None:
    data = "BEGIN:VCARD\nVERSION:3.0\nFN:张伟欧阳\nNOTE:老客户\nEND:VCARD\n".encode()
    place = data.index("伟".encode()) + 1
    cut = data[:place] + b"\r\n " + data[place:]
    assert person(cut) == {"Name": "张伟欧阳", "Notes": "老客户"}
    assert read(cut).warnings == ()


@pytest.mark.parametrize("blank", [" ", "\t"])
def test_that_folded_lines_are_one_line(blank: str) -> None:
    assert person(f"FN:Zhang\r\n{blank} Wei\nNOTE:one\r\n{blank}two")["Notes"] == "onetwo"


def test_that_in_the_old_form_a_short_folded_line_broke_between_words() -> None:
    card = "BEGIN:VCARD\nVERSION:2.1\nN:Wei\nNOTE:likes green tea\n and long walks\nEND:VCARD\n"
    assert person(card)["Notes"] == "likes green tea and long walks"


def test_that_photos_are_left_out_and_counted() -> None:
    picture = "/9j/4AAQSkZJRgABAQAAAQABAAD"
    card = (
        "BEGIN:VCARD\nVERSION:2.1\nN:甲\n"
        f"PHOTO;ENCODING=BASE64;JPEG:{picture}\n {picture}\n {picture}==\n\nTEL:88881111\n"
        "END:VCARD\n"
        "BEGIN:VCARD\nVERSION:3.0\nN:乙\n"
        f"PHOTO;TYPE=JPEG;ENCODING=b:\n{picture}\n{picture}\nTEL:88882222\nEND:VCARD\n"
        f"BEGIN:VCARD\nVERSION:4.0\nN:丙\nPHOTO:data:image/jpeg;base64,{picture}\nEND:VCARD\n"
    )
    assert [one["Name"] for one in people(card)] == ["甲", "乙", "丙"]
    assert [one.get("Phone") for one in people(card)] == ["88881111", "88882222", None]
    assert read(card).warnings == ("3 photos are left out.",)


def test_that_broken_frames_lose_nobody() -> None:
    text = (
        "stray words\n\nBEGIN:VCARD\nVERSION:2.1\nN:甲\nTEL:1\n"
        "BEGIN:VCARD\nN:乙\nend:vcard\nbetween: the cards\n=E5=BC=A0\n"
        " begin : vcard\nN:丙\nsomething that is no property\nTEL:3\nBEGIN:VEVENT\nN:no\n"
        "END:VEVENT\nEND:VCARD\nEND:VCARD\nBEGIN:VCARD\nN:丁"
    )
    assert [one["Name"] for one in people(text)] == ["甲", "乙", "丙", "丁"]


def test_that_a_note_may_begin_like_the_end_of_an_address_of_the_web() -> None:
    found = person("N:李;雷\nNOTE://急//\nTEL:13800138000")
    assert found["Notes"] == "//急//"
    assert found["Phone"] == "13800138000"


def test_that_a_note_with_plain_line_ends_stays_whole() -> None:
    card = "N:李;雷\nNOTE:喜欢绿茶\n注意: 对花生过敏\nhttp://example.com/a\nTEL:13800138000"
    found = person(card)
    assert found["Notes"] == "喜欢绿茶\n注意: 对花生过敏\nhttp://example.com/a"
    assert found["Phone"] == "13800138000"


@pytest.mark.parametrize("data", [b"hello", b"END:VCARD\n", b"\0\0\0"])
def test_that_a_file_without_a_contact_is_told(data: bytes) -> None:
    with pytest.raises(FileProblem, match="nothing in this file"):
        read(data)


PIECES = st.sampled_from(
    [
        b"BEGIN:VCARD\n",
        b"END:VCARD\n",
        b"VERSION:2.1\n",
        b"N:",
        b"FN;CHARSET=GBK:",
        b"\r\n ",
        b"=\n",
    ]
    + [b"NOTE;ENCODING=QUOTED-PRINTABLE:", b"PHOTO;ENCODING=b:", b"AGENT:", b'TEL;TYPE="a,b', b":"]
    + [b"\n", b";", b"\\", b"=E5=BC", "张伟".encode(), "許".encode("big5"), b"item1.", b"BDAY:"]
    + [b"X-CRMDESK-VERSION:1\n", b"X-CRMDESK-PERSON:a;b\n", b"X-CRMDESK-FIELD:a;b\n", b"ADR:;;"]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(PIECES, st.binary(max_size=6)), max_size=40).map(b"".join))
def test_that_no_file_does_worse_than_be_refused(data: bytes) -> None:
    try:
        file = read(b"BEGIN:VCARD\n" + data)
    except FileProblem:
        return
    assert len(file.sheets) == 1


@pytest.mark.parametrize(
    "piece",
    [b"NOTE:" + b'"' * 50 + b"\n", b"BEGIN:VCARD\nAGENT:\n", b"a" * 60, b"TEL:1\n", b';"x', b"=\n"]
    + [b"X-CRMDESK-VERSION:1\nADR:;;x\n", b"N;" + b"x=" * 30 + b":y\n", b"\\;", b"CATEGORIES:a\n"]
    + [b"NOTE;QUOTED-PRINTABLE:=\n =\n", b"ADR:;;x;;;\n", b"a.b.c.", b"\n \n "],
)
def test_that_time_grows_with_the_size_only(piece: bytes) -> None:
    def read_so_many(count: int) -> None:
        with suppress(FileProblem):
            read(b"BEGIN:VCARD\nN:x\n" + piece * count)

    assert grows_with_length_only(read_so_many, 2_000)


@pytest.mark.parametrize(
    "above",
    ["\n\n", "\ufeff", "\ufeff\n \n", "Backup of 2026-11-22\n\n", "\n\ufeff", "# contacts\r\n"],
)
@pytest.mark.parametrize(
    "edge", ["BEGIN:VCARD\nVERSION:3.0\n{}END:VCARD\n", "begin:vcard\n{}end:vcard\n"]
)
def test_that_what_stands_above_the_first_contact_does_no_harm(above: str, edge: str) -> None:
    data = (above + edge.format("FN:张伟\nTEL:13800138000\n")).encode()
    source = Source("contacts.txt", None, data)
    assert content.kind_of(source) == "vcard"
    (found,) = people(data)
    assert found["Name"] == "张伟" and "13800138000" in found.values()
