"""What needs Qt, yet no display: the visit schedule as a PDF, and pictures of the screens."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from crmdesk.cli.names import staff_asked
from crmdesk.cli.output import Answer
from crmdesk.cli.session import opened
from crmdesk.core import i18n
from crmdesk.core.domain.problems import FileProblem
from crmdesk.core.i18n import _, ngettext
from crmdesk.core.reports.document import Document


def schedule(options: Namespace) -> Answer:
    """Write the visit schedule of some days as a PDF."""
    # Only a print needs the templates.
    from crmdesk.core.services import printing

    target = Path(options.pdf).expanduser()
    with opened(options) as work:
        document = printing.schedule(
            work,
            options.start,
            options.days,
            staff=staff_asked(work, options.staff),
            style="week_list" if options.week else "day_sheet",
            paper=options.paper,
        )
    told, lines = saved_as_pdf(document, target)
    return Answer(told, lines)


def saved_as_pdf(document: Document, target: Path) -> tuple[dict[str, object], list[str]]:
    """Write a document as a PDF; return what programs and what people are told of it."""
    # Qt takes long to load: only where something is printed.
    from crmdesk.ui.kit.printing import save_pdf

    saved = save_pdf(document, target)
    text = ngettext("{file}: {count} page.", "{file}: {count} pages.", saved.pages)
    lines = [text.format(file=target, count=saved.pages), saved.remark]
    told = {"file": str(target), "pages": saved.pages, "remark": saved.remark}
    return told, list(filter(None, lines))


def screens(options: Namespace) -> Answer:
    """Draw every screen with demo data into PNG files."""
    folder = Path(options.directory).expanduser()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileProblem(
            _("The folder {folder} cannot be made.").format(folder=folder),
            _("Choose a folder you may write in."),
        ) from error
    from crmdesk.ui import rendering

    made = rendering.render_screens(
        folder,
        language=i18n.language(),
        theme=options.theme,
        scale=options.scale,
        size=options.size,
    )
    return Answer({"files": [str(one) for one in made]}, [str(one) for one in made])
