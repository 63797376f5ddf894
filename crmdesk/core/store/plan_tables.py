"""The tables of what happened with a customer and of what is planned."""

from __future__ import annotations

import sqlalchemy as sa

from crmdesk.core.store.columns import customer_id, maybe, metadata, number, row_id, text

activity = sa.Table(
    "activity",
    metadata,
    row_id(),
    customer_id(),
    text("on_date"),
    maybe("at_time"),
    text("kind"),
    text("text"),
    text("staff"),
    sqlite_autoincrement=True,
)

follow_up = sa.Table(
    "follow_up",
    metadata,
    row_id(),
    customer_id(),
    text("due"),
    maybe("at_time"),
    text("what"),
    text("kind"),
    number("priority", 1),
    text("staff"),
    text("status"),
    number("moved"),
    maybe("done_on"),
    text("done_note"),
    # The series it is an occurrence of (0: none), and its date by the rule of the series: that
    # stays when the occurrence is moved. No foreign key: a series undone leaves plain follow-ups.
    number("series_id"),
    maybe("occurrence"),
    # The template of the chain it belongs to, with the day the chain began: `care@2026-11-21`.
    text("chain"),
    sqlite_autoincrement=True,
)
# It holds all that puts the open ones in their order: of tens of thousands only the first few are
# looked at.
sa.Index(
    "ix_follow_up_due",
    follow_up.c.due,
    follow_up.c.priority,
    follow_up.c.at_time,
    follow_up.c.customer_id,
    sqlite_where=follow_up.c.status == "open",
)
# The calendar shows what was done as well.
sa.Index("ix_follow_up_done", follow_up.c.due, sqlite_where=follow_up.c.status == "done")
sa.Index(
    "ix_follow_up_series_id",
    follow_up.c.series_id,
    follow_up.c.occurrence,
    sqlite_where=follow_up.c.series_id > 0,
)

# Follow-ups that come again by a rule. Only the next one is stored as a follow-up; the later ones
# are worked out where they are shown.
follow_up_series = sa.Table(
    "follow_up_series",
    metadata,
    row_id(),
    customer_id(),
    text("rule"),
    text("start"),
    # Up to this date of the rule follow-ups were written one after the other; the last one waits.
    text("reached"),
    maybe("until"),
    number("most"),
    maybe("at_time"),
    text("what"),
    text("kind"),
    number("priority", 1),
    text("staff"),
    maybe("ended_on"),
    sqlite_autoincrement=True,
)

# Those that roll are looked for whenever something happened with a customer.
ROLLING = "ended_on IS NULL AND rule BETWEEN 'AFTER' AND 'B'"
sa.Index(
    "ix_follow_up_series_rolling", follow_up_series.c.customer_id, sqlite_where=sa.text(ROLLING)
)

visit = sa.Table(
    "visit",
    metadata,
    row_id(),
    customer_id(),
    sa.Column("on_date", sa.Text, nullable=False, index=True),
    maybe("at_time"),
    number("position"),
    text("purpose"),
    text("staff"),
    text("status"),
    text("outcome"),
    maybe("moved_to"),
    # The round it was planned by (0: none); the form that is filled in, with its answers as JSON.
    # By hand: its time, purpose or staff was changed since; the round leaves it alone.
    number("round_id"),
    number("by_hand"),
    text("form"),
    text("answers"),
    # What its result wrote (0: nothing): a result that is corrected changes these. Whether it was
    # moved after its day: then it keeps its number on that day's sheet.
    number("activity_id"),
    number("follow_up_id"),
    number("moved_id"),
    number("on_sheet"),
    # The follow-up it was planned for, which its result closed.
    number("promise_id"),
    sqlite_autoincrement=True,
)

# A round comes again by a rule and visits the same customers in the same order.
visit_round = sa.Table(
    "visit_round",
    metadata,
    row_id(),
    text("name"),
    text("rule"),
    text("start"),
    maybe("until"),
    maybe("at_time"),
    text("purpose"),
    text("staff"),
    text("form"),
    # Up to this day its visits have been planned: what was taken off a plan does not come back.
    maybe("planned_until"),
    maybe("paused_on"),
    sqlite_autoincrement=True,
)

round_customer = sa.Table(
    "round_customer",
    metadata,
    row_id(),
    customer_id(),
    sa.Column("round_id", sa.Integer, nullable=False, index=True),
    number("position"),
    sqlite_autoincrement=True,
)

# A greeting that was sent: for which occasion (`birthday`, `festival:mid_autumn`) on which day.
greeting = sa.Table(
    "greeting",
    metadata,
    row_id(),
    customer_id(),
    text("occasion"),
    text("on_date"),
    text("sent_on"),
    text("text"),
    text("staff"),
    sqlite_autoincrement=True,
)
sa.Index("ix_greeting_on_date", greeting.c.on_date, greeting.c.occasion)

# What was brought to mind already, and what was put off. No part of the history: to undo a step
# is no reason to be reminded twice.
reminder = sa.Table(
    "reminder",
    metadata,
    row_id(),
    sa.Column("key", sa.Text, nullable=False, unique=True),
    text("reminded_at"),
    maybe("snoozed_until"),
)
sa.Index(
    "ix_reminder_snoozed_until",
    reminder.c.snoozed_until,
    sqlite_where=reminder.c.snoozed_until.is_not(None),
)

# What calendars outside hold: the entries that were exported, as they were last. No part of the
# history: to undo a step takes nothing out of a phone.
exported_entry = sa.Table(
    "exported_entry",
    metadata,
    row_id(),
    sa.Column("key", sa.Text, nullable=False, unique=True),
    text("noun"),
    text("on_date"),
    maybe("at_time"),
    text("summary"),
    text("staff"),
)
sa.Index("ix_exported_entry_on_date", exported_entry.c.on_date)
