"""Customers on paper: the list, the whole file, the emergency list, birthdays, and post."""

from __future__ import annotations

import datetime as dt

import pytest

from crmdesk.core.domain.activity import Activity
from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.domain.customer import (
    COMPANY,
    Address,
    ContactMethod,
    ContactPerson,
    CustomerQuery,
)
from crmdesk.core.domain.followup import FollowUp
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.i18n import use_language
from crmdesk.core.reports.document import Document, Heading, Table
from crmdesk.core.services import (
    activities,
    choices,
    custom_fields,
    followups,
    print_texts,
    printing,
    visits,
)
from crmdesk.core.services.printing import PrintOptions
from crmdesk.core.services.workspace import Workspace
from tests import factories
from tests.factories import TODAY


def table_of(document: Document, place: int = 0) -> Table:
    return [block for block in document.blocks if isinstance(block, Table)][place]


def rows_of(table: Table) -> list[list[str]]:
    return [
        ["\n".join(text.text for text in cell.paragraphs) for cell in row.cells]
        for row in table.rows
    ]


def words(document: Document) -> str:
    tables = [block for block in document.blocks if isinstance(block, Table)]
    return "\n".join(word for table in tables for row in rows_of(table) for word in row)


def test_that_a_list_has_the_chosen_columns_in_the_chosen_order(shop: Workspace) -> None:
    custom_fields.add(shop, "茶类", "text")
    own = custom_fields.catalogue(shop).custom[0].key
    factories.add(
        shop,
        "张伟",
        "13800138000",
        methods=(ContactMethod("wechat", "zw1"), ContactMethod("mobile", "13900139000")),
        custom=((own, "红茶"),),
        notes="爱喝茶",
    )
    columns = (own, "wechat", "mobile", "name", "notes")
    document = printing.build(shop, "customer_list", PrintOptions(columns=columns))
    table = table_of(document)
    headings = [column.heading for column in table.columns]
    assert headings == ["No.", "茶类", "WeChat", "Mobile", "Name", "Notes"]
    assert rows_of(table)[0] == ["1", "红茶", "zw1", "13800138000, 13900139000", "张伟", "爱喝茶"]
    assert sum(column.width for column in table.columns) == 100


def test_that_a_note_of_pages_is_visibly_cut_in_a_list(shop: Workspace) -> None:
    factories.add_as_before(shop, "长" * 400, notes="记" * 7000)
    document = printing.build(shop, "customer_list", PrintOptions(columns=("name", "notes")))
    (row,) = rows_of(table_of(document))
    assert row[1:] == ["长" * 400, "记" * 299 + "…"]


def test_that_birthdays_of_a_day_stand_in_the_order_of_names(shop: Workspace) -> None:
    for name in ("李强", "钱超", "陈艳", "Anna"):
        factories.add(shop, name, birthday=Birthday(TODAY.month, TODAY.day, 1990))
    rows = rows_of(table_of(printing.build(shop, "birthdays")))
    assert [row[1] for row in rows[1:]] == ["Anna", "陈艳", "李强", "钱超"]


def test_that_columns_that_are_gone_are_left_out(shop: Workspace) -> None:
    factories.add(shop, "张伟")
    document = printing.build(shop, "customer_list", PrintOptions(columns=("c99", "city")))
    assert [column.heading for column in table_of(document).columns] == ["No.", "Name"]


def test_that_a_list_prints_what_is_listed_or_chosen_in_that_order(shop: Workspace) -> None:
    ids = [factories.add(shop, name, grade=grade) for name, grade in (("甲", "A"), ("乙", "B"))]
    query = CustomerQuery(grades=("B",))
    document = printing.build(shop, "customer_list", PrintOptions(query=query, title="B"))
    assert [row[1] for row in rows_of(table_of(document))] == ["乙"]
    assert document.blocks[0] == Heading("B", "1 customer")
    document = printing.build(shop, "customer_list", PrintOptions(ids=tuple(reversed(ids))))
    assert [row[1] for row in rows_of(table_of(document))] == ["乙", "甲"]


def test_that_many_columns_lie_across(shop: Workspace) -> None:
    factories.add(shop, "张伟", address="杭州市西湖区文三路 398 号 1 幢 201 室")
    few = printing.build(shop, "customer_list", PrintOptions(columns=("name", "mobile")))
    every = tuple(
        field.key for field in print_texts.printable(custom_fields.catalogue(shop).fields)
    )
    many = printing.build(shop, "customer_list", PrintOptions(columns=every))
    assert (few.page.landscape, many.page.landscape) == (False, True)
    upright = PrintOptions(columns=every, landscape=False)
    assert not printing.build(shop, "customer_list", upright).page.landscape


def test_that_the_owners_own_words_for_grades_stand_on_paper(shop: Workspace) -> None:
    factories.add(shop, "张伟", grade="A")
    choices.rename(shop, "grade", "A", "金牌")
    document = printing.build(shop, "customer_list", PrintOptions(columns=("name", "grade")))
    assert rows_of(table_of(document))[0] == ["1", "张伟", "金牌"]
    assert "金牌" in printing.build(shop, "emergency").blocks[0].text  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "style", ["customer_list", "customer_file", "emergency", "labels", "envelopes"]
)
def test_that_nobody_to_print_is_told_with_advice(shop: Workspace, style: str) -> None:
    with pytest.raises(CrmError, match="no customers to print") as caught:
        printing.build(shop, style)
    assert caught.value.advice


def test_that_more_than_a_printer_can_bear_is_cut_and_told(
    shop: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in "甲乙丙":
        factories.add(shop, name)
    with shop.database.read() as connection:
        found, remark = print_texts.customers_of(shop, connection, PrintOptions(), most=2)
    assert len(found) == 2
    assert remark == "Only the first 2 of 3 customers are printed."


def full_customer(shop: Workspace) -> int:
    custom_fields.add(shop, "茶类", "text")
    own = custom_fields.catalogue(shop).custom[0].key
    made = factories.add(
        shop,
        "张伟",
        "13800138000",
        addresses=(Address("文三路 1 号", "西湖区", "310012"),),
        persons=(ContactPerson("李姐", "妻子", "13700137000", "周末在家"),),
        birthday=Birthday(5, 3, 1990),
        grade="A",
        notes="爱喝茶\n门牌难找",
        custom=((own, "红茶"),),
    )
    activities.note_contact(
        shop, Activity(customer_id=made, on=TODAY, kind="call", text="问了价格")
    )
    plan = FollowUp(customer_id=made, due=TODAY + dt.timedelta(days=3), what="送样品")
    followups.plan(shop, plan)
    return made


def test_that_a_file_holds_everything_that_is_known(shop: Workspace) -> None:
    document = printing.build(shop, "customer_file", PrintOptions(ids=(full_customer(shop),)))
    told = words(document)
    for wanted in (
        "13800138000",
        "310012 西湖区 文三路 1 号",
        "李姐",
        "周末在家",
        "3 May 1990",
        "红茶",
        "问了价格",
        "送样品",
        "2026-11-24",
    ):
        assert wanted in told
    texts = [getattr(block, "text", "") for block in document.blocks]
    assert "爱喝茶" in texts
    assert "门牌难找" in texts
    assert document.blocks[0] == Heading("张伟", "A")


def test_that_parts_of_a_file_can_be_left_out(shop: Workspace) -> None:
    options = PrintOptions(ids=(full_customer(shop),), parts=("contact",))
    document = printing.build(shop, "customer_file", options)
    minor = [b.text for b in document.blocks if isinstance(b, Heading) and b.minor]
    assert minor == ["Contact"]


def test_that_each_file_begins_on_a_new_page(shop: Workspace) -> None:
    for name in "甲乙丙":
        factories.add(shop, name)
    headings = [
        block
        for block in printing.build(shop, "customer_file").blocks
        if isinstance(block, Heading) and not block.minor
    ]
    assert [heading.new_page for heading in headings] == [False, True, True]


def test_that_the_emergency_list_has_all_a_customers_with_phones_last_note_and_next_date(
    shop: Workspace,
) -> None:
    full_customer(shop)
    factories.add(shop, "乙", grade="B")
    document = printing.build(shop, "emergency")
    (row,) = rows_of(table_of(document))
    assert row[1:5] == ["张伟", "13800138000", "2026-11-21\n问了价格", "2026-11-24\n送样品"]
    both = printing.build(shop, "emergency", PrintOptions(grades=("A", "B")))
    assert len(table_of(both).rows) == 2


def test_that_birthdays_of_both_calendars_stand_in_the_months_in_which_they_are_kept(
    shop: Workspace,
) -> None:
    factories.add(shop, "公历", birthday=Birthday(11, 22, 1990), grade="A")
    factories.add(shop, "农历", birthday=Birthday(10, 20, 1980, lunar=True))
    factories.add(shop, "以后", birthday=Birthday(5, 1))
    near = rows_of(table_of(printing.build(shop, "birthdays")))
    assert [row[0] for row in near] == [
        "November 2026 · 2 birthdays",
        "Sun 22 Nov",
        "Sat 28 Nov",
    ]
    assert near[1][1:5] == ["公历", "22 November 1990", "36", "A"]
    year = rows_of(table_of(printing.build(shop, "birthdays", PrintOptions(days=365))))
    assert year[3:5] == [
        ["May 2027 · 1 birthday"],
        ["Sat 1 May", "以后", "1 May", "", "", "", ""],
    ]
    # The moon's year is shorter: it comes round twice.
    assert [row[1] for row in year[5:] if len(row) > 1] == ["农历"]
    with pytest.raises(CrmError, match="no birthdays"):
        printing.build(shop, "birthdays", PrintOptions(start=dt.date(2027, 7, 1), days=2))


def test_that_customers_without_an_address_are_left_out_and_counted(shop: Workspace) -> None:
    factories.add(shop, "甲", address="文三路 1 号")
    factories.add(shop, "乙")
    document = printing.build(shop, "labels")
    assert [len(page.boxes) for page in document.placed] == [1]
    assert document.remark == "1 customer without an address is left out."
    with pytest.raises(CrmError, match="has an address"):
        printing.build(shop, "envelopes", PrintOptions(query=CustomerQuery(text="乙")))


def test_that_a_company_is_written_to_by_its_contact_person(shop: Workspace) -> None:
    factories.add(
        shop,
        "东方公司",
        address="文三路 1 号",
        kind=COMPANY,
        persons=(ContactPerson("王经理"),),
    )
    use_language("zh_CN")
    (box,) = printing.build(shop, "labels").placed[0].boxes
    assert [text.text for text in box.paragraphs] == ["文三路 1 号", "东方公司", "王经理\xa0\xa0收"]


def test_that_labels_and_envelopes_are_those_that_suit_the_paper_and_the_language(
    shop: Workspace,
) -> None:
    factories.add(shop, "甲", address="文三路 1 号")
    assert printing.build(shop, "labels", PrintOptions(paper="Letter")).page.paper == "Letter"
    assert printing.build(shop, "envelopes").page.size_mm == (220.0, 110.0)
    chinese = printing.build(shop, "envelopes", PrintOptions(language="zh_CN"))
    assert any(box.frame for box in chinese.placed[0].boxes)
    chosen = printing.build(shop, "envelopes", PrintOptions(envelope="c6", sender=False))
    assert chosen.page.size_mm == (162.0, 114.0)
    assert len(chosen.placed[0].boxes) == 1


def test_that_a_filtered_emergency_list_holds_the_grades_its_heading_names(
    shop: Workspace,
) -> None:
    factories.add(shop, "甲", grade="A", staff="小李")
    factories.add(shop, "乙", grade="B", staff="小李")

    def printed(query: CustomerQuery) -> tuple[str, list[str]]:
        document = printing.build(shop, "emergency", PrintOptions(query=query))
        heading = document.blocks[0]
        assert isinstance(heading, Heading)
        return heading.text, [row[1] for row in rows_of(table_of(document))]

    heading, names = printed(CustomerQuery(staff=("小李",)))
    assert "A customers" in heading and names == ["甲"]
    heading, names = printed(CustomerQuery(staff=("小李",), grades=("B",)))
    assert "B customers" in heading and names == ["乙"]


def test_that_a_finished_follow_up_and_a_visit_are_told_once_in_a_file(shop: Workspace) -> None:
    made = factories.add(shop, "张伟")
    for what, note in (
        ("问空调", "很满意"),
        ("问空调", "很满意"),
        ("再约", "改天再说"),
        ("送样", ""),
    ):
        waiting = FollowUp(customer_id=made, due=TODAY, what=what)
        followups.done(shop, followups.plan(shop, waiting).new_id, note=note)
    noted = Activity(customer_id=made, on=TODAY, kind="call", text="问空调: 很满意!")
    activities.note_contact(shop, noted)
    visits.plan_visits(shop, [made], TODAY, purpose="量尺")
    (row,) = visits.between(shop, TODAY, TODAY)
    visits.finish(shop, row.visit.id, outcome="量好了")
    table = table_of(printing.build(shop, "customer_file", PrintOptions(ids=(made,))), -1)
    told = sorted(row[2] for row in rows_of(table))
    assert told == sorted(
        [
            "问空调: 很满意",
            "问空调: 很满意",
            "再约: 改天再说",
            "送样",
            "问空调: 很满意!",
            "量尺\n量好了",
        ]
    )
