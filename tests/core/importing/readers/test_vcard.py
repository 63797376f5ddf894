"""Contacts as phones and mail programs write them, and as they should not."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmdesk.core.domain.problems import FileProblem
from crmdesk.core.i18n import use_language
from crmdesk.core.importing import validation
from crmdesk.core.importing.readers import content, vcard
from crmdesk.core.importing.readers.limits import Limits
from crmdesk.core.importing.readers.packing import Assembler, events
from crmdesk.core.importing.readers.source import Source
from crmdesk.core.importing.setup import data_rows
from crmdesk.core.importing.sheet import SheetFile
from crmdesk.core.services import importing


def read(data: bytes | str, encoding: str | None = None) -> SheetFile:
    """Read contacts; a text may leave out the frame of its only card."""
    if isinstance(data, str):
        if "BEGIN" not in data:
            data = f"BEGIN:VCARD\nVERSION:3.0\n{data}\nEND:VCARD\n"
        data = data.encode()
    assembler = Assembler("contacts.vcf")
    limits = Limits(encoding=encoding)
    for event in events(vcard.stream(Source("contacts.vcf", None, data), limits), limits):
        assembler.feed(event)
    return assembler.finish()


def people(data: bytes | str, encoding: str | None = None) -> list[dict[str, object]]:
    """Return the filled cells of every row by their headers."""
    headers, *rows = read(data, encoding).sheets[0].rows
    return [
        {str(name): cell for name, cell in zip(headers, row, strict=False) if cell} for row in rows
    ]


def person(data: bytes | str, encoding: str | None = None) -> dict[str, object]:
    [only] = people(data, encoding)
    return only


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


@pytest.mark.parametrize(
    ("line", "column", "cell"),
    [
        ("TEL;CELL:138", "Mobile", "138"),
        ("TEL;TYPE=cell,voice:138", "Mobile", "138"),
        ("TEL;TYPE=CELL;TYPE=pref:138", "Mobile", "138"),
        ('TEL;VALUE=uri;TYPE="voice,cell":tel:+86-138-0013', "Mobile", "+86-138-0013"),
        ("TEL;TYPE=iPhone;TYPE=CELL:138", "Mobile", "138"),
        ("TEL;WORK;VOICE:88881111", "Phone", "88881111"),
        ("TEL;TYPE=homefax:88881111", "Fax", "88881111"),
        ("tel;type=Fax,Work:88881111", "Fax", "88881111"),
        ("item1.TEL:138\nitem1.X-ABLabel:_$!<Mobile>!$_", "Mobile", "138"),
        ("item1.TEL:88\nitem1.X-ABLabel:传真", "Fax", "88"),
        ("TEL;VALUE=uri:tel:+8657188881111;ext=801", "Phone", "+8657188881111转801"),
        ("TEL;WORK:057188881111,801", "Phone", "057188881111转801"),
        ("TEL;WORK:057188881111;801", "Phone", "057188881111转801"),
        ("EMAIL;INTERNET;HOME:a@b.cn", "E-mail", "a@b.cn"),
        ("item2.URL;type=pref:https\\://b.cn/x", "Website", "https://b.cn/x"),
        ("URL:http://b.cn/x;y", "Website", "http://b.cn/x;y"),
        ("X-WECHAT:wei_88", "WeChat", "wei_88"),
        ("IMPP;X-SERVICE-TYPE=WeChat;type=HOME:x-apple:wei_88", "WeChat", "wei_88"),
        ("X-SOCIALPROFILE;type=wechat;x-user=wei_88:x-apple:wei_88", "WeChat", "wei_88"),
        ("X-QQ:12345678", "QQ", "12345678"),
        ("IMPP;X-SERVICE-TYPE=QQ;type=pref:x-apple:12345678", "QQ", "12345678"),
        ("IMPP:qq:12345678", "QQ", "12345678"),
        ("item1.IMPP;X-SERVICE-TYPE=微信号;type=pref:x-apple:wei_88", "WeChat", "wei_88"),
        ("X-ABDATE;X-APPLE-OMIT-YEAR=1604:1604-07-14", "Notes", "Anniversary: --07-14"),
        ("IMPP:skype:wei", "Other contact", "Skype: wei"),
        ("X-SKYPE:wei", "Other contact", "Skype: wei"),
        ("X-SOCIALPROFILE;TYPE=twitter:http://twitter.com/wei", "Other contact", None),
        ("ORG:西湖茶庄;", "Company", "西湖茶庄"),
        ("ORG:ACME\\, Inc.;Sales", "Company", "ACME, Inc."),
        ("CATEGORIES:老客户,茶友", "Tags", "老客户, 茶友"),
        ("GENDER:F", "Gender", "Female"),
        ("GENDER:M;boy", "Gender", "Male"),
        ("X-GENDER:Male", "Gender", "Male"),
        ("X-GENDER:女", "Gender", "女"),
        ("RELATED;TYPE=spouse;VALUE=text:韩梅", "Contact person", "韩梅 | Spouse |  | "),
        ("X-SPOUSE:韩梅", "Contact person", "韩梅 | Spouse |  | "),
        ("item1.X-ABRELATEDNAMES:韩梅\nitem1.X-ABLabel:_$!<Spouse>!$_", "Contact person", None),
        ("X-EVOLUTION-SPOUSE:韩梅", "Contact person", "韩梅 | Spouse |  | "),
        (
            "X-ANDROID-CUSTOM:vnd.android.cursor.item/relation;韩梅;14;;;;",
            "Contact person",
            "韩梅 | Spouse |  | ",
        ),
        ("X-ANDROID-CUSTOM:vnd.android.cursor.item/nickname;小雷;1;;", "Notes", "Nickname: 小雷"),
    ],
)
def test_that_a_property_goes_to_its_column(line: str, column: str, cell: str | None) -> None:
    found = person(f"N:李;雷;;;\n{line}")
    assert found[column] == cell if cell else column in found


@pytest.mark.parametrize(
    ("lines", "name", "company"),
    [
        ("N:张;伟;;;\nFN:张 伟", "张伟", None),
        ("N:欧阳;娜娜;;;", "欧阳娜娜", None),
        ("N:Zhang;Wei;;;\nFN:Wei Zhang", "Wei Zhang", None),
        ("N:Lei;Li;Mark;;", "Li Mark Lei", None),
        ("N:;张伟 装修;;;", "张伟 装修", None),
        ("N:张伟", "张伟", None),
        ("FN:张　伟", "张伟", None),
        ("N:;;;;\nFN:Ada Lovelace", "Ada Lovelace", None),
        ("N:;;;;\nNICKNAME:胖子", "胖子", None),
        ("N:张;伟\nORG:西湖茶庄", "张伟", "西湖茶庄"),
        ("ORG:西湖茶庄", "西湖茶庄", None),
        ("N:;;;;\nFN:西湖茶庄\nORG:西湖茶庄;", "西湖茶庄", None),
        ("N:O\\;Neill;Shaun;;;", "Shaun O;Neill", None),
    ],
)
def test_that_names_are_put_together(lines: str, name: str, company: str | None) -> None:
    found = person(lines)
    assert found["Name"] == name
    assert found.get("Company") == company
    if "ORG" in lines and company is None:
        assert found["Person or company"] == "Company"


def test_that_a_display_name_that_says_more_is_kept() -> None:
    assert person("N:张;伟;;;\nFN:张伟（茶庄老板）")["Notes"] == "Display name: 张伟（茶庄老板）"
    assert person("N:Lei;Li;;Dr.;")["Notes"] == "Form of address: Dr."


@pytest.mark.parametrize(
    ("line", "cell"),
    [
        ("BDAY:19900503", "1990-05-03"),
        ("BDAY:1990-05-03", "1990-05-03"),
        ("BDAY;VALUE=date:1990-05-03", "1990-05-03"),
        ("BDAY:1990-05-03T00:00:00Z", "1990-05-03"),
        ("BDAY:19900503T000000+0800", "1990-05-03"),
        ("BDAY:--0503", "--05-03"),
        ("BDAY:--05-03", "--05-03"),
        ("BDAY;X-APPLE-OMIT-YEAR=1604:1604-05-03", "--05-03"),
        ("BDAY;VALUE=date;X-APPLE-OMIT-YEAR=1604:1604-02-29", "--02-29"),
        ("BDAY:1604-05-03", "--05-03"),
        ("BDAY:1990年5月3日", "1990年5月3日"),
    ],
)
def test_that_birthdays_are_read(line: str, cell: str) -> None:
    assert person(f"N:李;雷\n{line}")["Birthday"] == cell


@pytest.mark.parametrize(
    ("line", "cell"),
    [
        ("X-ALTBDAY;CALSCALE=chinese:007800310318", "农历2014年三月十八"),
        ("X-ALTBDAY;CALSCALE=chinese:007700601230", "农历1983年腊月三十"),
        ("X-ALTBDAY;CALSCALE=chinese:00770017L0402", "农历1940年闰四月初二"),
        ("X-ALTBDAY;CALSCALE=chinese:000000000815", "农历八月十五"),
        ("X-ALTBDAY;CALSCALE=chinese:007800311318", "007800311318"),
        ("BDAY;CALSCALE=chinese:1990-08-15", "1990-08-15"),
        ("X-ALTBDAY;CALSCALE=chinese:--0815", "--08-15"),
    ],
)
def test_that_birthdays_of_the_chinese_calendar_are_read(line: str, cell: str) -> None:
    assert person(f"N:李;雷\n{line}")["Lunar birthday"] == cell


@pytest.mark.parametrize(
    ("line", "address", "postcode"),
    [
        ("ADR;HOME:;;文三路 1 号;杭州市;浙江省;310000;中国", "浙江省杭州市文三路 1 号", "310000"),
        ("ADR:;3楼;南京东路1号;上海;上海;;中国", "上海南京东路1号3楼", None),
        ("ADR:;;浙江省杭州市文三路1号;杭州市;浙江省;;", "浙江省杭州市文三路1号", None),
        ("ADR:;;东京1号;;;;日本", "日本东京1号", None),
        ("ADR;TYPE=home:;;1 Main St;Springfield;IL;62701;USA", None, "62701"),
        ("ADR;TYPE=home:;;1 Main St\\, Flat 2;Springfield;IL;62701;USA", None, "62701"),
        ('ADR;LABEL="文三路1号":;;;;;;', "文三路1号", None),
        ("LABEL;HOME:文三路1号\\n杭州", "文三路1号 杭州", None),
    ],
)
def test_that_addresses_are_put_together(
    line: str, address: str | None, postcode: str | None
) -> None:
    found = person(f"N:李;雷\n{line}")
    if address is None:
        assert str(found["Address"]).startswith("1 Main St")
        assert str(found["Address"]).endswith("Springfield, IL, USA")
    else:
        assert found["Address"] == address
    assert found.get("Postcode") == postcode


def test_that_two_addresses_keep_their_own_postcodes() -> None:
    card = "N:李;雷\nADR:;;文三路1号;;;;\nADR:;;南京路2号;;;200000;"
    headers, row = read(card).sheets[0].rows
    assert headers == ["Name", "Address", "Postcode", "Address 2", "Postcode 2"]
    assert row == ["李雷", "文三路1号", None, "南京路2号", "200000"]


def test_that_escapes_are_taken_off() -> None:
    card = "N:李;雷\nNOTE:one\\ntwo\\Nthree\\, four\\; five \\\\ six C:\\temp"
    assert person(card)["Notes"] == "one\ntwo\nthree, four; five \\ six C:\\temp"


def test_that_what_has_no_field_is_kept_in_words() -> None:
    card = (
        "N:李;雷\nTITLE:经理\nROLE:采购\nNICKNAME:小雷\nORG:茶庄;采购部\nX-BLOOD-TYPE:AB\n"
        "ANNIVERSARY:2015-05-20\nitem1.TEL:13800138000\nitem1.X-ABLabel:老板娘\n"
        "X-ABUID:1F2D\\:ABPerson\nUID:5\nREV:2020\nPRODID:-//x\nX-IMAGEHASH:abc\nNOTE:老客户"
    )
    assert str(person(card)["Notes"]).split("\n") == [
        *("Job title: 经理", "Profession: 采购", "Nickname: 小雷", "Department: 采购部"),
        *("Blood type: AB", "Anniversary: 2015-05-20", "老板娘: 13800138000", "老客户"),
    ]


def test_that_broken_frames_lose_nobody() -> None:
    text = (
        "stray words\n\nBEGIN:VCARD\nVERSION:2.1\nN:甲\nTEL:1\n"
        "BEGIN:VCARD\nN:乙\nend:vcard\nbetween: the cards\n=E5=BC=A0\n"
        " begin : vcard\nN:丙\nsomething that is no property\nTEL:3\nBEGIN:VEVENT\nN:no\n"
        "END:VEVENT\nEND:VCARD\nEND:VCARD\nBEGIN:VCARD\nN:丁"
    )
    assert [one["Name"] for one in people(text)] == ["甲", "乙", "丙", "丁"]


def test_that_a_note_with_plain_line_ends_stays_whole() -> None:
    card = "N:李;雷\nNOTE:喜欢绿茶\n注意: 对花生过敏\nhttp://example.com/a\nTEL:13800138000"
    found = person(card)
    assert found["Notes"] == "喜欢绿茶\n注意: 对花生过敏\nhttp://example.com/a"
    assert found["Phone"] == "13800138000"


def test_that_the_card_of_an_assistant_is_a_contact_person() -> None:
    card = (
        "BEGIN:VCARD\nVERSION:2.1\nN:王;总\nAGENT:\nBEGIN:VCARD\nN:李;秘书\nTEL;CELL:13900139000\n"
        "END:VCARD\nTEL;CELL:13800138000\nEND:VCARD\n"
    )
    assert person(card) == {
        "Name": "王总",
        "Mobile": "13800138000",
        "Contact person": "李秘书 | Assistant | 13900139000 | ",
    }


def test_that_several_numbers_stand_in_columns_of_their_own() -> None:
    card = "N:甲\nTEL;CELL:1\nTEL;CELL:2\nTEL;CELL:2\nEMAIL:a@b.cn\nEMAIL:c@d.cn"
    headers, row = read(card).sheets[0].rows
    assert headers == ["Name", "Mobile", "Mobile 2", "E-mail", "E-mail 2"]
    assert row == ["甲", "1", "2", "a@b.cn", "c@d.cn"]


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_that_every_column_maps_without_help(language: str) -> None:
    use_language(language)
    try:
        card = (
            "BEGIN:VCARD\nN:李;雷\nORG:茶庄\nTEL;CELL:13800138000\nTEL;CELL:13800138001\nTEL:88881111\n"
            "TEL;FAX:88882222\nEMAIL:a@b.cn\nEMAIL:c@d.cn\nURL:b.cn\nX-WECHAT:wei\nX-QQ:12345\n"
            "X-SKYPE:w\nBDAY:1990-05-03\nX-ALTBDAY;CALSCALE=chinese:--0815\nGENDER:M\n"
            "CATEGORIES:a,b\nADR:;;x;杭州;;310000;\nADR:;;y;杭州;;310001;\nNOTE:n\nX-SPOUSE:韩梅\n"
            "END:VCARD\nBEGIN:VCARD\nORG:公司\nEND:VCARD\n"
        )
        mappings = importing.begin(read(card)).mappings
    finally:
        use_language("en")
    assert [one.field for one in mappings] == [
        *("name", "kind", "mobile", "mobile", "phone", "wechat", "qq", "email", "email", "fax"),
        *("website", "other", "company", "contact_person", "gender", "birthday", "birthday_lunar"),
        *("tags", "address", "postcode", "address", "postcode", "notes"),
    ]


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
    def seconds(count: int) -> float:
        started = time.perf_counter()
        try:
            read(b"BEGIN:VCARD\nN:x\n" + piece * count)
        except FileProblem:
            pass
        return time.perf_counter() - started

    small = max(seconds(2_000), 0.02)
    assert seconds(20_000) < small * 40


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


def test_that_a_contact_of_a_phone_needs_no_name() -> None:
    cards = [
        "TEL;TYPE=CELL:13800138000",
        "EMAIL:a@b.cn",
        "NICKNAME:阿强\nTEL:13900139000",
        "ORG:恒达公司\nTEL:13700137000",
        "FN:张伟",
    ]
    data = "".join(f"BEGIN:VCARD\nVERSION:3.0\n{card}\nEND:VCARD\n" for card in cards)
    setup = importing.begin(read(data))
    reader = validation.reader_of(setup, {})
    drafts = [reader.read(number, cells) for number, (_at, cells) in enumerate(data_rows(setup))]
    assert [draft and draft.customer.name for draft in drafts] == [
        "13800138000",
        "a@b.cn",
        "阿强",
        "恒达公司",
        "张伟",
    ]
    assert [draft and len(draft.problems) for draft in drafts] == [1, 1, 0, 0, 0]
