from __future__ import annotations

import re
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core.domain import fields
from crmdesk.core.domain.header_words import HEADERS
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.importing.mapping import apply_overrides, field_for_header, guess_mapping
from crmdesk.core.importing.sheet import Cell

# Headers as they stand in real lists, by the field they belong to.
REAL: dict[str, str] = {
    "name": "姓名 客户姓名 客户名称 客户 名字 会员姓名 名称 顾客姓名 称呼 联络人 Name Full_Name"
    " Customer_Name Contact Display_Name",
    "family_name": "姓 Last_Name Family_Name",
    "given_name": "名 First_Name Given_Name",
    "mobile": "手机 手机号 手机号码 移动电话 手机1 手机2 联系手机 本人手机 Mobile Mobile_Phone Cell"
    " Mobile_Number 手機 手機號碼",
    "phone": "电话 联系电话 联系方式 商务电话 住宅电话 电话号码 固定电话 座机 办公电话 家庭电话"
    " 客户电话 Tel Phone Home_Phone Business_Phone Work_Phone Primary_Phone 聯絡電話 商务电话_2",
    "company": "公司 公司名称 单位 工作单位 企业名称 单位名称 所在单位 店名 Company Organization"
    " Organization_Name Organization_1_-_Name",
    "address": "地址 联系地址 客户地址 详细地址 家庭住址 住址 收货地址 通讯地址"
    " Address_1_-_Formatted Home_Address 地址2",
    "province": "省 Business_State 商务地址_省/市/自治区 Address_1_-_Region",
    "city": "市 Home_City Business_City 商务地址_市/县 其他地址_市/县 Address_2_-_City",
    "district": "区 区/县 所在地区",
    "middle_name": "中间名 Middle_Name Additional_Name",
    "role": "职务 Job_Title Organization_Title 職稱",
    "country": "商务地址_国家/地区 Home_Country/Region Address_2_-_Country",
    "street": "街道 Business_Street 住宅地址_街道 其他地址_街道",
    "postcode": "邮编 住宅地址_邮政编码 Business_Postal_Code Home_ZipCode",
    "birthday": "生日 出生日期 会员生日 出生年月 生日日期 公历生日 阳历生日 Birthday DOB",
    "birthday_lunar": "农历生日 阴历生日",
    "birthday_type": "生日类型 是否农历 历法",
    "birth_year": "Birth_Year",
    "birth_month": "Birth_Month",
    "gender": "性别 Sex Gender",
    "wechat": "微信 微信号 微信名 微信昵称 WeChat wxid",
    "qq": "QQ QQ号 QQ号码",
    "email": "邮箱 电子邮件 电子邮件地址 Email E-mail E-mail_Address E-mail_1_-_Value"
    " E-mail_3_-_Value Primary_Email 电子邮件_2_地址 电子邮件_3_地址 E-mail_3_Address",
    "source": "来店渠道 到店渠道 了解渠道 客户渠道 来源 客户来源 来源渠道 渠道 获客渠道",
    "referrer": "介绍人 推荐人 Referred_By 引用者",
    "grade": "等级 会员等级 会员级别 意向等级 级别 客户等级 客户级别 重要程度 星级 VIP",
    "stage": "客户类型 当前阶段 状态 客户状态 客户阶段 跟进状态",
    "tags": "标签 类别 分组 用户组 客户标签 群组 Labels Group_Membership Categories"
    " Keywords 关键词",
    "card": "会员卡号 会员号 卡号 客户编号 编号",
    "last_contact": "最近到店 上次到店 最后联系时间 最近消费",
    "next_date": "下次跟进时间 下次回访时间",
    "notes": "备注说明 备注 备注信息 附注 需求说明 描述 说明 情况 喜好 爱好 忌口"
    " Remark Remarks Notes Comment 業餘愛好",
    "staff": "负责人 业务员 所属员工 跟进人 销售员 导购 Owner",
    "created": "录入时间 创建时间 办卡日期 注册时间 入会日期",
    "": "序号 No. # 身份证号 银行卡 Phone_1_-_Label E-mail_1_-_Type 商务地址_-_邮箱 住宅地址_-_邮箱"
    " Address_1_-_PO_Box Photo Event_1_-_Value 纪念日",
}
PAIRS = [
    (header.replace("_", " "), key or None) for key, text in REAL.items() for header in text.split()
]


@pytest.mark.parametrize("header, key", PAIRS)
def test_that_the_headers_of_real_lists_find_their_field(header: str, key: str | None) -> None:
    assert field_for_header(header) == key
    assert field_for_header(f"* {header} （必填）：") == key


@pytest.mark.parametrize(
    "header, key",
    [
        ("first_name", "given_name"),
        ("客户级别(A/B/C)", "grade"),
        ("地址（收货用）", "address"),
        ("生日（农历）", "birthday_lunar"),
        ("电话（家）", "phone"),
        ("Mailing Street", "street"),
        ("Mailing Zip/Postal Code", "postcode"),
        ("上次到店时间", "last_contact"),
        ("最後消費日期", "last_contact"),
        ("携帯電話", "mobile"),
        ("電話番号", "phone"),
        ("住所", "address"),
        ("郵遞區號", "postcode"),
        ("行動電話", "mobile"),
        ("業務員", "staff"),
        ("客户时间", None),
        ("客户名单(2026)", None),
    ],
)
def test_that_headers_are_known_in_other_spellings(header: str, key: str | None) -> None:
    assert field_for_header(header) == key


def _fields(headers: str, *rows: list[Cell]) -> dict[str, str | None]:
    names = re.split(r",\s*", headers)
    return {m.header: m.field for m in guess_mapping(names, rows or [["x"] * len(names)])}


def test_that_google_contacts_are_mapped_without_help() -> None:
    found = _fields(
        "First Name, Last Name, File As, Organization Name, Birthday, Notes, Labels, "
        "E-mail 1 - Label, E-mail 1 - Value, Phone 1 - Label, Phone 1 - Value, Phone 2 - Value, "
        "Address 1 - Formatted, Address 1 - Street, Address 1 - City, Website 1 - Value",
        ["三", "张", None, "甲", None, "", "", "", "a@b.c", "", "1", "2", "杭州", "街", "杭州", ""],
    )
    assert found == {
        "First Name": "given_name",
        "Last Name": "family_name",
        "File As": None,
        "Organization Name": "company",
        "Birthday": "birthday",
        "Notes": "notes",
        "Labels": "tags",
        "E-mail 1 - Label": None,
        "E-mail 1 - Value": "email",
        "Phone 1 - Label": None,
        "Phone 1 - Value": "phone",
        "Phone 2 - Value": "phone",
        "Address 1 - Formatted": "address",
        "Address 1 - Street": None,
        "Address 1 - City": None,
        "Website 1 - Value": "website",
    }


def test_that_two_addresses_in_parts_are_both_taken() -> None:
    found = _fields(
        "Business Street, Business City, Home Street, Home City",
        [None, None, "文三路1号", "杭州"],
        [None, "上海", "文三路2号", "杭州"],
    )
    assert list(found.values()) == ["street", "city", "street", "city"]


def test_that_the_post_box_of_outlook_is_no_mail_address() -> None:
    found = _fields("姓, 名, 商务地址 街道, 电子邮件地址, 商务地址 - 邮箱, 用户 1")
    fields_of = ["family_name", "given_name", "street", "email", "notes", "notes"]
    assert list(found.values()) == fields_of


def test_that_birth_day_is_a_day_beside_its_month() -> None:
    found = _fields("Name, Birth Year, Birth Month, Birth Day")
    assert list(found.values()) == ["name", "birth_year", "birth_month", "birth_day"]
    assert _fields("Name, Birth Day")["Birth Day"] == "birthday"


@pytest.mark.parametrize(
    "headers, expected",
    [
        ("联系人, 电话", ["name", "phone"]),
        ("客户名称, 联系人, 电话", ["name", "contact_person", "phone"]),
        ("公司名称, 联系人, 电话", ["company", "name", "phone"]),
        ("公司名称, 电话", ["name", "phone"]),
        ("配偶, 公司", ["contact_person", "name"]),
        (
            "姓名, 称呼, 手机, 手机2, 备注, 备注2",
            ["name", None, "mobile", "mobile", "notes", "notes"],
        ),
    ],
)
def test_that_columns_are_told_apart_by_their_neighbours(
    headers: str, expected: list[str | None]
) -> None:
    assert list(_fields(headers).values()) == expected


def test_that_of_equal_columns_the_first_with_values_is_taken() -> None:
    found = _fields("姓名, 性别, Gender", ["张三", None, "男"], ["李四", None, "女"])
    assert list(found.values()) == ["name", None, "gender"]


@pytest.mark.parametrize("header", ["称呼", "称谓", "尊称", "Salutation"])
def test_that_mr_and_ms_beside_the_names_are_the_gender(header: str) -> None:
    headers = f"姓名, {header}, 手机"
    rows: list[list[Cell]] = [["张伟", "先生", "13800138000"], ["李娜", "女士", "13800138001"]]
    assert _fields(headers, *rows) == {"姓名": "name", header: "gender", "手机": "mobile"}
    if header == "称呼":
        assert _fields("称呼, 手机", ["王先生", "13800138000"])["称呼"] == "name"
        assert _fields("姓名, 称呼, 性别", ["张伟", "先生", "男"]) == {
            "姓名": "name",
            "称呼": None,
            "性别": "gender",
        }


def test_that_a_form_of_address_beside_the_names_may_be_one_for_men_and_women_alike() -> None:
    words = ["先生", "女士", "小姐", "老师", None] * 4
    rows: list[list[Cell]] = [[f"张{at}", word, "13800138000"] for at, word in enumerate(words)]
    found = _fields("客户姓名, 称呼, 联系电话", *rows)
    assert found == {"客户姓名": "name", "称呼": "gender", "联系电话": "phone"}
    teachers: list[list[Cell]] = [[f"张{at}", "老师", "13800138000"] for at in range(5)]
    assert _fields("客户姓名, 称呼, 联系电话", *teachers)["称呼"] is None


def test_that_a_number_that_counts_rows_is_no_member_card() -> None:
    assert _fields("编号, 姓名", [1, "张"], [2, "李"], [3, "王"])["编号"] is None
    assert _fields("编号, 姓名", [801, "张"], [802, "李"], ["A3", "王"])["编号"] == "card"


@pytest.mark.parametrize(
    ("header", "values", "key"),
    [
        ("vip", ("TRUE", "FALSE", "TRUE"), None),
        ("VIP", ("是", "否", "是"), None),
        ("vip", ("1", "0", "1"), None),
        ("VIP", ("金卡", "银卡", "金卡"), "grade"),
        ("等级", ("1", "1", "1"), "grade"),
        ("等级", ("A", "B", "A"), "grade"),
    ],
)
def test_that_yes_and_no_are_no_grade(
    header: str, values: tuple[str, ...], key: str | None
) -> None:
    rows: list[list[Cell]] = [[f"张{at}", value] for at, value in enumerate(values)]
    assert guess_mapping(["姓名", header], rows)[1].field == key


def test_that_values_tell_what_a_header_does_not() -> None:
    names = ["Column 1", "老板", "其它", "啥", "座", "空"]
    rows: list[list[Cell]] = [
        ["张三丰", 13800001111, "a@b.com", "男", "0571-88881111", None],
        ["李四", "139 0000 2222", "c@d.cn", "女", "0571-88882222转8", None],
        ["欧阳·娜娜", "+86 13700003333", None, "男", "", None],
    ]
    found = guess_mapping(names, rows)
    assert [m.field for m in found] == ["name", "mobile", "email", "gender", "phone", None]
    assert {m.reason for m in found[:5]} == {"values"}
    assert found[5].reason == ""


def test_that_columns_left_out_by_header_are_not_taken_by_value() -> None:
    rows: list[list[Cell]] = [["13800001111", "张三", "330106199003078888"]]
    found = guess_mapping(["序号", "姓名", "身份证号"], rows)
    assert [m.field for m in found] == [None, "name", None]
    assert [m.ask for m in found] == [False, False, True]


def test_that_three_different_samples_are_shown_as_text() -> None:
    rows: list[list[Cell]] = [[1], [None], [1], [2.5], [6.222021234567891e18], ["四"]]
    [mapping] = guess_mapping(["啥"], rows)
    assert mapping.samples == ("1", "2.5", "6.22202123456789e+18")


def test_that_the_user_has_the_last_word() -> None:
    mappings = guess_mapping(["姓名", "客户", "手机"], [["张", "甲", "13800001111"]])
    changed = apply_overrides(mappings, {"客户": "name", "手机：": None})
    assert [m.field for m in changed] == [None, "name", None]
    assert [m.reason for m in changed] == ["", "user", "user"]
    assert [m.field for m in apply_overrides(mappings, {"手机": "Phone"})][2] == "phone"
    assert [m.field for m in mappings] == ["name", None, "mobile"]


def test_that_a_wrong_override_names_what_would_be_right() -> None:
    mappings = guess_mapping(["姓名", "手机"], [["张", "1"]])
    with pytest.raises(CrmError, match="姓名, 手机"):
        apply_overrides(mappings, {"电话": "phone"})
    with pytest.raises(CrmError, match="mobile, phone"):
        apply_overrides(mappings, {"手机": "telegraph"})
    with pytest.raises(CrmError, match="Two columns"):
        apply_overrides(mappings, {"手机": "name", "姓名": "name"})


cells = st.one_of(st.none(), st.text(), st.integers(), st.floats(), st.dates(), st.times())
headers = st.one_of(st.text(), st.sampled_from([header for header, _key in PAIRS]))


@given(st.lists(headers, max_size=12), st.lists(st.lists(cells, max_size=12), max_size=8))
def test_that_guessing_never_fails_and_keeps_every_column(
    names: list[str], rows: list[list[Cell]]
) -> None:
    found = guess_mapping(names, rows)
    assert [m.header for m in found] == names
    assert all(m.field is None or m.field in fields.BY_KEY for m in found)
    single = [
        (m.field, m.place)
        for m in found
        if m.field and m.field != "street" and not fields.BY_KEY[m.field].many
    ]
    assert len(set(single)) == len(single)
    assert all(len(m.samples) <= 3 for m in found)


def test_that_every_alias_of_the_catalogue_is_found() -> None:
    wanted = chain.from_iterable(HEADERS.values())
    assert [alias for alias in wanted if field_for_header(alias) is None] == []
