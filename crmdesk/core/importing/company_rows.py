"""A row about a person at a company, where the companies are the customers."""

from __future__ import annotations

from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.domain.customer import GENDERS, ContactPerson
from crmdesk.core.i18n import _
from crmdesk.core.importing.row_so_far import RowSoFar


def take_person(row: RowSoFar, name: str, birthday: Birthday | None) -> tuple[str, Birthday | None]:
    """Turn who a row is about into the contact person; return name and birthday of the company.

    The first mobile number is the person's, else the first number; all other numbers and addresses
    are the company's. What is only true of a person is kept in the person's notes.
    """
    values = row.values
    company = values.pop("company", "")
    if not company:
        # 客户名称 beside 联系人: the customer is the company already.
        _give_phone(row)
        return name, birthday
    if not name and not row.persons:
        return str(company), birthday
    told = []
    if gender := values.pop("gender", ""):
        told.append(_(GENDERS[gender]))
    if birthday is not None:
        told.append(birthday.show())
    if name:
        row.persons.insert(0, ContactPerson(name, values.pop("role", "")))
    first = row.persons[0]
    notes = "\n".join(filter(None, (first.notes, *told)))
    row.persons[0] = ContactPerson(first.name, first.role, first.phone, notes)
    _give_phone(row)
    return str(company), None


def _give_phone(row: RowSoFar) -> None:
    if not row.persons or row.persons[0].phone:
        return
    phones = [one for one in row.methods if one.kind in ("mobile", "phone")]
    found = next((one for one in phones if one.kind == "mobile"), None)
    if found is None and phones:
        found = phones[0]
    if found is not None:
        first = row.persons[0]
        row.methods.remove(found)
        row.persons[0] = ContactPerson(first.name, first.role, found.value, first.notes)
