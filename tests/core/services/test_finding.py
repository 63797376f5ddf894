"""Everything a shop owner may type finds whom it should, best first, and nothing else breaks."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmdesk.core.domain.customer import Address, ContactMethod, ContactPerson, CustomerQuery
from crmdesk.core.services import customers, finding, history, listing
from crmdesk.core.services.workspace import Workspace
from tests import factories

LONG = "很久的名字" * 2000


def fill(shop: Workspace) -> None:
    factories.add(
        shop,
        "张伟",
        "13800138000",
        "杭州市西湖区文三路1号",
        company="西湖茶业有限公司",
        methods=(
            ContactMethod("phone", "0571-88881111转801"),
            ContactMethod("wechat", "zhang_wei88"),
            ContactMethod("qq", "99887766"),
            ContactMethod("email", "zw@Example.com"),
            ContactMethod("website", "https://tea.example.cn/shop"),
        ),
        persons=(ContactPerson("李老板", "采购", "0571-6666 7777", "怕吵"),),
        tags=("老客户", "VIP"),
        card="K-2026-77",
        notes="爱喝龙井\n2026-10-01 来过，说 12-34 号",
        grade="A",
    )
    factories.add(shop, "张伟强", "13900139000")
    factories.add(shop, "章卫", "13700137000", notes="张伟介绍来的")
    factories.add(shop, "單雄信", "13600136000")
    factories.add(shop, "Anna O'Neil", "+44 20 7946 0958")
    factories.add(shop, "김철수")
    factories.add(shop, '<b>粗体</b> {{ 7*7 }} "引号" 😀')
    factories.add_as_before(shop, LONG)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    shop = factories.open_shop(tmp_path_factory.mktemp("finding"))
    fill(shop)
    return shop


def names(shop: Workspace, text: str) -> list[str]:
    return [hit.name for hit in finding.find(shop, text)]


@pytest.mark.parametrize(
    "text",
    [
        "张伟",
        "張偉",
        "ＺＨＡＮＧＷＥＩ",
        "zhangwei",
        "ZhangWei",
        "zhang wei",
        "zw",
        "wei",
        "13800138000",
        "138 0013 8000",
        "138-0013-8000",
        "+86 138 0013 8000",
        "8000",
        "0138",
        "380013",
        "0571-88881111",
        "057188881111",
        "88881111",
        "801",
        "西湖茶业",
        "茶业",
        "zhang_wei88",
        "wei88",
        "99887766",
        "zw@example.com",
        "example.com",
        "tea.example",
        "文三路",
        "文三路1号",
        "西湖区",
        "老客户",
        "vip",
        "K-2026-77",
        "2026-77",
        "龙井",
        "龍井",
        "2026-10-01",
        "12-34",
        "李老板",
        "采购",
        "66667777",
        "怕吵",
        "张伟 文三路",
        "文三路 8000",
        "zw 茶业 vip",
        "  张伟  ",
        "张伟，",
        "（张伟）",
    ],
)
def test_that_every_kind_of_text_finds_the_customer(desk: Workspace, text: str) -> None:
    assert "张伟" in names(desk, text)


@pytest.mark.parametrize(
    "text, name",
    [
        ("shan", "單雄信"),
        ("dan", "單雄信"),
        ("sxx", "單雄信"),
        ("单雄信", "單雄信"),
        ("anna", "Anna O'Neil"),
        ("O'Neil", "Anna O'Neil"),
        ("7946", "Anna O'Neil"),
        ("김철수", "김철수"),
        ("김철", "김철수"),
        ("粗体", '<b>粗体</b> {{ 7*7 }} "引号" 😀'),
        ("{{ 7*7 }}", '<b>粗体</b> {{ 7*7 }} "引号" 😀'),
        ("很久的名字很久", LONG),
        (LONG, LONG),
    ],
)
def test_that_odd_names_are_found(desk: Workspace, text: str, name: str) -> None:
    assert name in names(desk, text)


@pytest.mark.parametrize("text", ["张伟 13900139001", "李四", "zw 单", "99999", "wxyz", "伟张"])
def test_that_what_is_not_there_is_not_found(desk: Workspace, text: str) -> None:
    assert names(desk, text) == []


@pytest.mark.parametrize("text", ["", "   ", "\0", "***", '"', "^", ":", "😀", "。，", "(", "-"])
def test_that_signs_alone_find_nobody(desk: Workspace, text: str) -> None:
    assert names(desk, text) == []
    if text.strip(" "):
        assert listing.count(desk, CustomerQuery(text=text, sort="")) == 0


@pytest.mark.parametrize(
    "text",
    [
        'zhang"',
        "zhang*",
        "zhang^",
        "name:zhang",
        "zhang NEAR wei",
        "zhang OR",
        "NOT zhang",
        "zhang AND",
        "zhang\0wei",
        "zhang) OR (a",
        "{name}: zhang",
        "zhang' --",
        "%张_伟",
    ],
)
def test_that_signs_of_a_query_language_are_just_signs(desk: Workspace, text: str) -> None:
    found = names(desk, text)
    assert all("张" in name or "章" in name for name in found)


@given(text=st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_that_no_text_raises_and_hits_are_inside_what_is_shown(desk: Workspace, text: str) -> None:
    for hit in finding.find(desk, text, 5):
        for start, length in hit.matched.ranges:
            assert 0 <= start < start + length <= len(hit.matched.text)
    query = CustomerQuery(text=text, sort="")
    assert listing.count(desk, query) == len(listing.ids(desk, query)) or not text.strip()


def test_that_ten_thousand_signs_do_not_stop_the_search(desk: Workspace) -> None:
    for sign in ("a", "张", "1", "*", '"', " 1", "a "):
        assert len(finding.find(desk, sign * 10_000)) <= 50
    assert names(desk, "张伟")[0] == "张伟"


def test_that_the_best_match_comes_first(desk: Workspace) -> None:
    assert names(desk, "张伟")[:3] == ["张伟", "张伟强", "章卫"]
    assert names(desk, "zhangwei")[0] in ("张伟", "章卫")
    assert names(desk, "zhangweiq") == ["张伟强"]
    assert names(desk, "8000")[0] == "张伟"


def test_that_more_words_narrow(desk: Workspace) -> None:
    assert len(names(desk, "zhang")) == 3
    assert names(desk, "zhang 1390") == ["张伟强"]


@pytest.mark.parametrize(
    "text, field, marked",
    [
        ("张伟", "name", "张伟"),
        ("zw", "name", "张伟"),
        ("zhangw", "name", "张伟"),
        ("13800138", "mobile", "13800138"),
        ("88881111", "phone", "88881111"),
        ("8888 1111", "phone", "88881111"),
        ("茶业", "company", "茶业"),
        ("wei88", "wechat", "wei88"),
        ("99887766", "qq", "99887766"),
        ("zw@exa", "email", "zw@exa"),
        ("文三路", "address", "文三路"),
        ("老客户", "tags", "老客户"),
        ("龍井", "notes", "龙井"),
        ("采购", "contact_person", "采购"),
        ("66667777", "contact_person", "6666 7777"),
        ("k-2026", "card", "K-2026"),
    ],
)
def test_that_the_part_that_matched_is_shown(
    desk: Workspace, text: str, field: str, marked: str
) -> None:
    hit = next(hit for hit in finding.find(desk, text) if hit.name == "张伟")
    assert hit.matched.field == field
    shown = [hit.matched.text[start : start + length] for start, length in hit.matched.ranges]
    assert shown == [marked]


@pytest.mark.parametrize(
    ("name", "text", "part"),
    [
        ("张伟30", "zw", "张伟"),
        ("张伟30", "wei3", "伟30"),
        ("杭州ABC茶行", "abccha", "ABC茶"),
        ("3号楼李姐", "lijie", "李姐"),
        ("Alice 王芳", "wf", "王芳"),
        ("A座（王芳）", "wf", "王芳"),
    ],
)
def test_that_sounds_are_marked_beside_digits_and_letters(
    shop: Workspace, name: str, text: str, part: str
) -> None:
    factories.add(shop, name)
    (hit,) = finding.find(shop, text)
    assert [hit.matched.text[start : start + length] for start, length in hit.matched.ranges] == [
        part
    ]


def test_that_a_long_note_is_cut_around_the_hit_on_one_line(shop: Workspace) -> None:
    factories.add(shop, "王芳", notes="前面的话" * 30 + "\n爱喝龙井\n" + "后面的话" * 30)
    hit = finding.find(shop, "龙井")[0]
    start, length = hit.matched.ranges[0]
    assert hit.matched.text[start : start + length] == "龙井"
    assert len(hit.matched.text) <= 62 and "\n" not in hit.matched.text
    assert hit.matched.text.startswith("…") and hit.matched.text.endswith("…")


def test_that_a_hit_tells_what_a_line_shows(desk: Workspace) -> None:
    hit = finding.find(desk, "张伟")[0]
    assert (hit.mobile, hit.company, hit.grade, hit.district, hit.kind) == (
        "13800138000",
        "西湖茶业有限公司",
        "A",
        "西湖区",
        "person",
    )


def test_that_the_limit_is_kept(desk: Workspace) -> None:
    assert len(finding.find(desk, "zhang", 2)) == 2
    assert finding.find(desk, "zhang", 0) == []


def test_that_who_is_in_the_bin_is_not_found_until_restored(shop: Workspace) -> None:
    made = factories.add(shop, "张伟", "13800138000")
    customers.to_bin(shop, [made])
    assert names(shop, "张伟") == names(shop, "8000") == []
    assert list(listing.ids(shop, CustomerQuery(text="张伟", sort=""))) == []
    assert list(listing.ids(shop, CustomerQuery(text="张伟", in_bin=True))) == [made]
    customers.restore(shop, [made])
    assert names(shop, "8000") == ["张伟"]


def test_that_the_index_follows_every_change_at_once(shop: Workspace) -> None:
    made = factories.add(shop, "张伟", "13800138000", tags=("茶",))
    customers.save(shop, factories.person("李娜", "13900139000", id=made))
    assert names(shop, "张伟") == names(shop, "茶") == names(shop, "0138") == []
    assert names(shop, "ln") == names(shop, "0139") == ["李娜"]
    history.undo(shop)
    assert names(shop, "ln") == []
    assert names(shop, "zw") == names(shop, "茶") == ["张伟"]
    customers.add_tag(shop, [made], "新标签")
    assert names(shop, "新标签") == ["张伟"]


def test_that_both_readings_of_surnames_find(shop: Workspace) -> None:
    for name in ("单田芳", "仇英", "曾国藩", "解缙", "查良镛", "翟天临", "尉迟恭", "万俟卨"):
        factories.add(shop, name)
    for text, name in (
        ("shan", "单田芳"),
        ("dan", "单田芳"),
        ("qiu", "仇英"),
        ("chou", "仇英"),
        ("zeng", "曾国藩"),
        ("ceng", "曾国藩"),
        ("xie", "解缙"),
        ("jie", "解缙"),
        ("zha", "查良镛"),
        ("cha", "查良镛"),
        ("zhai", "翟天临"),
        ("di", "翟天临"),
        ("yuchi", "尉迟恭"),
        ("weichi", "尉迟恭"),
        ("moqi", "万俟卨"),
        ("wan", "万俟卨"),
    ):
        assert name in names(shop, text), text


@given(digits=st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), data=st.data())
@settings(max_examples=12, deadline=None)
def test_that_any_three_digits_or_more_of_a_phone_find(digits: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, 8))
    end = data.draw(st.integers(start + 3, 11))
    with TemporaryDirectory() as folder:
        shop = factories.open_shop(Path(folder))
        factories.add(shop, "王芳", digits)
        assert names(shop, digits[start:end]) == ["王芳"]
        shop.database.close()


def test_that_an_address_without_a_street_gives_no_district(shop: Workspace) -> None:
    factories.add(shop, "王芳", addresses=(Address("somewhere"),))
    assert finding.find(shop, "somewhere")[0].district == ""
