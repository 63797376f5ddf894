"""What is wished of a print, checked before anything is written: its columns, parts and labels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from crmdesk.cli.output import in_phrases, one_line
from crmdesk.cli.usage import Usage
from crmdesk.core.domain.fields import FIELDS
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.i18n import _
from crmdesk.core.services import complaints, custom_fields, list_filters, print_post, printing
from crmdesk.core.services.print_options import PrintOptions, Style
from crmdesk.core.services.print_texts import printable
from crmdesk.core.services.workspace import Workspace


def style_asked(name: str) -> Style:
    """Return a style by its key. Raises Usage for an unknown one."""
    try:
        return printing.style_of(name)
    except CrmError as error:
        raise Usage(error.message, error.advice) from error


def usual_columns() -> list[str]:
    """Return the keys of the columns any shop can print in a list."""
    return [field.key for field in printable(FIELDS)]


def columns_asked(workspace: Workspace, texts: Sequence[str]) -> tuple[str, ...]:
    """Return the keys of columns that are named by key or label. Raises Usage."""
    if not texts:
        return ()
    names = [one for text in texts for one in split(text)]
    fields = printable(custom_fields.catalogue(workspace).fields)
    own = {field.key for field in custom_fields.catalogue(workspace).custom}
    there = [field.show() if field.key in own else field.key for field in fields]
    advice = _("There are: {names}.").format(names=", ".join(there))
    if not names:
        raise Usage(_("--columns names no column."), advice)
    known = {field.key for field in fields}
    found: list[str] = []
    for name in names:
        try:
            (key,) = list_filters.keys_of(workspace, [name])
        except CrmError:
            key = ""
        if key not in known:
            text = _("There is no column “{name}”.").format(name=one_line(name))
            raise Usage(text, advice)
        found.append(key)
    return tuple(dict.fromkeys(found))


def parts_asked(style: Style, text: str | None) -> tuple[str, ...] | None:
    """Return the parts of a style that are wanted, None for the usual ones. Raises Usage."""
    if text is None:
        return None
    if not style.parts:
        raise Usage(
            _("“{style}” has no parts to choose from.").format(style=style.key),
            _("Leave out --parts."),
        )
    wanted = [one.lower().replace("-", "_") for one in split(text)]
    unknown = [one for one in wanted if one not in style.parts]
    if unknown or not wanted:
        raise Usage(
            _("“{style}” has no part “{name}”.").format(
                style=style.key, name=one_line(", ".join(unknown) or text)
            ),
            _("There are: {names}.").format(names=", ".join(style.parts)),
        )
    return tuple(wanted)


def ids_asked(
    workspace: Workspace, style: Style, customers: Sequence[int], numbers: Sequence[str]
) -> tuple[int, ...]:
    """Return what a style shows: customers by id, complaints by number. Raises Usage, NotFound."""
    if style.subject != "complaints":
        if numbers:
            raise Usage(
                _("“{style}” prints no complaints.").format(style=style.key),
                _("Leave out --complaint, or print complaint_form."),
            )
        return tuple(customers)
    return tuple(complaints.by_number(workspace, number).id for number in numbers)


def check_first_label(workspace: Workspace, style: Style, options: PrintOptions) -> None:
    """Raise Usage for a first label that the sheet does not have."""
    if "first" not in style.options:
        return
    sheet = print_post.label_sheet(workspace, options)
    if options.first > sheet.count:
        raise Usage(
            _("A sheet {sheet} has {count} labels; there is no label {number}.").format(
                sheet=sheet.key, count=sheet.count, number=options.first
            ),
            _("Give --start a number from 1 to {count}.").format(count=sheet.count),
        )


def split(text: str) -> list[str]:
    """Return what stands between commas, Chinese ones as well."""
    plain = text.replace("，", ",").replace("、", ",")
    return [one.strip() for one in plain.split(",") if one.strip()]


def listed_parts(styles: Iterable[Style]) -> str:
    """Return the parts of each style on one line."""
    return in_phrases(f"{style.key}: {', '.join(style.parts)}" for style in styles if style.parts)
