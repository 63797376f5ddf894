"""What the choices of a print are made of: the shop's fields, its staff and its grades."""

from __future__ import annotations

from dataclasses import dataclass

from crmdesk.core.domain.choices import GRADE
from crmdesk.core.services import choices, custom_fields, print_options, print_texts, shop
from crmdesk.core.services.workspace import Workspace

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PrintData:
    """Fields and grades as (key, text), the names of the staff, and the shop's paper and logo."""

    fields: Pairs = ()
    grades: Pairs = ()
    staff: tuple[str, ...] = ()
    paper: str = "A4"
    logo: bytes = b""


def read(workspace: Workspace) -> PrintData:
    """Return what the choices of a print are made of."""
    known = print_texts.printable(custom_fields.catalogue(workspace).fields)
    grades = choices.choices(workspace, GRADE, counted=False)
    return PrintData(
        fields=tuple((field.key, field.show()) for field in known),
        grades=tuple((one.code, one.show()) for one in grades),
        staff=tuple(choices.staff_names(workspace)),
        paper=shop.settings(workspace).paper,
        logo=print_options.logo(workspace),
    )
