"""All choices of a print in their order: what is printed, and how."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from crmdesk.core.i18n import LANGUAGES, N_, _
from crmdesk.core.reports.document import PAPERS
from crmdesk.core.reports.label_sheets import LABEL_SHEETS
from crmdesk.core.reports.post import ENVELOPES
from crmdesk.core.services.print_options import MARGINS, POINTS, PrintOptions, Style
from crmdesk.ui.parts.print_controls import Control, FirstLabel, Several, Tick
from crmdesk.ui.parts.print_picks import Pick, PickDate, PickDays, PickLabel, PickStaff, PickWho


def _flows(style: Style) -> bool:
    return not style.placed


def what_controls(given: PrintOptions, today: Callable[[], dt.date]) -> list[Control]:
    """Return the choices of what is printed."""
    return [
        PickWho(given),
        PickDate(today),
        PickDays("days", N_("How long"), (), lambda style: "days" in style.options),
        PickStaff("staff", N_("Staff"), (), lambda style: "staff" in style.options),
        PickLabel(
            "label",
            N_("Labels"),
            [(key, sheet.show()) for key, sheet in LABEL_SHEETS.items()],
            lambda style: "label" in style.options,
        ),
        FirstLabel(),
        Pick(
            "envelope",
            N_("Envelope"),
            [("", _("Default")), *((key, _(one.label)) for key, one in ENVELOPES.items())],
            lambda style: "envelope" in style.options,
        ),
        Several("columns", N_("Columns"), ordered=True),
        Several("parts", N_("What is shown")),
        Several("grades", N_("Grades")),
        Tick(
            "own_pages",
            _("Each person on a page of their own"),
            lambda style: "own_pages" in style.options,
        ),
        Tick("sender", _("Our address as the sender"), lambda style: "sender" in style.options),
        Tick(
            "outlines",
            _("Outlines, boxes for the postcode"),
            lambda style: "outlines" in style.options,
            usual="envelopes",
        ),
    ]


def paper_controls() -> list[Control]:
    """Return the choices of how it is printed."""
    usual = _("Default")
    directions = [(None, usual), (False, _("Upright")), (True, _("Across"))]
    sizes = [
        (one, _("{points} points").format(points=f"{one:g}") if one else usual) for one in POINTS
    ]
    languages = [("", _("As the window")), *LANGUAGES.items()]
    return [
        Pick("paper", N_("Paper"), [("", usual), *((one, one) for one in PAPERS)], _flows),
        Pick("landscape", N_("Direction"), directions, _flows),
        Pick("margin", N_("Margins"), [(mm, _(text)) for mm, text in MARGINS.items()], _flows),
        Pick("points", N_("Font size"), sizes, lambda _style: True),
        Pick("language", N_("Language"), languages, lambda _style: True),
        Tick("shop_name", _("The shop's name on top"), _flows),
        Tick("logo", _("The logo on top"), _flows),
    ]
