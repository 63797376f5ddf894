"""One contact as the cells of a row: what each property means to a list of customers."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from crmdesk.core.domain.customer import COMPANY, GENDERS, KINDS, PERSON, ContactPerson
from crmdesk.core.domain.normalise import clean_name, join_name
from crmdesk.core.domain.persons_text import show_persons
from crmdesk.core.i18n import N_, _
from crmdesk.core.importing.readers import vcard_methods as methods
from crmdesk.core.importing.readers.vcard_card import OWN, CardRow, Reading
from crmdesk.core.importing.readers.vcard_dates import birthday_cell, lunar_cell
from crmdesk.core.importing.readers.vcard_lines import Card, Property, words
from crmdesk.core.importing.readers.vcard_text import Texts

_OWN_SINGLE: Final = words(
    "company birthday grade stage source referrer staff card stay-days last-contact next-date"
    " created"
)
_PICTURES: Final = frozenset({"PHOTO", "X-MS-CARDPICTURE"})
_IN_NOTES: Final = {
    "TITLE": N_("Job title"),
    "ROLE": N_("Profession"),
    "NICKNAME": N_("Nickname"),
    "X-NICKNAME": N_("Nickname"),
    "ANNIVERSARY": N_("Anniversary"),
    "X-ANNIVERSARY": N_("Anniversary"),
    "X-EVOLUTION-ANNIVERSARY": N_("Anniversary"),
    "X-DEPARTMENT": N_("Department"),
    "HOBBY": N_("Hobby"),
    "INTEREST": N_("Interest"),
    "EXPERTISE": N_("Expertise"),
}
# Services by the property that names them, beside those that carry the service in a parameter.
_HANDLES: Final = re.compile(
    r"X-(?:(WECHAT|WEIXIN|TENCENT-WECHAT|QQ|TENCENT-QQ)(?:-ID)?|(AIM|ICQ|JABBER|MSN|YAHOO|SKYPE"
    r"|SKYPE-USERNAME|GOOGLE-TALK|GADUGADU|GROUPWISE|WHATSAPP|TELEGRAM|LINE|WEIBO|DOUYIN|TWITTER"
    r"|FACEBOOK|INSTAGRAM|LINKEDIN))"
)
_PEOPLE: Final = re.compile(
    r"X-(?:\w+-)?(SPOUSE|MANAGER|ASSISTANT|CHILD|CHILDREN|PARTNER)(?:-NAME)?"
)
# What programs write for themselves says nothing about a person.
_MACHINE: Final = re.compile(
    r"X-(?:AB(?!DATE|RELATEDNAMES)|APPLE|ADDRESSBOOK|IMAGE|MS-|WAB|CLASS|EVOLUTION-(?:FILE|WEBDAV)"
    r"|MOZILLA|GOOGLE-(?:ETAG|ID)|VCARD|COUCHDB|UID|ID|REV|CREATED|MODIFIED|SYNC|LOTUS-|SONYERICSSON"
    r"|RADICALE|OWNCLOUD|KADDRESSBOOK-(?:CRYPTO|OPENPGP)|ANDROID|PALM|PRODID|ACCOUNT|RINGTONE"
    r"|PHONETIC|SORT|CRMDESK|READ-ONLY|STARRED|FAVORITE|TIMES|LAST-TIME)"
)
_UNREADABLE: Final = re.compile(r"^(?:[{\[<].*|[\w+/=-]{60,}|[0-9a-fA-F-]{20,}|\w+:\S+|[\d\W]*)$")
_LONGEST_UNKNOWN: Final = 2000


def row_of(card: Card, texts: Texts) -> CardRow:
    """Return the row of a card; one that an export wrote is read as exactly what was written."""
    to = Reading(card, texts)
    for one in card.properties:
        _take(to, one)
    if to.row.own:
        to.row.cells["name"] = [_first_text(to, "FN")]
    else:
        _name(to)
    for agent in card.agents:
        row = row_of(agent, texts)
        to.row.pictures += row.pictures
        phone = next(iter(row.cells["mobile"] + row.cells["phone"]), "")
        to.person(next(iter(row.cells["name"]), ""), "agent", phone)
    if to.tags:
        to.row.cells["tags"] = [", ".join(to.tags)]
    if to.persons:
        to.row.cells["contact_person"] = [show_persons(to.persons)]
    if any(to.notes):
        to.row.cells["notes"] = ["\n".join(dict.fromkeys(filter(None, to.notes)))]
    return to.row


def _take(to: Reading, one: Property) -> None:
    name = one.name
    if name in _PICTURES:
        to.row.pictures += bool(one.value)
    elif name.startswith(OWN):
        if to.row.own:
            _own(to, one, name.removeprefix(OWN).lower())
    elif name in _TAKE:
        _TAKE[name](to, one)
    elif found := _HANDLES.fullmatch(name):
        _handle(to, one, found[1] or found[2])
    elif found := _PEOPLE.fullmatch(name):
        to.person(to.texts.text(one), found[1])
    elif name in _IN_NOTES:
        to.note(_(_IN_NOTES[name]), ", ".join(filter(None, to.texts.parts(one))))
    elif name.startswith("X-") and not _MACHINE.match(name):
        _unknown(to, one)


def _own(to: Reading, one: Property, what: str) -> None:
    """Read what an own export wrote beside what every phone reads."""
    if what in _OWN_SINGLE:
        to.row.cells[what.replace("-", "_")] = [to.texts.text(one)]
    elif what == "kind":
        to.row.cells["kind"] = [_(KINDS.get(to.texts.text(one), KINDS[PERSON]))]
    elif what == "other":
        to.add("other", to.texts.text(one))
    elif what == "person":
        to.persons.append(ContactPerson(*(to.texts.parts(one) + [""] * 4)[:4]))
    elif what == "field":
        label, text, kind = (to.texts.parts(one) + [""] * 3)[:3]
        to.row.custom[label] = text
        to.row.types[label] = kind


def _unknown(to: Reading, one: Property) -> None:
    text = to.texts.text(one)
    if text and len(text) <= _LONGEST_UNKNOWN and not _UNREADABLE.match(text):
        label = one.name.removeprefix("X-").replace("-", " ").capitalize()
        to.note(to.labels.get(one.group) or label, text)


def _first_text(to: Reading, name: str) -> str:
    return next((to.texts.text(one) for one in to.card.properties if one.name == name), "")


def _name(to: Reading) -> None:
    cells, full = to.row.cells, _first_text(to, "FN")
    parts = next((to.texts.parts(one) for one in to.card.properties if one.name == "N"), [])
    name = _joined(to, parts, full) or clean_name(full)
    company = next(iter(cells["company"]), "")
    if company and (not name or clean_name(company) == name):
        cells["company"] = []
        cells["kind"] = [_(KINDS[COMPANY])]
        name = company
    cells["name"] = [name or _first_text(to, "NICKNAME")]


def _joined(to: Reading, parts: list[str], full: str) -> str:
    family, given, middle, prefix, suffix = (clean_name(part) for part in (*parts, *[""] * 5)[:5])
    if middle:
        given = f"{given} {middle}".strip() if given.isascii() else join_name(given, middle)
    name = join_name(family, given)
    told = "".join((name, prefix, suffix)).lower()
    if name and set(full.lower()) - set(told) - set(" .,，·()（）"):
        to.note(_("Display name"), full)
    elif name and (prefix or suffix):
        to.note(_("Form of address"), " ".join(filter(None, (prefix, suffix))))
    return name


def _organisation(to: Reading, one: Property) -> None:
    if to.row.own:
        return  # phones want the name of a company here; the field itself comes apart
    first, *rest = to.texts.parts(one)
    to.add("company", first.strip())
    to.note(_("Department"), ", ".join(part.strip() for part in rest if part.strip()))


def _shows_as(to: Reading, one: Property) -> None:
    if to.texts.text(one).lower() in ("company", "org", "organization"):
        to.row.cells["kind"] = [_(KINDS["company"])]


def _phone(to: Reading, one: Property) -> None:
    label = to.labels.get(one.group, "")
    kind = methods.phone_kind(one.types, label)
    number = to.texts.text(one)
    number = number if to.row.own else methods.phone_cell(number)
    if number:
        to.add(kind, number)
        to.note(methods.own_label(label), number)


def _mail(to: Reading, one: Property) -> None:
    mail = to.texts.text(one)
    to.add("email", mail)
    to.note(methods.own_label(to.labels.get(one.group, "")), mail)


def _url(to: Reading, one: Property) -> None:
    to.add("website", to.texts.text(one))


def _handle(to: Reading, one: Property, service: str = "") -> None:
    scheme, name = ("", to.texts.text(one))
    if not to.row.own:
        scheme, name = methods.handle_of(name)
    name = to.texts.param(one, "X-USER") or name
    known = to.texts.param(one, "X-SERVICE-TYPE") or ""
    service = service or known or next((t for t in one.types if t not in _PLAIN_TYPES), scheme)
    kind = methods.service_of(service)
    if name:
        plain = service.replace("-", " ").capitalize()
        to.add(kind, f"{plain}: {name}" if kind == "other" and service else name)


def _address(to: Reading, one: Property) -> None:
    parts = to.texts.parts(one)
    label = to.texts.param(one, "LABEL")
    if to.row.own:
        text = parts[2] if len(parts) > 2 else ""
    else:
        text = methods.address_text(parts) or " ".join(label.split())
    postcode = parts[5] if len(parts) > 5 else ""
    to.address(text, to.districts.get(one.group, ""), postcode)


def _label(to: Reading, one: Property) -> None:
    # An address as it is printed: only wanted where its parts are not there.
    if not any(other.name == "ADR" and other.value.strip(b"; ") for other in to.card.properties):
        to.address(" ".join(to.texts.text(one).split()), "", "")


def _birthday(to: Reading, one: Property) -> None:
    omitted = one.param("X-APPLE-OMIT-YEAR")
    if one.param("CALSCALE").lower() == "chinese":
        to.row.cells["birthday_lunar"] = [lunar_cell(to.texts.text(one))]
    elif not to.row.cells["birthday"]:
        to.add("birthday", birthday_cell(to.texts.text(one), omitted))


def _gender(to: Reading, one: Property) -> None:
    word = to.texts.text(one).split(";")[0].strip()
    kind = {"m": "male", "f": "female"}.get(word[:1].lower(), "")
    if kind and word.lower() in (kind, kind[0]):
        to.row.cells["gender"] = [_(GENDERS[kind])]
    elif word.lower() not in ("o", "n", "u"):
        to.add("gender", word)


def _categories(to: Reading, one: Property) -> None:
    to.tags.extend(to.texts.several(one))


def _text_note(to: Reading, one: Property) -> None:
    to.notes.append(to.texts.text(one))


def _related(to: Reading, one: Property) -> None:
    text = to.texts.text(one)
    if not re.match(r"(?:urn|https?|mailto|tel):", text, re.IGNORECASE):
        label = to.labels.get(one.group, "")
        to.person(text, label or next(iter(one.types), ""))


def _android(to: Reading, one: Property) -> None:
    """Read what some phones keep in words of their own: `.../relation;韩梅;14`."""
    kind, text, number, label, *_rest = (*to.texts.parts(one), "", "", "", "")
    kind = kind.rpartition("/")[2]
    if kind == "nickname":
        to.note(_("Nickname"), text)
    elif kind == "relation":
        known = number.isdecimal() and 0 < int(number[:4]) <= len(_ANDROID_RELATIONS)
        to.person(text, label or (_ANDROID_RELATIONS[int(number[:4]) - 1] if known else ""))
    elif kind == "contact_event":
        to.note(label or _("Anniversary"), text)


def _dated(to: Reading, one: Property) -> None:
    label = to.labels.get(one.group, "")
    text = birthday_cell(to.texts.text(one), one.param("X-APPLE-OMIT-YEAR"))
    to.note(label or _("Anniversary"), text)


def _inline_agent(to: Reading, one: Property) -> None:
    found = re.search(r"(?:^|\n)FN[^:\n]*:([^\n]*)", to.texts.text(one))
    if found:
        to.person(found[1], "agent")


# Counted from 1; brothers, sisters and relatives have no word of ours.
_ANDROID_RELATIONS: Final = (
    *("assistant", "", "child", "partner", "father", "friend", "manager", "mother", "parent"),
    *("partner", "", "", "", "spouse"),
)
_PLAIN_TYPES: Final = frozenset(
    {"home", "work", "pref", "internet", "other", "personal", "business"}
)
_TAKE: Final[dict[str, Callable[[Reading, Property], None]]] = {
    "ORG": _organisation,
    "X-ABSHOWAS": _shows_as,
    "KIND": _shows_as,
    "TEL": _phone,
    "EMAIL": _mail,
    "URL": _url,
    "IMPP": _handle,
    "X-SOCIALPROFILE": _handle,
    "ADR": _address,
    "LABEL": _label,
    "BDAY": _birthday,
    "X-ALTBDAY": _birthday,
    "GENDER": _gender,
    "X-GENDER": _gender,
    "X-SEX": _gender,
    "SEX": _gender,
    "CATEGORIES": _categories,
    "NOTE": _text_note,
    "RELATED": _related,
    "X-ABRELATEDNAMES": _related,
    "X-ABDATE": _dated,
    "X-ANDROID-CUSTOM": _android,
    "AGENT": _inline_agent,
}
