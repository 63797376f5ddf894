"""A greeting is written for the customer, kept on the timeline, and taken back with undo."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from crmdesk.core import i18n
from crmdesk.core.domain.activity import Activity
from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.domain.customer import COMPANY, ContactMethod
from crmdesk.core.domain.greeting_texts import usual_text
from crmdesk.core.domain.occasions import (
    BIRTHDAY,
    GreetingRow,
    OccasionSettings,
    occasion_of,
)
from crmdesk.core.domain.problems import CrmError, NotFound
from crmdesk.core.services import (
    activities,
    customers,
    greetings,
    history,
    occasion_settings,
    occasions,
    shop,
    visits,
)
from crmdesk.core.services.greetings import GreetingSettings
from crmdesk.core.services.workspace import Workspace
from tests.factories import TODAY, add, at

WECHAT = (ContactMethod("wechat", "zhang"),)


def _row(
    customer_id: int, occasion: str = BIRTHDAY, on: dt.date = TODAY, **more: int
) -> GreetingRow:
    return GreetingRow(
        customer_id=customer_id,
        name="",
        mobile="",
        grade="",
        occasion=occasion,
        on=on,
        due=on,
        **more,  # type: ignore[arg-type]
    )


def _happened(shop: Workspace, customer_id: int, kind: str, on: dt.date, text: str) -> None:
    activities.note_contact(shop, Activity(customer_id=customer_id, on=on, kind=kind, text=text))


def _own(text: str, language: str = "zh_CN") -> GreetingSettings:
    return GreetingSettings({(BIRTHDAY, language): text})


def test_that_a_birthday_greeting_is_whole_for_a_customer_of_whom_little_is_known(
    shop: Workspace,
) -> None:
    found = greetings.compose(shop, _row(add(shop, "张伟")))

    assert (
        found.text == "张伟，生日快乐！祝您身体健康，天天都有好心情。有空来店里坐坐，给您泡杯茶。"
    )
    assert (found.language, found.channel) == ("zh_CN", "wechat")


def test_that_a_greeting_speaks_of_the_last_purchase(shop: Workspace) -> None:
    one = add(shop, "欧阳娜娜", "13800138000", gender="female")
    _happened(shop, one, "shop", dt.date(2026, 10, 2), "到店看样")
    _happened(shop, one, "sale", dt.date(2026, 9, 3), "成交客厅窗帘一套，4860元。")

    found = greetings.compose(shop, _row(one))
    assert "欧阳女士，生日快乐！" in found.text
    assert "您9月买的客厅窗帘，希望您用着称心。" in found.text
    assert "4860" not in found.text
    assert found.channel == "message"


def test_that_nobody_is_asked_to_enjoy_what_they_complained_about(shop: Workspace) -> None:
    one = add(shop, "张伟")
    _happened(shop, one, "sale", dt.date(2026, 9, 3), "成交客厅窗帘一套")
    _happened(shop, one, "complaint", dt.date(2026, 9, 20), "窗帘掉色")
    _happened(shop, one, "call", dt.date(2026, 9, 25), "已换新")

    assert "窗帘" not in greetings.compose(shop, _row(one)).text
    _happened(shop, one, "sale", dt.date(2026, 10, 3), "成交纱帘一套")
    assert "您上个月买的纱帘" in greetings.compose(shop, _row(one)).text


def test_that_a_greeting_speaks_of_the_last_meeting_where_nothing_was_bought(
    shop: Workspace,
) -> None:
    one = add(shop, "Anna Smith", gender="female", methods=WECHAT)
    _happened(shop, one, "visit", dt.date(2026, 10, 2), "Measured the windows")
    _happened(shop, one, "sale", dt.date(2024, 9, 3), "Sold a lamp.")

    found = greetings.compose(shop, _row(one))
    assert found.text.startswith("Dear Ms Smith, happy birthday!")
    assert "It was good to see you last month." in found.text
    assert "lamp" not in found.text
    # Half a year later it is not spoken of any more.
    later = at(shop, dt.date(2027, 5, 3))
    assert "good to see you" not in greetings.compose(later, _row(one)).text
    assert (found.language, found.channel) == ("en", "wechat")


def test_that_who_was_met_or_bought_today_is_not_told_of_it(shop: Workspace) -> None:
    met, sold = add(shop, "张伟"), add(shop, "李娜")
    plain = greetings.compose(shop, _row(met)).text
    _happened(shop, met, "visit", dt.date(2026, 10, 2), "量尺寸")
    assert "上个月见到您真高兴" in greetings.compose(shop, _row(met)).text
    _happened(shop, met, "visit", TODAY, "送样品")
    assert greetings.compose(shop, _row(met)).text == plain
    _happened(shop, sold, "visit", dt.date(2026, 10, 2), "量尺寸")
    _happened(shop, sold, "sale", TODAY, "成交窗帘一套")
    assert greetings.compose(shop, _row(sold)).text == plain.replace("张伟", "李娜")


def test_that_the_window_does_not_change_the_language_of_a_greeting(shop: Workspace) -> None:
    one = add(shop, "张伟")
    english = greetings.compose(shop, _row(one))
    i18n.use_language("zh_CN")

    assert greetings.compose(shop, _row(one)) == english
    assert greetings.compose(shop, _row(one), language="en").text.startswith("Dear Zhang Wei")


def test_that_a_festival_greeting_names_the_festival(shop: Workspace) -> None:
    found = greetings.compose(shop, _row(add(shop, "张伟"), occasion_of("teachers_day")))

    assert found.text.startswith("张伟，教师节快乐！")


def test_that_a_late_birthday_greeting_says_so(shop: Workspace) -> None:
    found = greetings.compose(shop, _row(add(shop, "张伟"), on=TODAY - dt.timedelta(days=2)))

    assert "祝福送晚了" in found.text


def test_that_the_owner_writes_texts_of_ones_own(shop: Workspace) -> None:
    one = add(shop, "张伟", gender="male")
    greetings.save_settings(shop, _own("{称呼}，[{岁数}岁]生日快乐！"))

    assert greetings.compose(shop, _row(one, turning=61)).text == "张先生，生日快乐！"
    assert greetings.compose(shop, _row(one, turning=60)).text == "张先生，60岁生日快乐！"


def test_that_the_name_of_the_shop_signs(shop: Workspace) -> None:
    _save_shop_name(shop, "暖阳窗帘")

    assert greetings.compose(shop, _row(add(shop, "张伟"))).text.endswith("\n暖阳窗帘")


def _save_shop_name(workspace: Workspace, name: str) -> None:
    shop.save(workspace, dataclasses.replace(shop.settings(workspace), shop_name=name))


def test_that_all_are_greeted_in_one_language_where_the_owner_wants_it(shop: Workspace) -> None:
    one = add(shop, "Anna Smith", gender="female")
    greetings.save_settings(shop, GreetingSettings({}, "zh_CN"))

    assert greetings.compose(shop, _row(one)).text.startswith("Smith女士，生日快乐！")


def test_that_a_text_with_mistakes_is_not_kept(shop: Workspace) -> None:
    with pytest.raises(CrmError, match="生日"):
        greetings.save_settings(shop, _own("{生日}快乐"))
    assert greetings.settings(shop) == GreetingSettings({})


def test_that_an_emptied_text_becomes_the_usual_one_again_and_undo_brings_ones_own_back(
    shop: Workspace,
) -> None:
    greetings.save_settings(shop, _own("快乐"))
    changes = greetings.save_settings(shop, _own(" "))

    usual = usual_text(BIRTHDAY, "zh_CN")
    assert greetings.settings(shop).text(BIRTHDAY, "zh_CN") == usual
    history.undo(shop, changes.operation_id)
    assert greetings.settings(shop).text(BIRTHDAY, "zh_CN") == "快乐"


def test_that_a_sent_greeting_stands_on_the_timeline_and_is_taken_back(shop: Workspace) -> None:
    one = add(shop, "张伟", birthday=Birthday(11, 21, 1986))
    row = occasions.greetings_due(shop).due[0]
    changes = greetings.mark_sent(shop, row, "生日快乐！", channel="message")

    item = customers.timeline(shop, one)[0]
    assert (item.kind, item.text, item.on) == ("message", "Birthday greeting: 生日快乐！", TODAY)
    assert occasions.greetings_due(shop).count == 0
    assert customers.get(shop, one).last_contact == TODAY
    history.undo(shop, changes.operation_id)
    assert occasions.greetings_due(shop).count == 1
    assert customers.timeline(shop, one) == []


def test_that_a_sent_greeting_is_no_last_note_of_a_visit(shop: Workspace) -> None:
    one = add(shop, "张伟", birthday=Birthday(11, 21, 1986))
    _happened(shop, one, "visit", dt.date(2026, 10, 2), "已量好尺寸")
    visits.plan_visits(shop, [one], TODAY)
    (row,) = occasions.greetings_due(shop).due
    greetings.mark_sent(shop, row, "李先生，生日快乐！")
    (planned,) = visits.between(shop, TODAY, TODAY)
    assert planned.last_note == "已量好尺寸"
    _happened(shop, one, "wechat", TODAY, "谢谢，改到周五")
    (planned,) = visits.between(shop, TODAY, TODAY)
    assert planned.last_note == "谢谢，改到周五"


def test_that_nobody_is_greeted_twice_for_the_same_occasion(shop: Workspace) -> None:
    one = add(shop, "张伟")
    greetings.mark_sent(shop, _row(one), "")

    with pytest.raises(CrmError, match="张伟 was greeted already"):
        greetings.mark_sent(shop, _row(one), "")
    with pytest.raises(CrmError, match="张伟 was greeted already"):
        greetings.leave_out(shop, _row(one))


def test_that_who_is_left_out_comes_back_next_year(shop: Workspace) -> None:
    one = add(shop, birthday=Birthday(11, 21))
    changes = greetings.leave_out(shop, _row(one))

    assert occasions.greetings_due(shop).count == 0
    assert customers.timeline(shop, one) == []
    assert occasions.greetings_due(at(shop, dt.date(2027, 11, 21))).count == 1
    history.undo(shop, changes.operation_id)
    assert occasions.greetings_due(shop).count == 1


def test_that_nobody_in_the_bin_is_greeted(shop: Workspace) -> None:
    one = add(shop)
    customers.to_bin(shop, [one])

    with pytest.raises(CrmError, match="in the bin"):
        greetings.mark_sent(shop, _row(one), "")
    with pytest.raises(NotFound):
        greetings.compose(shop, _row(99))


def test_that_a_customer_is_greeted_from_the_file_for_what_is_near(shop: Workspace) -> None:
    one = add(shop, birthday=Birthday(11, 20, 1986))
    occasion_settings.save(shop, OccasionSettings(("west",)))

    def offered() -> list[tuple[str, dt.date, int | None]]:
        rows = occasions.for_customer(shop, one)
        return [(row.occasion, row.on, row.turning) for row in rows]

    late, next_one = dt.date(2026, 11, 20), dt.date(2027, 11, 20)
    thanks = (occasion_of("thanksgiving"), dt.date(2026, 11, 26), None)
    assert offered() == [(BIRTHDAY, late, 40), (BIRTHDAY, next_one, 41), thanks]
    greetings.mark_sent(shop, occasions.for_customer(shop, one)[0], "")
    assert offered() == [(BIRTHDAY, next_one, 41), thanks]
    assert occasions.for_customer(shop, 99) == []


def test_that_a_company_is_greeted_by_its_name(shop: Workspace) -> None:
    one = add(shop, "杭州华美酒店", kind=COMPANY)

    assert greetings.compose(shop, _row(one)).text.startswith("杭州华美酒店的各位，恭喜贵公司")
    assert greetings.compose(shop, _row(one, occasion_of("mid_autumn"))).text.startswith(
        "杭州华美酒店，中秋快乐！"
    )
