"""Greeting texts for real customers, and what becomes of them: sent, or left out this time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from crmdesk.core import i18n
from crmdesk.core.domain.activity import Activity
from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.customer import COMPANY, Customer
from crmdesk.core.domain.festivals import festival_name
from crmdesk.core.domain.forms_of_address import form_of_address, speaks_chinese
from crmdesk.core.domain.greeting_texts import CHINESE, ENGLISH, template_of, usual_text
from crmdesk.core.domain.greetings import (
    AGE,
    BOUGHT,
    FESTIVAL_NAME,
    LAST,
    MET,
    NAME,
    SHOP,
    problem_of,
    render,
)
from crmdesk.core.domain.last_words import (
    LONGEST_DAYS,
    LONGEST_DAYS_MET,
    bought_words,
    last_words,
    when_words,
)
from crmdesk.core.domain.normalise import clean_text
from crmdesk.core.domain.occasions import BIRTHDAY, FESTIVAL, GreetingRow
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.i18n import _
from crmdesk.core.services import reachable, shop
from crmdesk.core.services.customers import get as get_customer
from crmdesk.core.services.workspace import Workspace, Writing, operate
from crmdesk.core.store import activities, kept_settings
from crmdesk.core.store import greetings as stored
from crmdesk.core.store.database import Connection

KEY: Final = "greetings"
# What happened face to face; a chat is no reason to say how good it was to see somebody.
_MET: Final = ("visit", "shop", "repair")
_SOLD: Final = ("sale",)


@dataclass(frozen=True, slots=True)
class GreetingSettings:
    """The owner's own texts by (occasion, language); `language` is that of all, or by the name."""

    texts: Mapping[tuple[str, str], str]
    language: str = ""

    def text(self, occasion: str, language: str) -> str:
        """Return the template of an occasion: the owner's own, or the usual one."""
        return self.texts.get((occasion, language)) or usual_text(occasion, language)


@dataclass(frozen=True, slots=True)
class Message:
    """A greeting ready to be sent: the text, its language, by what (wechat, message), where to."""

    text: str
    language: str
    channel: str
    wechat: str = ""
    mobile: str = ""


def settings(workspace: Workspace) -> GreetingSettings:
    """Return the owner's texts."""
    with workspace.database.read() as connection:
        return _settings_of(connection)


def _settings_of(connection: Connection) -> GreetingSettings:
    found: dict[str, Any] = kept_settings.setting(connection, KEY, {})
    texts = {
        (occasion, language): text
        for occasion, of_language in found.get("texts", {}).items()
        for language, text in of_language.items()
    }
    return GreetingSettings(texts, found.get("language", ""))


def save_settings(workspace: Workspace, wanted: GreetingSettings) -> Changes:
    """Keep the owner's texts; one like the usual text follows it. Raises CrmError for mistakes."""
    texts: dict[str, dict[str, str]] = {}
    for (occasion, language), text in sorted(wanted.texts.items()):
        clean = clean_text(text)
        problem = problem_of(clean)
        if problem:
            raise CrmError(problem, _("Look at the text again."))
        if clean and clean != usual_text(occasion, language):
            texts.setdefault(occasion, {})[language] = clean
    with operate(workspace, "greetings.save") as writing:
        value = {"language": wanted.language, "texts": texts}
        kept_settings.set_setting(writing.operation, KEY, value)
        writing.message = _("The greeting texts were saved.")
    return writing.changes()


def compose(
    workspace: Workspace, row: GreetingRow, *, language: str = "", template: str | None = None
) -> Message:
    """Return the greeting of a customer for an occasion, in the language of the name.

    `template` is one that is being written. Raises NotFound for a customer who is gone.
    """
    customer = get_customer(workspace, row.customer_id)
    today = workspace.clock.today()
    with workspace.database.read() as connection:
        own = _settings_of(connection)
        spoken = language or own.language
        if not spoken:
            spoken = CHINESE if speaks_chinese(customer.name) else ENGLISH
        with i18n.speaking(spoken):
            values = _values(connection, customer, row, today)
    values[SHOP] = shop.settings(workspace).shop_name
    if template is None:
        company = customer.kind == COMPANY
        occasion = template_of(row.occasion, late=row.on < today, company=company)
        template = own.text(occasion, spoken)
    wechat, mobile = customer.first("wechat"), customer.mobile
    channel = "wechat" if wechat or not mobile else "message"
    return Message(render(template, values), spoken, channel, wechat, mobile)


def _values(
    connection: Connection, customer: Customer, row: GreetingRow, today: dt.date
) -> dict[str, str]:
    sold = stored.last_of_kinds(connection, customer.id, _SOLD, today)
    met = stored.last_of_kinds(connection, customer.id, _MET, today)
    complained = stored.last_of_kinds(connection, customer.id, ("complaint",), today)
    if sold and complained and complained[0] >= sold[0]:
        # Who complained about it is not asked whether it is nice to have.
        sold = None
    # Whom one has just seen is not told of it.
    just_seen = any(last is not None and last[0] == today for last in (met, sold))
    if sold and sold[0] == today:
        sold = None
    earliest = today - dt.timedelta(days=LONGEST_DAYS)
    bought = bought_words(sold[2], sold[0], today) if sold and sold[0] >= earliest else ""
    met_after = today - dt.timedelta(days=LONGEST_DAYS_MET)
    seen = when_words(met[0], today) if met and met[0] >= met_after and not just_seen else ""
    # Any other age is the customer's own business.
    is_round = row.turning is not None and row.turning >= 10 and row.turning % 10 == 0
    return {
        NAME: form_of_address(customer.name, customer.kind, customer.gender, i18n.language()),
        FESTIVAL_NAME: festival_name(row.festival) if row.festival else "",
        BOUGHT: bought,
        MET: seen,
        LAST: last_words(bought, seen),
        AGE: str(row.turning) if is_round else "",
    }


def mark_sent(workspace: Workspace, row: GreetingRow, text: str, *, channel: str = "") -> Changes:
    """Keep that a customer was greeted; the text stands on the timeline.

    Raises CrmError when the customer was greeted for the occasion already.
    """
    today, clean = workspace.clock.today(), clean_text(text)
    kind = channel or "wechat"
    with operate(workspace, "greeting.sent") as writing:
        name = _open(writing, row)
        stored.insert(
            writing.operation,
            row.customer_id,
            row.occasion,
            row.on,
            sent=today,
            text=clean,
            staff=workspace.who,
        )
        activity = Activity(
            customer_id=row.customer_id,
            on=today,
            kind=kind,
            text=_("{occasion}: {text}").format(occasion=occasion_words(row.occasion), text=clean)
            if clean
            else occasion_words(row.occasion),
            staff=workspace.who,
        )
        writing.new_id = activities.insert(writing.operation, activity)
        writing.message = _("{name} was greeted.").format(name=name)
    return writing.changes()


def leave_out(workspace: Workspace, row: GreetingRow) -> Changes:
    """Take a customer off the list of an occasion, this time only."""
    with operate(workspace, "greeting.leave_out") as writing:
        name = _open(writing, row)
        stored.insert(writing.operation, row.customer_id, row.occasion, row.on, sent=None)
        writing.message = _("{name} is left out this time.").format(name=name)
    return writing.changes()


def _open(writing: Writing, row: GreetingRow) -> str:
    """Return the name of a customer who is still to be greeted, and let the history tell it."""
    # Looked at inside the write: a window and another one may both want to greet.
    name = reachable.name(writing.connection, row.customer_id)
    writing.describe(name=name)
    if stored.any_kept(writing.connection, row.customer_id, row.occasion, row.on):
        raise CrmError(
            _("{name} was greeted already, or left out.").format(name=name),
            _("The customer's file shows when."),
        )
    return name


def occasion_words(occasion: str) -> str:
    """Return the occasion of a greeting in the user's language."""
    if occasion == BIRTHDAY:
        return _("Birthday greeting")
    festival = festival_name(occasion.removeprefix(FESTIVAL))
    return _("{festival} greeting").format(festival=festival)
