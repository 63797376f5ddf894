"""The shop's own particulars: shown, or kept as they stand on paper."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict, replace
from pathlib import Path

from crmdesk.cli.files import changes_document
from crmdesk.cli.output import Answer, pairs
from crmdesk.cli.session import opened
from crmdesk.core.domain.normalise import clean_text
from crmdesk.core.domain.problems import FileProblem
from crmdesk.core.i18n import _
from crmdesk.core.services import print_options
from crmdesk.core.services import shop as service
from crmdesk.core.services.shop import ShopSettings


def shop(options: Namespace) -> Answer:
    """Show the shop's name, phone, address, paper and logo, or keep those that are given."""
    given = {
        "shop_name": options.name,
        "phone": options.phone,
        "address": options.address,
        "paper": options.paper,
    }
    wanted = {key: clean_text(value) for key, value in given.items() if value is not None}
    picture = b"" if options.no_logo else _picture(options.logo)
    with opened(options) as work:
        now, changes = service.settings(work), None
        if wanted or picture is not None:
            now = replace(now, **wanted)
            changes = service.save(work, now, logo=picture)
        has_logo = bool(print_options.logo(work))
    document = {**asdict(now), "logo": has_logo}
    if changes is None:
        return Answer(document, _lines(now, has_logo))
    return Answer({**document, **changes_document(changes)}, [changes.message])


def _lines(now: ShopSettings, has_logo: bool) -> list[str]:
    return pairs(
        [
            (_("Shop name"), now.shop_name or "-"),
            (_("Phone"), now.phone or "-"),
            (_("Address"), now.address or "-"),
            (_("Paper"), now.paper),
            (_("Logo"), _("yes") if has_logo else _("none")),
        ]
    )


def _picture(name: str | None) -> bytes | None:
    """Return a picture file as the logo that is kept, None without one. Raises FileProblem."""
    if name is None:
        return None
    file = Path(name).expanduser()
    if not file.is_file():
        raise FileProblem(
            _("There is no file {file}.").format(file=file), _("Check the name of the picture.")
        )
    # Qt takes long to load: only where a picture is read.
    from crmdesk.ui.kit.printing import ensure_gui_application
    from crmdesk.ui.parts.logo_choice import logo_of

    # The words of a drawing need fonts.
    ensure_gui_application()
    return logo_of(file)
