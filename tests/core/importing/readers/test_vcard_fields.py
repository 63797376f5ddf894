"""To which column each property of a contact goes, and what becomes of it there."""

from __future__ import annotations

import pytest

from crmdesk.core.i18n import use_language
from crmdesk.core.importing import validation
from crmdesk.core.importing.setup import data_rows
from crmdesk.core.services import importing
from tests.core.importing.readers.contacts import person, read


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
