"""Lists as other programs of China write them come in whole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.domain.customer import Address, Customer
from tests.core.services.known_lists import (
    CHINESE_OUTLOOK,
    GOOGLE,
    OLD_GOOGLE,
    OUTLOOK,
    THUNDERBIRD,
    customers,
    drafts,
    methods,
    understood,
)

SIMPLIFIED = (
    "序号|客户姓名|性别|手机号码|联系电话|微信号|QQ号|电子邮箱|工作单位|省|市|区/县|街道|邮编"
    "|出生日期|客户来源|介绍人|会员等级|客户状态|客户标签|会员卡号|最近到店|下次回访时间|负责人"
    "|录入时间|喜好|备注|身份证号"
)
TRADITIONAL = (
    "會員卡號|聯絡人|性別|手機|電話|傳真|電子郵件|生日|農曆生日|地址|郵遞區號|LINE|會員等級|來源"
    "|標籤|負責人|備註"
)
CARDS = "会员卡号|会员姓名|会员手机|会员生日|生日类型|性别|会员等级|入会日期|最近消费|导购|备注"
ALL = {
    "google": GOOGLE,
    "old google": OLD_GOOGLE,
    "outlook": OUTLOOK,
    "chinese outlook": CHINESE_OUTLOOK,
    "thunderbird": THUNDERBIRD,
    "simplified": SIMPLIFIED,
    "traditional": TRADITIONAL,
    "cards": CARDS,
}


def test_that_a_chinese_list_comes_in_whole() -> None:
    [draft] = drafts(
        SIMPLIFIED,
        {
            "序号": 1,
            "客户姓名": "张伟",
            "性别": "女士",
            "手机号码": 13800001111,
            "联系电话": "0571-88881111转801",
            "微信号": "wx_1",
            "QQ号": 99887766,
            "电子邮箱": "Z@W.cn",
            "工作单位": "西湖茶业",
            "省": "浙江省",
            "市": "杭州市",
            "区/县": "西湖区",
            "街道": "文三路1号",
            "邮编": 310012,
            "出生日期": dt.date(1990, 5, 3),
            "客户来源": "朋友介绍",
            "介绍人": "王芳",
            "会员等级": "a",
            "客户状态": "老客户",
            "客户标签": "茶、急",
            "会员卡号": "V001",
            "最近到店": "2026-10-01",
            "下次回访时间": "2026-12-01",
            "负责人": "小李",
            "录入时间": "2020-1-2",
            "喜好": "龙井",
            "备注": "怕吵",
            "身份证号": "330106199005033456",
        },
    )
    assert draft.customer == Customer(
        name="张伟",
        gender="female",
        birthday=Birthday(5, 3, 1990),
        company="西湖茶业",
        methods=methods(
            "mobile 13800001111",
            "phone 0571-88881111转801",
            "wechat wx_1",
            "qq 99887766",
            "email z@w.cn",
        ),
        addresses=(Address("浙江省杭州市西湖区文三路1号", "西湖区", "310012"),),
        grade="A",
        stage="loyal",
        source="referral",
        referrer="王芳",
        tags=("茶", "急"),
        staff="小李",
        card="V001",
        notes="喜好: 龙井\n怕吵",
        created=dt.date(2020, 1, 2),
    )
    assert draft.last_contact == dt.date(2026, 10, 1)
    assert draft.next_date == dt.date(2026, 12, 1)


def test_that_a_list_in_traditional_characters_comes_in_whole() -> None:
    [found] = customers(
        TRADITIONAL,
        {
            "會員卡號": "V001",
            "聯絡人": "陳大文",
            "性別": "先生",
            "手機": "13800001111",
            "電話": "02-23456789",
            "傳真": "02-23456780",
            "電子郵件": "c@w.tw",
            "農曆生日": "八月十五",
            "地址": "台北市信義區市府路1號",
            "郵遞區號": "110",
            "LINE": "line_1",
            "會員等級": "金卡",
            "來源": "路过",
            "標籤": "茶",
            "負責人": "小李",
            "備註": "怕吵",
        },
    )
    assert found == Customer(
        name="陳大文",
        gender="male",
        birthday=Birthday(8, 15, None, True),
        methods=methods(
            "mobile 13800001111",
            "phone 02-23456789",
            "email c@w.tw",
            "fax 02-23456780",
            "other line_1",
        ),
        addresses=(Address("台北市信義區市府路1號", "信義區", "110"),),
        grade="金卡",
        source="walk_in",
        tags=("茶",),
        staff="小李",
        card="V001",
        notes="怕吵",
    )


def test_that_a_member_card_program_says_which_calendar_a_birthday_has() -> None:
    lunar, solar = drafts(
        CARDS,
        {
            "会员卡号": "K1",
            "会员姓名": "张伟",
            "会员手机": "13800001111",
            "会员生日": "1990-08-15",
            "生日类型": 0,
            "性别": 1,
            "会员等级": "金卡",
            "入会日期": "2020-01-02",
            "最近消费": "2026-10-01",
            "导购": "小李",
            "备注": "怕吵",
        },
        {"会员姓名": "李娜", "会员生日": "1991-08-15", "生日类型": 1, "性别": 0},
    )
    assert lunar.last_contact == dt.date(2026, 10, 1)
    assert lunar.customer == Customer(
        name="张伟",
        gender="male",
        birthday=Birthday(8, 15, 1990, True),
        methods=methods("mobile 13800001111"),
        grade="金卡",
        staff="小李",
        card="K1",
        notes="怕吵",
        created=dt.date(2020, 1, 2),
    )
    assert solar.customer == Customer(name="李娜", gender="female", birthday=Birthday(8, 15, 1991))


@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_that_the_columns_of_a_known_list_may_stand_in_any_order(data: st.DataObject) -> None:
    names = ALL[data.draw(st.sampled_from(sorted(ALL)))].split("|")
    mixed = data.draw(st.permutations(names))

    def fields(headers: Sequence[str]) -> dict[str, str | None]:
        setup = understood("|".join(headers), dict.fromkeys(headers, "x"))
        return {one.header: one.field for one in setup.mappings}

    assert fields(mixed) == fields(names)
