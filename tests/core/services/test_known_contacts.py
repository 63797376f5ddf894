"""Contacts as Google, Outlook and Thunderbird export them come in whole."""

from __future__ import annotations

from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.domain.customer import Address, ContactPerson, Customer
from tests.core.services.known_lists import (
    CHINESE_OUTLOOK,
    GOOGLE,
    OLD_GOOGLE,
    OUTLOOK,
    THUNDERBIRD,
    customers,
    methods,
    understood,
)


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
        methods=methods(
            "mobile 13800001111",
            "phone 0571-88882222",
            "email a@b.com",
            "email c@d.com",
            "fax 0571-88881111",
            "website http://acme.example",
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
        methods=methods("mobile 13800002222"),
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
        methods=methods(
            "mobile 13800001111",
            "phone 0571-88881111",
            "qq 99887766",
            "email z@w.cn",
            "website http://w.cn",
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
        methods=methods(
            "mobile 13800001111",
            "phone (212) 555-0123",
            "phone +1 212-555-0199",
            "email anna@acme.com",
            "email ann@home.com",
            "fax (212) 555-0124",
            "website http://acme.com",
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
        methods=methods(
            "mobile 13800001111",
            "phone 0571-88881111",
            "email z@w.cn",
            "email z2@w.cn",
            "fax 0571-88881112",
            "website http://w.cn",
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
        methods=methods(
            "mobile +49 1512 3456789",
            "phone +49 30 901820",
            "email a@b.de",
            "email a2@b.de",
            "fax +49 30 901821",
            "website http://a.de",
            "other anni77",
        ),
        addresses=(
            Address("Hauptstr. 1, 2. OG, Berlin, Germany", "", "10115"),
            Address("Ring 5, Hamburg"),
        ),
        notes="Nickname: Anni\nPager Number: 77\nCustom 1: c1\nn\nJob Title: Chef",
    )
