"""The fields of a list of past contacts and follow-ups: whom, when, what, by whom, what next."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from crmdesk.core.domain import activity, event_fields, followup
from crmdesk.core.domain.choices import STAFF
from crmdesk.core.domain.event_fields import WHO_FIELDS, EventCatalogue, by_header, event_field
from crmdesk.core.domain.fields import Field
from crmdesk.core.domain.header_words import HEADERS, Words, words_of
from crmdesk.core.domain.headers import normal_header
from crmdesk.core.i18n import N_, _

WHO: Final = ("number", *event_fields.WHO)

ACTIVITY_FIELDS: Final[tuple[Field, ...]] = (
    *WHO_FIELDS,
    event_field("number", N_("Customer's number here"), "text", form="who"),
    event_field("on", N_("Date of the contact"), "date"),
    event_field("at", N_("Time of the contact"), "time"),
    event_field("how", N_("Kind of contact"), "text", form="value"),
    event_field("text", N_("What happened"), "notes", many=True, form="value"),
    event_field("staff", N_("Staff"), "choice", list=STAFF, form="value"),
    event_field("due", N_("Next date"), "date"),
    event_field("what", N_("What is to be done"), "text", form="value"),
    event_field("state", N_("Done or to do"), "text", form="value"),
)


_HEADERS: Final[dict[str, Words]] = {
    "number": words_of("客户ID|客户序号|Customer ID|Customer number"),
    "on": words_of(
        "日期|时间|联系日期|联系时间|联络日期|联络时间|跟进日期|跟进时间|回访日期|回访时间"
        "|拜访日期|拜访时间"
        "|沟通时间|沟通日期|到店日期|到店时间|消费日期|消费时间|服务日期|记录时间|发生日期"
        "|最近跟进时间|Date|Contact Date|Activity Date|Visit Date|When|Created|Created At"
        "|创建时间|录入时间|最后联系时间|上次联系"
    ),
    "at": words_of("钟点|几点|时刻|Time|Time of Day|Start Time"),
    "how": words_of(
        "方式|跟进方式|联系方式|联络方式|沟通方式|回访方式|跟进类型|联系类型|类型|渠道|Kind|Type"
        "|Method|Channel|Activity Type"
    ),
    "text": words_of(
        "内容|跟进内容|沟通内容|联系内容|联络内容|联络记录|回访内容|拜访内容|记录|跟进记录"
        "|沟通记录|拜访记录|回访记录"
        "|经过|事情经过|情况记录|情况|跟进情况|回访情况|小结|总结|备注|说明|描述|结果|回访结果|跟进结果|主题|事项|项目"
        "|服务项目|消费项目|Text|Notes|Note|Content|Comment|Comments|Description|Summary|Subject"
        "|Details|Result|Outcome"
    ),
    "staff": words_of(
        "员工|负责人|跟进人|业务员|销售|销售员|联系人员|回访人|回访人员|拜访人|记录人|经办人|导购"
        "|跟进人员|拜访人员|沟通人|接待人|接待人员|操作人|操作员|录入人|创建人|客服|服务人员|技师"
        "|Staff|Owner|By|Assigned To|Salesperson|User"
    ),
    "due": words_of(
        "下次跟进时间|下次回访时间|下次联系|下次跟进|下次回访|下次联系时间|下次日期|计划日期"
        "|下次拜访|下次沟通|下次时间|预约时间|截止日期|到期日|到期日期|提醒时间|提醒日期"
        "|Next Date|Next Contact|Next Follow-up|Follow-up Date"
        "|Due|Due Date|Reminder"
    ),
    "what": words_of(
        "下次跟进内容|下一步|下次计划|下次内容|待办|待办事项|计划内容|跟进计划|Next Step|Next"
        "|Next Action|To Do|Task"
    ),
    "state": words_of("完成情况|是否完成|完成状态|状态|跟进状态|Done|Status|State|Completed"),
}
# What a list of customers says of the last and the next contact, a list of contacts says as well.
_BORROWED: Final = {"on": "last_contact", "due": "next_date", "staff": "staff"}
_WHEN: Final = re.compile(r"(?:日期|时间)$")
_DATES: Final = frozenset({"on", "due"})
_KINDS: Final[dict[str, Words]] = {
    "call": words_of("电话|打电话|电话回访|电话跟进|去电|来电|致电|phone|phone call|telephone"),
    "visit": words_of("拜访|上门|上门拜访|登门|走访|外出|家访|meeting|见面|面谈"),
    "wechat": words_of("微信|微信聊天|微信沟通|企业微信|wechat|qq|网聊"),
    "shop": words_of("到店|店里|门店|进店|来店|在店|接待|in shop|walk-in"),
    "message": words_of("短信|信息|sms|text|邮件|电子邮件|email|e-mail|mail"),
    "sale": words_of("成交|购买|消费|下单|销售|开单|付款|order|purchase"),
    "contact": words_of("联系|接触|contact"),
    "note": words_of("备注|记录|其他|其它|other|memo"),
}
_DONE_WORDS: Final = frozenset(
    words_of("已完成|完成|已办|已做|是|done|yes|y|true|1|closed|completed|已跟进|已回访|√|✓")
)
_OPEN_WORDS: Final = frozenset(
    words_of("未完成|待办|未办|待跟进|待回访|否|open|no|n|false|0|to do|todo|pending|计划中|进行中")
)


CATALOGUE: Final = EventCatalogue(listed=ACTIVITY_FIELDS)


@cache
def _by_header() -> dict[str, str]:
    found = by_header(_HEADERS, CATALOGUE)
    for key, other in _BORROWED.items():
        for word in HEADERS[other]:
            found.setdefault(normal_header(word), key)
    return found


def field_for_header(header: str) -> str | None:
    """Return the key of the field a header means that only such a list has, else None."""
    known, plain = _by_header(), normal_header(header)
    if plain in known:
        return known[plain]
    plain = plain.replace("联络", "联系")
    stem = _WHEN.sub("", plain)
    # 下次跟进日期 is what 下次跟进时间 and 下次跟进 are.
    spellings = (plain, stem, f"{stem}日期", f"{stem}时间") if stem else ()
    found = (known[one] for one in spellings if one in known)
    return next((key for key in found if stem == plain or key in _DATES), None)


def kind_of(text: str) -> str:
    """Return the code of a kind of contact that is written in words, empty for an unknown one."""
    plain = text.strip().casefold()
    for code, words in _KINDS.items():
        if plain == code or plain in words or plain == _(activity.KINDS[code]).casefold():
            return code
    shown = {_(label).casefold(): code for code, label in followup.KINDS.items()}
    return shown.get(plain, "")


def is_done(text: str) -> bool | None:
    """Return what a word says about whether something is done, None when it says nothing."""
    plain = text.strip().casefold()
    if plain in _DONE_WORDS or plain == _(followup.STATUSES[followup.DONE]).casefold():
        return True
    if plain in _OPEN_WORDS or plain == _(followup.STATUSES[followup.OPEN]).casefold():
        return False
    return None
