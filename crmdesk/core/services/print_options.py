"""How something is printed: what every style of print can be told, and what is remembered."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.customer import CustomerQuery
from crmdesk.core.domain.weeks import WEEK_DAYS, week_start
from crmdesk.core.i18n import LANGUAGES, N_, _
from crmdesk.core.reports.document import PAPERS, Document, Look, Paper
from crmdesk.core.services import shop
from crmdesk.core.services.workspace import Workspace, operate
from crmdesk.core.store import kept_settings

# Millimetres; 0 is what suits the style.
MARGINS: Final = {0.0: N_("Default"), 6.0: N_("Narrow"), 20.0: N_("Wide")}
POINTS: Final = (0.0, 8.0, 9.0, 10.0, 11.0, 12.0, 14.0)
_LEAST_MARGIN, _WIDEST_MARGIN = 3.0, 40.0
_LEAST_POINTS, _MOST_POINTS = 6.0, 24.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintOptions:
    """What is printed and how; an empty value means what suits the style.

    What is printed: the days from `start` for one of the `staff`; the customers a `query` finds,
    or those of `ids`, under a `title` that says who they are; `ids` are what the style shows, such
    as complaints. Everything else is a way to print it, and is remembered for each style.
    """

    start: dt.date | None = None
    days: int = 0
    staff: str = ""
    query: CustomerQuery | None = None
    ids: tuple[int, ...] = ()
    title: str = ""
    paper: str = ""
    landscape: bool | None = None
    margin: float = 0.0
    points: float = 0.0
    language: str = ""
    shop_name: bool = True
    logo: bool = True
    columns: tuple[str, ...] = ()
    parts: tuple[str, ...] | None = None
    label: str = ""
    first: int = 1
    outlines: bool | None = None
    envelope: str = ""
    sender: bool = True
    grades: tuple[str, ...] = ()
    own_pages: bool = True


_WHAT: Final = frozenset({"start", "days", "staff", "query", "ids", "title"})
_WAYS: Final = tuple(name for name in PrintOptions.__dataclass_fields__ if name not in _WHAT)
# A sheet of labels is begun once; the next one is a whole one again.
_NOT_KEPT: Final = frozenset({"first"})


@dataclass(frozen=True, slots=True)
class Style:
    """One way to put something on paper: its name, what it is for, and the options it knows.

    `subject` is what it shows: `visits`, `customers`, `birthdays` or `complaints`. `parts` can be
    left out one by one; `usual_parts` are those that are there at first. It shows `usual_days`
    unless told, 0 for the month of the first day. `placed` things lie to the millimetre and carry
    neither header nor footer.
    """

    key: str
    label: str
    about: str
    subject: str
    build: Callable[[Workspace, PrintOptions, Look], Document]
    options: frozenset[str] = frozenset()
    parts: Mapping[str, str] = field(default_factory=dict)
    usual_parts: tuple[str, ...] | None = None
    usual_days: int = 1
    placed: bool = False

    def chosen_parts(self, options: PrintOptions) -> tuple[str, ...]:
        """Return the parts that are wanted, in the style's order."""
        wanted = options.parts
        if wanted is None:
            wanted = self.usual_parts if self.usual_parts is not None else tuple(self.parts)
        return tuple(key for key in self.parts if key in wanted)


def look(workspace: Workspace, options: PrintOptions) -> Look:
    """Return what the options and the shop's settings make of every page."""
    ours = shop.settings(workspace)
    return Look(
        shop_name=ours.shop_name if options.shop_name else "",
        printed_on=workspace.clock.today(),
        paper=paper_of(options.paper or ours.paper),
        landscape=options.landscape,
        margin_mm=_between(options.margin, _LEAST_MARGIN, _WIDEST_MARGIN),
        points=_between(options.points, _LEAST_POINTS, _MOST_POINTS),
        logo=logo(workspace) if options.logo else b"",
    )


def paper_of(name: str) -> Paper:
    """Return the paper of a name, A4 for an unknown one."""
    return next((paper for paper in PAPERS if paper == name), "A4")


def _between(value: float, least: float, most: float) -> float:
    return min(max(value, least), most) if value else 0.0


def kept(options: PrintOptions) -> dict[str, Any]:
    """Return what is remembered of the options, as JSON knows it: what differs from the usual."""
    usual = PrintOptions()
    found: dict[str, Any] = {}
    for name in _WAYS:
        value = getattr(options, name)
        if name not in _NOT_KEPT and value != getattr(usual, name):
            found[name] = list(value) if isinstance(value, tuple) else value
    return found


def with_kept(options: PrintOptions, remembered: Mapping[str, Any]) -> PrintOptions:
    """Return the options with what was remembered; what does not fit is left at its usual value."""
    found: dict[str, Any] = {}
    for name in _WAYS:
        if name in remembered and name not in _NOT_KEPT:
            value = remembered[name]
            kind = _KINDS[name]
            if kind is tuple and isinstance(value, list | tuple):
                found[name] = tuple(one for one in value if isinstance(one, str))
            elif kind is float and isinstance(value, int | float) and not isinstance(value, bool):
                found[name] = float(value)
            elif kind is not tuple and isinstance(value, kind):
                found[name] = value
    if found.get("language", "") not in ("", *LANGUAGES):
        del found["language"]
    return replace(options, **found)


def suited(style: Style, options: PrintOptions, today: dt.date) -> PrintOptions:
    """Return the options with a whole week, from its first day, for a style that shows weeks."""
    if style.usual_days != WEEK_DAYS or not 0 < options.days < WEEK_DAYS:
        return options
    start = options.start or today
    return replace(options, start=week_start(start), days=WEEK_DAYS)


_KINDS: Final[Mapping[str, type]] = {
    "paper": str,
    "landscape": bool,
    "margin": float,
    "points": float,
    "language": str,
    "shop_name": bool,
    "logo": bool,
    "columns": tuple,
    "parts": tuple,
    "label": str,
    "first": int,
    "outlines": bool,
    "envelope": str,
    "sender": bool,
    "grades": tuple,
    "own_pages": bool,
}


def logo(workspace: Workspace) -> bytes:
    """Return the shop's logo as a PNG file's bytes, or nothing."""
    with workspace.database.read() as connection:
        found = kept_settings.setting(connection, shop.LOGO_KEY, "")
    try:
        return base64.b64decode(found) if isinstance(found, str) else b""
    except binascii.Error:
        return b""


def save_logo(workspace: Workspace, picture: bytes) -> Changes:
    """Keep a picture, small enough for a header, as the shop's logo; nothing takes it away."""
    with operate(workspace, "shop.logo") as writing:
        shop.keep_logo(writing.operation, picture)
        writing.message = _("The logo was saved.") if picture else _("The logo was taken away.")
    return writing.changes()
