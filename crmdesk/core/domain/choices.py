"""The value lists an owner can change: of customers, and of complaints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from crmdesk.core.i18n import N_, _

GRADE: Final = "grade"
STAGE: Final = "stage"
SOURCE: Final = "source"
STAFF: Final = "staff"
TAG: Final = "tag"
LISTS: Final = (GRADE, STAGE, SOURCE, STAFF, TAG)

CATEGORY: Final = "complaint_category"
CHANNEL: Final = "complaint_channel"
CAUSE: Final = "complaint_cause"
COMPLAINT_LISTS: Final = (CATEGORY, CHANNEL, CAUSE)
# What is none of the others stands at the end, wherever it was put.
OTHER: Final = "other"

STAGES: Final = {
    "prospect": N_("Prospect"),
    "new": N_("New"),
    "loyal": N_("Loyal"),
    "silent": N_("Silent"),
    "lost": N_("Lost"),
}
SOURCES: Final = {
    "referral": N_("Referral"),
    "walk_in": N_("Walk-in"),
    "wechat": N_("WeChat"),
    "phone": N_("Phone call"),
    "internet": N_("Internet"),
    "event": N_("Event"),
}
GRADES: Final = ("A", "B", "C", "D")
CATEGORIES: Final = {
    "quality": N_("Quality"),
    "attitude": N_("Service attitude"),
    "price": N_("Price"),
    "delivery": N_("Delivery"),
    "after_sales": N_("After-sales service"),
    "other": N_("Other"),
}
CHANNELS: Final = {
    "shop": N_("In the shop"),
    "phone": N_("Phone call"),
    "wechat": N_("WeChat"),
    "platform": N_("Platform"),
    "other": N_("Other"),
}
CAUSES: Final = {
    "product": N_("Faulty product"),
    "supplier": N_("Supplier"),
    "mistake": N_("Our mistake"),
    "delivery": N_("Transport or delivery"),
    "misunderstanding": N_("Misunderstanding"),
    "use": N_("Wrong use"),
    "other": N_("Other"),
}

DEFAULTS: Final[dict[str, tuple[str, ...]]] = {
    GRADE: GRADES,
    STAGE: tuple(STAGES),
    SOURCE: tuple(SOURCES),
    CATEGORY: tuple(CATEGORIES),
    CHANNEL: tuple(CHANNELS),
    CAUSE: tuple(CAUSES),
}
_LABELS: Final[Mapping[str, Mapping[str, str]]] = {
    STAGE: STAGES,
    SOURCE: SOURCES,
    CATEGORY: CATEGORIES,
    CHANNEL: CHANNELS,
    CAUSE: CAUSES,
}

# How real lists write the built-in values, beside the labels in the two languages.
SPELLINGS: Final[dict[str, dict[str, str]]] = {
    GRADE: {"A级": "A", "B级": "B", "C级": "C", "D级": "D"},
    STAGE: {
        "prospect": "prospect",
        "潜在": "prospect",
        "潜在客户": "prospect",
        "意向客户": "prospect",
        "lead": "prospect",
        "new": "new",
        "新客户": "new",
        "新客": "new",
        "loyal": "loyal",
        "忠诚": "loyal",
        "忠诚客户": "loyal",
        "老客户": "loyal",
        "silent": "silent",
        "沉默": "silent",
        "沉默客户": "silent",
        "沉睡客户": "silent",
        "lost": "lost",
        "流失": "lost",
        "流失客户": "lost",
    },
    SOURCE: {
        "referral": "referral",
        "介绍": "referral",
        "朋友介绍": "referral",
        "客户介绍": "referral",
        "转介绍": "referral",
        "walk-in": "walk_in",
        "到店": "walk_in",
        "自然到店": "walk_in",
        "路过": "walk_in",
        "wechat": "wechat",
        "微信": "wechat",
        "phone call": "phone",
        "电话": "phone",
        "来电": "phone",
        "internet": "internet",
        "网络": "internet",
        "互联网": "internet",
        "event": "event",
        "活动": "event",
    },
    # Only other words for the same: an owner's own 安装 or 物流 is a value of its own.
    CATEGORY: {
        "质量": "quality",
        "质量问题": "quality",
        "服务态度": "attitude",
        "价格": "price",
        "送货": "delivery",
        "售后": "after_sales",
        "售后服务": "after_sales",
        "其他": "other",
        "其它": "other",
    },
    CHANNEL: {
        "到店": "shop",
        "店里": "shop",
        "电话": "phone",
        "来电": "phone",
        "微信": "wechat",
        "平台": "platform",
        "其他": "other",
        "其它": "other",
    },
    CAUSE: {
        "商品问题": "product",
        "产品问题": "product",
        "供应商": "supplier",
        "我方失误": "mistake",
        "误会": "misunderstanding",
        "使用不当": "use",
        "其他": "other",
        "其它": "other",
    },
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a list: the stored code, the owner's own label, and its place in the list."""

    list: str
    code: str
    label: str = ""
    position: int = 0
    used: int = 0

    def show(self) -> str:
        """Return the label a user sees."""
        return self.label or show_code(self.list, self.code)


def show_code(list_name: str, code: str) -> str:
    """Return the built-in label of a code, or the code itself."""
    label = _LABELS.get(list_name, {}).get(code)
    return code if label is None else _(label)


def code_for(list_name: str, text: str) -> str:
    """Return the stored code for a value written in a list, or the text itself when it is new."""
    known = SPELLINGS.get(list_name, {})
    stripped = text.strip()
    if stripped in known:
        return known[stripped]
    lowered = stripped.lower()
    if lowered in known:
        return known[lowered]
    if list_name == GRADE and stripped.upper() in GRADES:
        return stripped.upper()
    for code in DEFAULTS.get(list_name, ()):
        if show_code(list_name, code).lower() == lowered:
            return code
    return stripped


def code_of_label(list_name: str, text: str, labels: Mapping[str, str]) -> str:
    """Return the code of a value that is written with the owner's own label, else as it stands.

    `labels` are the owner's own labels by code.
    """
    if labels:
        wanted = text.strip().casefold()
        for code, label in labels.items():
            if label.casefold() == wanted:
                return code
    return code_for(list_name, text)
