"""What comes again in the demo: a handful of series, and the chains after sales of these days."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from typing import Final

from crmdesk.core.domain.chains import SALE
from crmdesk.core.domain.recurrence import parse_rule
from crmdesk.core.domain.series import Repeat, Series
from crmdesk.core.services import chains
from crmdesk.core.services.demo_plans import Known
from crmdesk.core.store import followups, kept_settings
from crmdesk.core.store import series as stored
from crmdesk.core.store.history import Operation

# In how many days the next one is due, the rule, how it is done, and what.
_SERIES: Final = {
    "zh": (
        (0, "每2周", "wechat", "给设计师发新样布，问问有没有新房"),
        (0, "联系后30天", "call", "酒店老客户，问问客房要不要换窗帘"),
        (1, "每月", "call", "对一下这个月的货款"),
        (3, "每半年", "message", "提醒窗帘该清洗了"),
        (5, "每周", "call", "确认下周的安装安排"),
    ),
    "en": (
        (0, "every 2 weeks", "wechat", "Send the designer new samples, ask about new flats"),
        (0, "AFTER=30", "call", "Hotel: ask whether rooms need new curtains"),
        (1, "monthly", "call", "Go through this month's payments"),
        (3, "half-yearly", "message", "Remind that the curtains should be cleaned"),
        (5, "weekly", "call", "Confirm the fittings of next week"),
    ),
}
# How many days ago the sales were whose chains are under way.
_SOLD: Final = (3, 1)
_EVERY: Final = 7


def write(current: Operation, known: Sequence[Known], today: dt.date, language: str) -> None:
    """Write the series and the chains for some of the customers a newcomer looks at."""
    living = [one for one in known if one.stage not in ("silent", "lost")][2::_EVERY]
    chosen = iter(living)
    for (days, words, kind, what), one in zip(_SERIES[language], chosen, strict=False):
        due = today + dt.timedelta(days=days)
        rule = parse_rule(words, due)
        series = Series(
            customer_id=one.id,
            repeat=Repeat(rule=rule),
            start=due - dt.timedelta(days=rule.rolling_days),
            reached=due,
            kind=kind,
            what=what,
            staff=one.staff,
        )
        kept = dataclasses.replace(series, id=stored.insert(current, series))
        followups.insert(current, kept.follow_up(due))
    templates = [dataclasses.replace(one, on=one.key == SALE) for one in chains.ready_made()]
    kept_settings.set_setting(current, chains.KEY, [chains.to_json(one) for one in templates])
    for days, one in zip(_SOLD, chosen, strict=False):
        sold = today - dt.timedelta(days=days)
        for step in templates[0].follow_ups(one.id, sold, one.staff):
            followups.insert(current, step)
