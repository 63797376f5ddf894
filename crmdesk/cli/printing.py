"""Everything on paper from the command line: any style of print as a PDF."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from crmdesk.cli import print_wishes
from crmdesk.cli.names import staff_asked
from crmdesk.cli.output import Answer, table
from crmdesk.cli.paper import saved_as_pdf
from crmdesk.cli.session import opened
from crmdesk.cli.usage import Usage
from crmdesk.core.i18n import _
from crmdesk.core.services import list_filters, printing
from crmdesk.core.services.printing import PrintOptions, Style
from crmdesk.core.services.workspace import Workspace


def print_style(options: Namespace) -> Answer:
    """Write a style of print as a PDF; without a style list what there is."""
    if not options.style:
        return _styles()
    style = print_wishes.style_asked(options.style)
    if options.pdf is None:
        raise Usage(
            _("There is no file to print to."),
            _("Name one, such as --pdf {file}.").format(file="print.pdf"),
        )
    target = Path(options.pdf).expanduser()
    with opened(options) as work:
        wanted = _wanted(work, style, options)
        print_wishes.check_first_label(work, style, wanted)
        document = printing.build(work, style.key, wanted)
    told, lines = saved_as_pdf(document, target)
    return Answer({**told, "style": style.key}, lines)


def _styles() -> Answer:
    document = [
        {
            "style": style.key,
            "label": _(style.label),
            "about": _(style.about),
            "parts": list(style.parts),
            "columns": print_wishes.usual_columns() if "columns" in style.options else [],
        }
        for style in printing.STYLES.values()
    ]
    rows = [(style.key, _(style.label), _(style.about)) for style in printing.STYLES.values()]
    return Answer(document, table((_("Style"), _("What it is called"), _("What for")), rows, 90))


def _wanted(work: Workspace, style: Style, options: Namespace) -> PrintOptions:
    query = list_filters.query_of(work, options.filters) if options.filters else None
    return PrintOptions(
        start=options.start,
        days=options.days or 0,
        staff=staff_asked(work, options.staff),
        query=query,
        ids=print_wishes.ids_asked(work, style, options.customers, options.complaints),
        title=options.title,
        paper=options.paper,
        landscape=options.landscape,
        margin=options.margin,
        points=options.font_size,
        language=options.print_language,
        shop_name=options.shop_name,
        logo=options.logo,
        columns=print_wishes.columns_asked(work, options.columns),
        parts=print_wishes.parts_asked(style, options.parts),
        own_pages=options.own_pages,
        label=options.label,
        first=options.first,
        outlines=options.outlines,
        envelope=options.envelope,
        sender=options.sender,
        grades=tuple(print_wishes.split(options.grades)),
    )
