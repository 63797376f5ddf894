"""What a field of the owner's may be called: like no other field, in any language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from crmdesk.core import i18n
from crmdesk.core.domain.custom_fields import CustomField
from crmdesk.core.domain.fields import FIELDS
from crmdesk.core.domain.headers import normal_header
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.i18n import _

# A longer one is a sentence, and no header of a column holds it.
LONGEST_LABEL: Final = 60


def label_key(label: str) -> str:
    """Return the form of a label in which two that look alike are the same."""
    return normal_header(label) or label.casefold()


def labelled(fields: Sequence[CustomField], label: str) -> CustomField | None:
    """Return the field that has a label, or one that looks the same."""
    wanted = label_key(label)
    return next((one for one in fields if label_key(one.label) == wanted), None)


def check_label(others: Sequence[CustomField], label: str) -> None:
    """Raise CrmError unless a new field may have this label beside the others."""
    if not label:
        raise CrmError(_("The name is missing."), _("Type a name for the field."))
    if len(label) > LONGEST_LABEL:
        raise CrmError(
            _("The name of the field is too long."),
            _("Use {count} characters at the most.").format(count=LONGEST_LABEL),
        )
    wanted = label_key(label)
    other = labelled(others, label)
    there = other.label if other is not None else ""
    for field in FIELDS:
        if any(label_key(text) == wanted for text in i18n.in_every_language(field.label)):
            there = field.show()
    if there:
        raise CrmError(
            _("There is a field “{name}” already.").format(name=there),
            _("Choose another name, or use the field that is there."),
        )
