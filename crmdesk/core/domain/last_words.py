"""The last purchase and the last meeting in words one can say to the customer."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from crmdesk.core import i18n
from crmdesk.core.domain.birthdays import MONTH_NAMES
from crmdesk.core.i18n import _

# What is older is not spoken of.
LONGEST_DAYS: Final = 400
# A purchase is remembered for longer than a meeting.
LONGEST_DAYS_MET: Final = 180
_LATELY: Final = 10
_COUNTS: Final = "0-9０-９一二两三四五六七八九十几半"
_MEASURES: Final = "个件套幅副片张条块台只双对把瓶盒箱包袋本支部辆组款份米斤公升盏床间樘扇"
_VERBS: Final = (
    "成交了?|补购了?|加购了?|复购了?|选购了?|订购了?|购买了?|购入|又买了|买走了?|买了|订了|售出|卖出"
    "|销售了?"
)
_BOUGHT: Final = re.compile(rf"(?:{_VERBS})(?P<item>.+)")
_COUNTED: Final = re.compile(rf"(?:买|卖|订)?(?P<item>[{_COUNTS}]+[{_MEASURES}].+)")
_COUNT_FIRST: Final = re.compile(rf"^[{_COUNTS}]+[{_MEASURES}]?")
_COUNT_LAST: Final = re.compile(rf"[{_COUNTS}]+[{_MEASURES}]$")
_CLAUSE: Final = re.compile(r"[，。！？；、：,.!?;:\n（(]")
# What was noted for the shop alone, or is no thing one takes home.
_NEVER: Final = re.compile(
    "退|换|欠|赊|定金|订金|押金|尾款|付|收|投诉|坏|修|不|没|难|烦|差|客户|顾客"
)
_ITEM: Final = re.compile("[\u3400-\u9fffA-Za-z]{1,10}")
_ENGLISH: Final = re.compile(
    r"(?:(?:re)?sold|bought|purchased|ordered)\s+(?:an?\s+|the\s+|some\s+|\d+\s+)?(?P<item>.+)"
    r"|(?:an?|one|two|three|four|five|six|\d+)\s+(?:more\s+)?(?P<counted>.+)",
    re.IGNORECASE,
)
_ENGLISH_ITEM: Final = re.compile(r"[a-z][a-z' -]{1,40}", re.IGNORECASE)
_ENGLISH_NEVER: Final = re.compile(
    r"\b(?:refund|return|deposit|paid|pays?|owes?|not|never|no|nothing|broken|angry|customer|complain\w*)\b",
    re.IGNORECASE,
)
_MOST_WORDS: Final = 5


def when_words(day: dt.date, today: dt.date) -> str:
    """Return when something was, as one says it: 前几天, 上个月, 9月, 去年9月."""
    if 0 <= (today - day).days <= _LATELY:
        return _("the other day")
    months = (today.year - day.year) * 12 + today.month - day.month
    if months == 0:
        return _("this month")
    if months == 1:
        return _("last month")
    month = _(MONTH_NAMES[day.month - 1])
    if day.year == today.year:
        return _("in {month}").format(month=month)
    return _("in {month} last year").format(month=month)


def bought_words(text: str, day: dt.date, today: dt.date) -> str:
    """Return what was bought and when, such as 您9月买的窗帘.

    A note of a sale is the shop's own: only the thing itself is taken from it, and only where it
    can be told from the rest.
    """
    item, when = item_of(text), when_words(day, today)
    if item:
        return _("the {item} you bought {when}").format(item=item, when=when)
    return _("what you bought {when}").format(when=when)


def last_words(bought: str, met: str) -> str:
    """Return a sentence about the last purchase, else about the last meeting, without its end."""
    if bought:
        return _("I hope you are happy with {bought}").format(bought=bought)
    return _("It was good to see you {when}").format(when=met) if met else ""


def item_of(text: str) -> str:
    """Return the thing a note of a sale begins with, in the language spoken now, or nothing."""
    clause = _CLAUSE.split(text.strip(), maxsplit=1)[0].strip()
    return _chinese_item(clause) if i18n.language().startswith("zh") else _english_item(clause)


def _chinese_item(clause: str) -> str:
    clause = clause.replace(" ", "")
    found = _BOUGHT.fullmatch(clause) or _COUNTED.fullmatch(clause)
    counted = _COUNT_LAST.search(clause)
    if found is None and counted is None:
        return ""
    item = (found["item"] if found else clause).strip()
    item = _COUNT_LAST.sub("", _COUNT_FIRST.sub("", item)).strip()
    known = _ITEM.fullmatch(item) and not _NEVER.search(item) and not item.isascii()
    return item if known else ""


def _english_item(clause: str) -> str:
    found = _ENGLISH.fullmatch(clause)
    item = (found["item"] or found["counted"]).strip() if found else ""
    if not _ENGLISH_ITEM.fullmatch(item) or _ENGLISH_NEVER.search(item):
        return ""
    return item if len(item.split()) <= _MOST_WORDS else ""
