"""The lists of other programs are understood without help, down to each field."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.domain.customer import Address, ContactMethod, ContactPerson, Customer
from crmdesk.core.importing.plan import RowDraft
from crmdesk.core.importing.setup import ImportSetup
from crmdesk.core.importing.sheet import Cell, Sheet, SheetFile
from crmdesk.core.importing.validation import reader_of
from crmdesk.core.services import importing

TODAY = dt.date(2026, 11, 22)
GOOGLE = (
    "First Name|Middle Name|Last Name|Phonetic First Name|Phonetic Middle Name|Phonetic Last Name"
    "|Name Prefix|Name Suffix|Nickname|File As|Organization Name|Organization Title"
    "|Organization Department|Birthday|Notes|Photo|Labels|E-mail 1 - Label|E-mail 1 - Value"
    "|E-mail 2 - Label|E-mail 2 - Value|Phone 1 - Label|Phone 1 - Value|Phone 2 - Label"
    "|Phone 2 - Value|Address 1 - Label|Address 1 - Formatted|Address 1 - Street|Address 1 - City"
    "|Address 1 - PO Box|Address 1 - Region|Address 1 - Postal Code|Address 1 - Country"
    "|Address 1 - Extended Address|Relation 1 - Label|Relation 1 - Value|Website 1 - Label"
    "|Website 1 - Value|Event 1 - Label|Event 1 - Value|Custom Field 1 - Label"
    "|Custom Field 1 - Value"
)
OLD_GOOGLE = (
    "Name|Given Name|Additional Name|Family Name|Yomi Name|Given Name Yomi|Family Name Yomi"
    "|Name Prefix|Name Suffix|Initials|Nickname|Short Name|Maiden Name|Birthday|Gender|Location"
    "|Billing Information|Directory Server|Mileage|Occupation|Hobby|Sensitivity|Priority|Subject"
    "|Notes|Language|Photo|Group Membership|E-mail 1 - Type|E-mail 1 - Value|IM 1 - Type"
    "|IM 1 - Service|IM 1 - Value|Phone 1 - Type|Phone 1 - Value|Address 1 - Type"
    "|Address 1 - Formatted|Address 1 - Street|Address 1 - City|Address 1 - PO Box"
    "|Address 1 - Region|Address 1 - Postal Code|Address 1 - Country|Address 1 - Extended Address"
    "|Organization 1 - Type|Organization 1 - Name|Organization 1 - Yomi Name|Organization 1 - Title"
    "|Organization 1 - Department|Website 1 - Type|Website 1 - Value"
)
OUTLOOK = (
    "First Name|Middle Name|Last Name|Title|Suffix|Nickname|E-mail Address|E-mail Type"
    "|E-mail Display Name|E-mail 2 Address|E-mail 3 Address|Home Phone|Home Phone 2|Business Phone"
    "|Business Phone 2|Mobile Phone|Car Phone|Other Phone|Primary Phone|Pager|Business Fax|Home Fax"
    "|Company Main Phone|Job Title|Department|Company|Office Location|Manager's Name"
    "|Business Street|Business Street 2|Business City|Business State|Business Postal Code"
    "|Business Country/Region|Home Street|Home City|Home State|Home Postal Code"
    "|Home Country/Region|Other Street|Other City|Other State|Other Postal Code"
    "|Business Address PO Box|Government ID Number|Spouse|Children|Birthday|Anniversary|Gender"
    "|Hobby|Referred By|Categories|Priority|Private|Sensitivity|User 1|Web Page|Notes"
)
CHINESE_OUTLOOK = (
    "英文称谓|名|中间名|姓|中文称谓|单位|部门|职务|商务地址 街道|商务地址 街道 2|商务地址 市/县"
    "|商务地址 省/市/自治区|商务地址 邮政编码|商务地址 国家/地区|住宅地址 街道|住宅地址 市/县"
    "|住宅地址 省/市/自治区|住宅地址 邮政编码|住宅地址 国家/地区|其他地址 街道|其他地址 市/县"
    "|商务传真|商务电话|商务电话 2|住宅电话|移动电话|其他电话|主要电话|电子邮件地址|电子邮件类型"
    "|电子邮件显示名称|电子邮件 2 地址|附注|纪念日|类别|配偶|其他地址 - 邮箱|商务地址 - 邮箱"
    "|身份证编号|生日|网页|性别|业余爱好|引用者|用户 1|用户 2|优先级|敏感度|住宅地址 - 邮箱|子女"
)
THUNDERBIRD = (
    "First Name|Last Name|Display Name|Nickname|Primary Email|Secondary Email|Screen Name"
    "|Work Phone|Home Phone|Fax Number|Pager Number|Mobile Number|Home Address|Home Address 2"
    "|Home City|Home State|Home ZipCode|Home Country|Work Address|Work Address 2|Work City"
    "|Work State|Work ZipCode|Work Country|Job Title|Department|Organization|Web Page 1"
    "|Web Page 2|Birth Year|Birth Month|Birth Day|Custom 1|Custom 2|Custom 3|Custom 4|Notes"
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


def understood(headers: str, *rows: Mapping[str, Cell]) -> ImportSetup:
    names = headers.split("|")
    assert all(set(row) <= set(names) for row in rows)
    cells: list[list[Cell]] = [[row.get(name) for name in names] for row in rows]
    sheet = Sheet("名单", [list[Cell](names), *cells])
    return importing.begin(SheetFile("a.csv", "csv", None, "", (sheet,), ()))


def drafts(headers: str, *rows: Mapping[str, Cell]) -> Sequence[RowDraft]:
    setup = understood(headers, *rows)
    assert (setup.header_index, setup.header_height) == (0, 1)
    reader = reader_of(setup, {}, TODAY)
    assert reader.doubts == []
    found = [reader.read(2 + at, row) for at, row in enumerate(setup.sheet.rows[1:])]
    assert all(draft is not None and draft.problems == () for draft in found)
    return [draft for draft in found if draft is not None]


def customers(headers: str, *rows: Mapping[str, Cell]) -> list[Customer]:
    return [draft.customer for draft in drafts(headers, *rows)]


def test_that_the_contacts_of_google_come_in_whole() -> None:
    john, three = customers(
        GOOGLE,
        {
            "First Name": "John",
            "Middle Name": "Quincy",
            "Last Name": "Adams",
            "Name Prefix": "Dr.",
            "Nickname": "Johnny",
            "Organization Name": "Acme Ltd",
            "Organization Title": "Buyer",
            "Organization Department": "Sales",
            "Birthday": "--03-07",
            "Notes": "line 1\nline 2",
            "Labels": "* myContacts ::: Work",
            "E-mail 1 - Label": "* Work",
            "E-mail 1 - Value": "a@b.com ::: c@d.com",
            "Phone 1 - Label": "Mobile",
            "Phone 1 - Value": "+86 138 0000 1111 ::: 0571-88882222",
            "Phone 2 - Label": "Work Fax",
            "Phone 2 - Value": "0571-88881111",
            "Address 1 - Label": "Home",
            "Address 1 - Formatted": "12 Main St\nSpringfield, IL 62701\nUS",
            "Address 1 - Street": "12 Main St",
            "Address 1 - City": "Springfield",
            "Address 1 - Region": "IL",
            "Address 1 - Postal Code": "62701",
            "Address 1 - Country": "US",
            "Relation 1 - Label": "Spouse",
            "Relation 1 - Value": "Abigail",
            "Website 1 - Label": "Profile",
            "Website 1 - Value": "http://acme.example",
            "Event 1 - Label": "Anniversary",
            "Event 1 - Value": "2001-05-03",
            "Custom Field 1 - Label": "Shoe size ::: Hat",
            "Custom Field 1 - Value": "43 ::: 58",
        },
        {
            "First Name": "三丰",
            "Last Name": "张",
            "Birthday": "1990-05-03",
            "Labels": "* myContacts",
            "Phone 1 - Label": "老婆",
            "Phone 1 - Value": "13800002222",
        },
    )
    assert john == Customer(
        name="John Quincy Adams",
        birthday=Birthday(3, 7),
        company="Acme Ltd",
        methods=(
            ContactMethod("mobile", "13800001111"),
            ContactMethod("phone", "0571-88882222"),
            ContactMethod("email", "a@b.com"),
            ContactMethod("email", "c@d.com"),
            ContactMethod("fax", "0571-88881111"),
            ContactMethod("website", "http://acme.example"),
        ),
        addresses=(Address("12 Main St, Springfield, IL 62701, US", "", "62701"),),
        persons=(ContactPerson("Abigail", "Spouse"),),
        tags=("Work",),
        notes="Name Prefix: Dr.\nNickname: Johnny\nOrganization Department: Sales\nline 1\nline 2\n"
        "Anniversary: 2001-05-03\nShoe size: 43\nHat: 58\nOrganization Title: Buyer",
    )
    assert three == Customer(
        name="张三丰",
        birthday=Birthday(5, 3, 1990),
        methods=(ContactMethod("mobile", "13800002222"),),
        notes="老婆: 13800002222",
    )


def test_that_the_older_contacts_of_google_come_in_whole() -> None:
    [found] = customers(
        OLD_GOOGLE,
        {
            "Name": "张 伟",
            "Given Name": "伟",
            "Family Name": "张",
            "Nickname": "阿伟",
            "Birthday": "1990-05-03",
            "Gender": "Male",
            "Hobby": "钓鱼",
            "Notes": "怕吵",
            "Group Membership": "* myContacts ::: 老客 ::: * friends",
            "E-mail 1 - Type": "*",
            "E-mail 1 - Value": "z@w.cn",
            "IM 1 - Type": "Other",
            "IM 1 - Service": "QQ",
            "IM 1 - Value": "99887766",
            "Phone 1 - Type": "Mobile",
            "Phone 1 - Value": "138 0000 1111 ::: 0571-88881111",
            "Address 1 - Formatted": "文三路1号\n杭州市西湖区\n中国",
            "Address 1 - City": "杭州市",
            "Organization 1 - Name": "西湖茶业",
            "Organization 1 - Title": "经理",
            "Website 1 - Value": "http://w.cn",
        },
    )
    assert found == Customer(
        name="张伟",
        gender="male",
        birthday=Birthday(5, 3, 1990),
        company="西湖茶业",
        methods=(
            ContactMethod("mobile", "13800001111"),
            ContactMethod("phone", "0571-88881111"),
            ContactMethod("qq", "99887766"),
            ContactMethod("email", "z@w.cn"),
            ContactMethod("website", "http://w.cn"),
        ),
        addresses=(Address("文三路1号 杭州市西湖区 中国"),),
        tags=("老客", "friends"),
        notes="Nickname: 阿伟\nHobby: 钓鱼\n怕吵\nOrganization 1 - Title: 经理",
    )


def test_that_the_contacts_of_outlook_come_in_whole() -> None:
    [found] = customers(
        OUTLOOK,
        {
            "First Name": "Anna",
            "Last Name": "O'Neil",
            "Title": "Ms.",
            "Nickname": "Ann",
            "E-mail Address": "anna@acme.com",
            "E-mail Type": "SMTP",
            "E-mail Display Name": "Anna (anna@acme.com)",
            "E-mail 2 Address": "ann@home.com",
            "Home Phone": "(212) 555-0123",
            "Business Phone": "+1 212-555-0199",
            "Mobile Phone": "13800001111",
            "Pager": "77",
            "Business Fax": "(212) 555-0124",
            "Job Title": "Buyer",
            "Department": "Sales",
            "Company": "Acme",
            "Business Street": "1 Wall St",
            "Business Street 2": "Floor 2",
            "Business City": "New York",
            "Business State": "NY",
            "Business Postal Code": "10005",
            "Business Country/Region": "USA",
            "Home Street": "5 Elm St",
            "Home City": "Hoboken",
            "Home State": "NJ",
            "Home Postal Code": "07030",
            "Spouse": "Bob",
            "Birthday": "5/23/1990",
            "Anniversary": "0/0/00",
            "Gender": "Unspecified",
            "Referred By": "Eve",
            "Categories": "VIP;Tea",
            "Priority": "Normal",
            "Private": "False",
            "Sensitivity": "Normal",
            "User 1": "x",
            "Web Page": "http://acme.com",
            "Notes": "shy",
        },
    )
    assert found == Customer(
        name="Anna O'Neil",
        birthday=Birthday(5, 23, 1990),
        company="Acme",
        methods=(
            ContactMethod("mobile", "13800001111"),
            ContactMethod("phone", "(212) 555-0123"),
            ContactMethod("phone", "+1 212-555-0199"),
            ContactMethod("email", "anna@acme.com"),
            ContactMethod("email", "ann@home.com"),
            ContactMethod("fax", "(212) 555-0124"),
            ContactMethod("website", "http://acme.com"),
        ),
        addresses=(
            Address("1 Wall St, Floor 2, New York, NY, USA", "", "10005"),
            Address("5 Elm St, Hoboken, NJ", "", "07030"),
        ),
        persons=(ContactPerson("Bob", "Spouse"),),
        referrer="Eve",
        tags=("VIP", "Tea"),
        notes="Title: Ms.\nNickname: Ann\nPager: 77\nDepartment: Sales\nUser 1: x\nshy\n"
        "Job Title: Buyer",
    )
    setup = understood(OUTLOOK, {"First Name": "A", "Government ID Number": "1"})
    assert [one.header for one in setup.mappings if one.ask] == ["Government ID Number"]


def test_that_the_contacts_of_a_chinese_outlook_come_in_whole() -> None:
    first, second = customers(
        CHINESE_OUTLOOK,
        {
            "名": "伟",
            "姓": "张",
            "中文称谓": "先生",
            "单位": "西湖茶业",
            "部门": "采购部",
            "职务": "经理",
            "商务地址 街道": "文三路1号",
            "商务地址 街道 2": "3楼",
            "商务地址 市/县": "杭州市",
            "商务地址 省/市/自治区": "浙江省",
            "商务地址 邮政编码": "310012",
            "商务地址 国家/地区": "中国",
            "住宅地址 街道": "中山路2号",
            "住宅地址 市/县": "宁波市",
            "住宅地址 省/市/自治区": "浙江省",
            "商务传真": "0571-88881112",
            "商务电话": "0571-88881111",
            "移动电话": "13800001111",
            "电子邮件地址": "z@w.cn",
            "电子邮件类型": "SMTP",
            "电子邮件 2 地址": "z2@w.cn",
            "附注": "怕吵",
            "纪念日": "0-0-00",
            "类别": "老客;茶",
            "配偶": "李娜",
            "商务地址 - 邮箱": "88信箱",
            "生日": "1990/5/3",
            "网页": "http://w.cn",
            "性别": "男",
            "业余爱好": "钓鱼",
            "引用者": "王芳",
            "用户 1": "x1",
            "优先级": "普通",
            "子女": "小明",
        },
        {"名": "娜", "姓": "李", "性别": "未指定", "生日": "0-0-00", "住宅地址 国家/地区": "中国"},
    )
    assert first == Customer(
        name="张伟",
        gender="male",
        birthday=Birthday(5, 3, 1990),
        company="西湖茶业",
        methods=(
            ContactMethod("mobile", "13800001111"),
            ContactMethod("phone", "0571-88881111"),
            ContactMethod("email", "z@w.cn"),
            ContactMethod("email", "z2@w.cn"),
            ContactMethod("fax", "0571-88881112"),
            ContactMethod("website", "http://w.cn"),
        ),
        addresses=(
            Address("浙江省杭州市文三路1号3楼", "", "310012"),
            Address("浙江省宁波市中山路2号"),
        ),
        persons=(ContactPerson("李娜", "配偶"), ContactPerson("小明", "子女")),
        referrer="王芳",
        tags=("老客", "茶"),
        notes="中文称谓: 先生\n部门: 采购部\n怕吵\n商务地址 - 邮箱: 88信箱\n业余爱好: 钓鱼\n"
        "用户 1: x1\n职务: 经理",
    )
    assert second == Customer(name="李娜")


def test_that_the_contacts_of_thunderbird_come_in_whole() -> None:
    [found] = customers(
        THUNDERBIRD,
        {
            "First Name": "Anna",
            "Last Name": "Schmidt",
            "Display Name": "Anna Schmidt",
            "Nickname": "Anni",
            "Primary Email": "a@b.de",
            "Secondary Email": "a2@b.de",
            "Screen Name": "anni77",
            "Work Phone": "+49 30 901820",
            "Fax Number": "+49 30 901821",
            "Pager Number": "77",
            "Mobile Number": "+49 1512 3456789",
            "Home Address": "Hauptstr. 1",
            "Home Address 2": "2. OG",
            "Home City": "Berlin",
            "Home ZipCode": "10115",
            "Home Country": "Germany",
            "Work Address": "Ring 5",
            "Work City": "Hamburg",
            "Job Title": "Chef",
            "Organization": "Acme",
            "Web Page 1": "http://a.de",
            "Birth Year": "1990",
            "Birth Month": "5",
            "Birth Day": "3",
            "Custom 1": "c1",
            "Notes": "n",
        },
    )
    assert found == Customer(
        name="Anna Schmidt",
        birthday=Birthday(5, 3, 1990),
        company="Acme",
        methods=(
            ContactMethod("mobile", "+49 1512 3456789"),
            ContactMethod("phone", "+49 30 901820"),
            ContactMethod("email", "a@b.de"),
            ContactMethod("email", "a2@b.de"),
            ContactMethod("fax", "+49 30 901821"),
            ContactMethod("website", "http://a.de"),
            ContactMethod("other", "anni77"),
        ),
        addresses=(
            Address("Hauptstr. 1, 2. OG, Berlin, Germany", "", "10115"),
            Address("Ring 5, Hamburg"),
        ),
        notes="Nickname: Anni\nPager Number: 77\nCustom 1: c1\nn\nJob Title: Chef",
    )


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
        methods=(
            ContactMethod("mobile", "13800001111"),
            ContactMethod("phone", "0571-88881111转801"),
            ContactMethod("wechat", "wx_1"),
            ContactMethod("qq", "99887766"),
            ContactMethod("email", "z@w.cn"),
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
        methods=(
            ContactMethod("mobile", "13800001111"),
            ContactMethod("phone", "02-23456789"),
            ContactMethod("email", "c@w.tw"),
            ContactMethod("fax", "02-23456780"),
            ContactMethod("other", "line_1"),
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
        methods=(ContactMethod("mobile", "13800001111"),),
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
