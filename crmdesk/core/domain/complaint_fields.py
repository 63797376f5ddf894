"""The fields of a list of complaints, and what real lists call them and their values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from crmdesk.core.domain.choices import CATEGORY, CAUSE, CHANNEL, STAFF
from crmdesk.core.domain.complaint import (
    ANSWERED,
    CLOSED,
    DUPLICATE,
    FOUNDED,
    IN_PROGRESS,
    MINOR,
    NEW,
    REOPENED,
    SERIOUS,
    SEVERE,
    SEVERITIES,
    STATES,
    UNFOUNDED,
    WAITING_CUSTOMER,
    WAITING_THIRD,
    WISHES,
)
from crmdesk.core.domain.event_fields import WHO_FIELDS, EventCatalogue, by_header, event_field
from crmdesk.core.domain.fields import Field
from crmdesk.core.domain.header_words import Words, words_of
from crmdesk.core.domain.headers import normal_header
from crmdesk.core.i18n import N_, _


def _field(key: str, label: str, kind: str = "text", **more: object) -> Field:
    return event_field(key, label, kind, form="value", **more)


COMPLAINT_FIELDS: Final[tuple[Field, ...]] = (
    _field("number", N_("Complaint number")),
    *WHO_FIELDS,
    _field("received_at", N_("Received"), "date"),
    _field("received_by", N_("Received by")),
    _field("channel", N_("Channel"), list=CHANNEL),
    _field("category", N_("Category"), list=CATEGORY),
    _field("product", N_("Product or order")),
    _field("ordered_on", N_("Order date"), "date"),
    _field("what", N_("What happened"), "notes", many=True),
    _field("wish", N_("Customer wants")),
    _field("wish_text", N_("Wanted exactly")),
    _field("severity", N_("Severity")),
    _field("staff", N_("Staff"), "choice", list=STAFF),
    _field("promised_on", N_("Promised by"), "date"),
    _field("state", N_("State")),
    _field("acknowledged_at", N_("Accepted on"), "date"),
    _field("answered_at", N_("Answered on"), "date"),
    _field("ended_at", N_("Ended on"), "date"),
    _field("founded", N_("Founded")),
    _field("cause", N_("Cause"), list=CAUSE),
    _field("action", N_("What was done"), "notes"),
    _field("cost", N_("Cost")),
    _field("prevention", N_("Prevention"), "notes"),
    _field("satisfaction", N_("Satisfaction")),
    _field("tries", N_("Tries to reach the customer")),
    _field("log", N_("Log of the complaint"), "notes", many=True),
)


# A text too long for one cell goes on in columns of the same name: Log (2), Log (3).
_NEXT_COLUMN: Final = re.compile(r" \(\d+\)$", re.ASCII)


_HEADERS: Final[dict[str, Words]] = {
    "number": words_of("投诉编号|投诉单号|编号|单号|工单号|工单编号|Number|Ticket|Case|Ticket ID"),
    "name": words_of("投诉人|投诉人姓名|客户|客户姓名|客户名称|Complainant|Customer"),
    "mobile": words_of("投诉人电话|联系电话|电话|联系方式|Contact"),
    "received_at": words_of(
        "登记|投诉日期|投诉时间|登记日期|登记时间|受理日期|接诉时间|接诉日期|来电时间|日期|时间|发生日期"
        "|创建时间|Date|Received|Received At|Created|Created At|Complaint Date|Opened"
    ),
    "received_by": words_of("登记人|接待人|接诉人|记录人|接听人|Received By|Taken By|Recorded By"),
    "channel": words_of(
        "投诉渠道|投诉途径|投诉方式|来源|渠道|途径|投诉来源|方式|Channel|Source|How|How it came"
    ),
    "category": words_of(
        "投诉类别|投诉类型|投诉分类|类别|类型|分类|问题类型|问题分类|Category|Type"
    ),
    "product": words_of(
        "商品|产品|商品或订单|产品或订单|商品名称|产品名称|涉及商品|涉及产品|订单|订单号"
        "|Product|Order|Item"
    ),
    "ordered_on": words_of(
        "购买日期|购买时间|订购日期|订购时间|订单日期|下单日期|下单时间|销售日期"
        "|Order Date|Date of the order|Purchase Date"
    ),
    "what": words_of(
        "投诉内容|投诉事由|投诉事项|投诉经过|事情经过|经过|情况记录|问题描述|内容|描述|情况|事由"
        "|具体内容|详情|投诉详情|备注|问题"
        "|Complaint|Description|Details|What Happened|Subject|Notes|Problem"
    ),
    "wish": words_of(
        "诉求|客户诉求|客户要求|要求|期望|希望|Wish|Demand|Remedy|Request|What the customer wants"
    ),
    "wish_text": words_of("具体要求|要求说明|用客户的原话|In the customer's words"),
    "severity": words_of("严重程度|等级|级别|紧急程度|程度|Severity|Priority|Level"),
    "staff": words_of(
        "员工|负责人|负责员工|处理人|责任人|经办人|跟进人|客服|店员"
        "|Staff|Owner|Assigned To|Handled By|Responsible"
    ),
    "promised_on": words_of("承诺日期|承诺时间|要求完成日期|完成期限|期限|Promised|Due|Due Date"),
    "state": words_of("状态|处理状态|进度|处理进度|投诉状态|是否处理|是否解决|State|Status"),
    "acknowledged_at": words_of("受理时间|响应时间|Acknowledged|Accepted"),
    "answered_at": words_of(
        "答复日期|答复时间|处理日期|处理时间|解决日期|解决时间|回复时间|Answered|Resolved|Solved"
    ),
    "ended_at": words_of(
        "关闭日期|关闭时间|办结日期|办结时间|结案日期|结案时间|回访日期|回访时间|Closed|Closed At"
    ),
    "founded": words_of("是否成立|是否属实|属实|成立|Founded|Justified"),
    "cause": words_of("原因|投诉原因|原因分析|责任原因|Cause|Reason|Root Cause"),
    "action": words_of(
        "处理结果|处理措施|处理意见|处理情况|解决方案|处理方案|处理|结果|措施|答复内容|回复"
        "|Action|Action taken|Resolution|Result|Solution|Answer"
    ),
    "cost": words_of("费用|花费|处理费用|赔偿金额|赔付金额|金额|损失|Cost|Amount|Compensation"),
    "prevention": words_of("预防措施|改进措施|整改措施|Prevention|Improvement"),
    "satisfaction": words_of("满意度|满意程度|客户满意度|评分|回访结果|Satisfaction|Score|Rating"),
    "tries": words_of("未联系上次数|回访次数|Tries"),
    "log": words_of("处理记录|Log"),
}

_STATES: Final[dict[str, Words]] = {
    NEW: words_of("待处理|未处理|未受理|待受理|新|新投诉|new|open|pending|否|no|未解决"),
    IN_PROGRESS: words_of("处理中|跟进中|进行中|已受理|办理中|in progress|working"),
    WAITING_CUSTOMER: words_of("等客户|等待客户|待客户回复|waiting"),
    WAITING_THIRD: words_of("等第三方|等厂家|等供应商|等待第三方|on hold"),
    ANSWERED: words_of("已答复|已回复|待回访|已处理待回访|answered|resolved|solved"),
    CLOSED: words_of(
        "已处理|已解决|已完成|完成|已办结|办结|结案|已结案|已回访|关闭|已回访关闭|已关闭|closed|done|是|yes"
    ),
    REOPENED: words_of("重开|再次投诉|重新打开|reopened"),
    UNFOUNDED: words_of("不成立|不属实|无效|无效投诉|驳回|unfounded|invalid|rejected"),
    DUPLICATE: words_of("重复|重复投诉|duplicate"),
}
_SEVERITIES: Final[dict[str, Words]] = {
    MINOR: words_of("轻微|轻|小|一般|普通|低|c|3|minor|low|normal"),
    SERIOUS: words_of("较重|重|大|较大|中|重要|紧急|b|2|serious|medium|high"),
    SEVERE: words_of("严重|重大|特急|非常严重|高|a|1|severe|critical|urgent"),
}
_WISHES: Final[dict[str, Words]] = {
    "refund": words_of("退款|退货|退钱|退货退款|refund|return"),
    "exchange": words_of("换货|更换|换新|exchange|replacement"),
    "repair": words_of("维修|修理|返修|repair"),
    "apology": words_of("道歉|赔礼道歉|apology"),
    "compensation": words_of("赔偿|补偿|赔款|退差价|compensation"),
    "explanation": words_of("解释|说法|说明|explanation"),
}
_FOUNDED: Final[dict[str, Words]] = {
    "yes": words_of("是|属实|成立|有效|yes|y|true"),
    "partly": words_of("部分|部分属实|部分成立|partly|partially"),
    "no": words_of("否|不属实|不成立|无效|no|n|false"),
}
_SCORES: Final[dict[str, Words]] = {
    "5": words_of("非常满意|很满意|very satisfied|excellent"),
    "4": words_of("满意|比较满意|satisfied|good"),
    "3": words_of("一般|基本满意|尚可|neutral|ok"),
    "2": words_of("不满意|不太满意|dissatisfied|bad"),
    "1": words_of("非常不满意|很不满意|very dissatisfied|very bad"),
}


CATALOGUE: Final = EventCatalogue(listed=COMPLAINT_FIELDS)


@cache
def _by_header() -> dict[str, str]:
    return by_header(_HEADERS, CATALOGUE)


def field_for_header(header: str) -> str | None:
    """Return the key of the field that a header of such a list means, else None."""
    plain = normal_header(_NEXT_COLUMN.sub("", header))
    own = {normal_header(field.show()): field.key for field in COMPLAINT_FIELDS}
    return own.get(plain) or _by_header().get(plain)


def state_of(text: str) -> str:
    """Return the code of a state that is written in words, empty for an unknown one."""
    return _code(text, STATES, _STATES)


def severity_of(text: str) -> str:
    """Return the code of a severity, empty for an unknown one."""
    return _code(text, SEVERITIES, _SEVERITIES)


def wish_of(text: str) -> str:
    """Return the code of what a customer wants, empty where it says something else."""
    return _code(text, WISHES, _WISHES)


def founded_of(text: str) -> str:
    """Return the code of whether a complaint was founded, empty for an unknown word."""
    return _code(text, FOUNDED, _FOUNDED)


def score_of(text: str) -> int:
    """Return a satisfaction from 1 to 5, 0 for what is none."""
    plain = text.strip().casefold().removesuffix("分").removesuffix("星")
    for code, words in _SCORES.items():
        if plain in words or plain == code:
            return int(code)
    return 0


def _code(text: str, labels: Mapping[str, str], words: Mapping[str, Words]) -> str:
    plain = text.strip().casefold()
    for code, label in labels.items():
        if plain in (code, label.casefold(), _(label).casefold()):
            return code
    return next((code for code, known in words.items() if plain in known), "")
