"""What is exported comes back as the same customers."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from crmdesk.core.domain.activity import Activity
from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.domain.custom_fields import show_value
from crmdesk.core.domain.customer import (
    Address,
    ContactMethod,
    ContactPerson,
    Customer,
    CustomerQuery,
)
from crmdesk.core.domain.dates import parse_birthday
from crmdesk.core.domain.fields import FIELDS
from crmdesk.core.domain.followup import FollowUp
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.i18n import use_language
from crmdesk.core.importing.mapping import field_for_header
from crmdesk.core.services import (
    activities,
    choices,
    custom_fields,
    customers,
    exporting,
    followups,
    importing,
    listing,
)
from crmdesk.core.services.export_rows import birthday_text
from crmdesk.core.services.workspace import Workspace
from tests import factories

TEXT = st.text(
    alphabet=st.one_of(
        st.sampled_from("张伟欧阳娜娜abcXYZ019 -=+@'\"<>|\\&{}%;,，、。:/#\n\t"),
        st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co")),
    ),
    max_size=24,
)
BIRTHDAYS = st.one_of(
    st.none(),
    st.builds(Birthday, st.just(2), st.integers(1, 29), st.none()),
    st.dates(dt.date(1920, 1, 1), dt.date(2026, 1, 1)).map(
        lambda day: Birthday(day.month, day.day, day.year)
    ),
    st.builds(Birthday, st.integers(1, 12), st.integers(1, 29), st.none(), st.just(True)),
    st.just(Birthday(4, 2, 2020, True, True)),
)
METHODS = st.lists(
    st.builds(
        ContactMethod,
        st.sampled_from(["mobile", "phone", "wechat", "qq", "email", "fax", "website", "other"]),
        st.one_of(TEXT, st.from_regex(r"1[3-9]\d{9}", fullmatch=True)),
    ),
    max_size=4,
)
CUSTOMERS = st.builds(
    Customer,
    kind=st.sampled_from(["person", "company"]),
    name=TEXT.filter(lambda text: bool(text.strip())),
    gender=st.sampled_from(["", "male", "female"]),
    birthday=BIRTHDAYS,
    company=TEXT,
    methods=METHODS.map(tuple),
    addresses=st.lists(st.builds(Address, TEXT, TEXT, TEXT), max_size=3).map(tuple),
    persons=st.lists(st.builds(ContactPerson, TEXT, TEXT, TEXT, TEXT), max_size=2).map(tuple),
    grade=st.one_of(st.sampled_from(["A", "B", "", "VIP"]), TEXT),
    stage=st.one_of(st.sampled_from(["loyal", "new", ""]), TEXT),
    source=st.one_of(st.sampled_from(["referral", "wechat", ""]), TEXT),
    referrer=TEXT,
    tags=st.lists(TEXT, max_size=3).map(tuple),
    staff=TEXT,
    card=TEXT,
    stay_days=st.sampled_from([0, 0, 1, 30, 3650]),
    notes=st.one_of(TEXT, TEXT.map(lambda text: text * 90)),
    created=st.dates(dt.date(1990, 1, 1), dt.date(2026, 11, 21)),
)


OWN_FIELDS = (
    ("过敏", "text"),
    ("Shoe size", "number"),
    ("结婚纪念日", "date"),
    ("Skin, type", "choice"),
    ("会员日通知?", "yes_no"),
)
OWN_VALUES = st.fixed_dictionaries(
    {
        "c1": TEXT,
        "c2": st.one_of(st.just(""), st.decimals(-9999, 9999, places=3).map(str)),
        "c3": st.one_of(st.just(""), st.dates(dt.date(1950, 1, 1), dt.date(2026, 1, 1)).map(str)),
        "c4": st.one_of(TEXT, st.sampled_from(["oily", "dry", ""])),
        "c5": st.sampled_from(["", "yes", "no"]),
    }
)
DATES = st.one_of(st.none(), st.dates(dt.date(2025, 1, 1), dt.date(2026, 11, 21)))
NEXT = st.one_of(st.none(), st.dates(dt.date(2026, 11, 21), dt.date(2027, 11, 21)))
PEOPLE = st.tuples(CUSTOMERS, OWN_VALUES, DATES, NEXT)
FORMATS = [(".xlsx", "utf-8"), (".csv", "utf-8"), (".csv", "gb18030"), (".vcf", "utf-8")]


def _all(workspace: Workspace) -> list[str]:
    """Return all there is of each customer, ids aside, in an order of its own."""
    ids = listing.ids(workspace, CustomerQuery())
    found = [customers.get(workspace, one) for one in ids]
    return sorted(repr(dataclasses.replace(one, id=0, referrer_id=None)) for one in found)


def _with_fields(shop: Workspace) -> Workspace:
    for label, kind in OWN_FIELDS:
        custom_fields.add(shop, label, kind)
    return shop


def _fill(shop: Workspace, people: list[Any]) -> None:
    for one, own, last, following in people:
        kept = tuple((key, value) for key, value in own.items() if value)
        try:
            made = customers.create(shop, dataclasses.replace(one, custom=kept)).new_id
        except CrmError:
            continue
        if last:
            activities.note_contact(
                shop, Activity(customer_id=made, on=last, kind="call", text="x")
            )
        if following:
            followups.plan(shop, FollowUp(customer_id=made, due=following, what="y"))


@pytest.mark.parametrize(("suffix", "encoding"), FORMATS)
@pytest.mark.parametrize("language", ["en", "zh_CN"])
@settings(
    max_examples=8,
    deadline=None,
    # Each try makes two databases and starts a process: shrinking would take minutes.
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(wanted=st.lists(PEOPLE, min_size=1, max_size=40))
def test_that_an_own_export_comes_back_as_the_same_records(
    suffix: str, encoding: str, language: str, wanted: list[Any]
) -> None:
    use_language(language)
    with TemporaryDirectory() as folder:
        first = _with_fields(factories.open_shop(Path(folder), "first.db"))
        second = _with_fields(factories.open_shop(Path(folder), "second.db"))
        try:
            _fill(first, wanted)
            before = _all(first)
            if not before:
                return
            file = Path(folder) / f"out{suffix}"
            result = exporting.export(first, file, encoding=encoding)
            assert (result.rows, result.problems) == (len(before), ())
            _bring_in(second, file, encoding if suffix == ".csv" else None)
            assert _all(second) == before
        finally:
            first.database.close()
            second.database.close()
            use_language("en")


def _bring_in(shop: Workspace, file: Path, encoding: str | None) -> None:
    read = importing.read(file, encoding=encoding)
    setup = importing.begin(read, catalogue=custom_fields.catalogue(shop))
    setup = dataclasses.replace(setup, mode="add")
    assert None not in [one.field for one in setup.mappings]
    importing.write(shop, setup, importing.check(shop, setup))


@pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".vcf"])
def test_that_a_list_speaks_of_grades_as_the_owner_does(tmp_path: Path, suffix: str) -> None:
    shop = factories.open_shop(tmp_path)
    try:
        for name, code, label in (
            ("grade", "A", "钻石"),
            ("stage", "loyal", "Stammkunde"),
            ("source", "phone", "打电话来的"),
            ("staff", "小李", "李经理"),
        ):
            choices.rename(shop, name, code, label)
        lists = {name: choices.labels(shop, name) for name in ("grade", "stage", "source", "staff")}
        factories.add(shop, "张伟", grade="A", stage="loyal", source="phone", staff="小李")
        before = factories.everybody(shop)
        file = tmp_path / f"out{suffix}"
        exporting.export(shop, file)
        sheet = importing.read(file).sheets[0]
        said = {str(cell) for cell in sheet.rows[1] if cell}
        assert {"钻石", "Stammkunde", "打电话来的", "李经理"} <= said
        setup = dataclasses.replace(importing.begin(importing.read(file)), mode="add")
        importing.write(shop, setup, importing.check(shop, setup))
        assert factories.everybody(shop) == before * 2
        for name, known in lists.items():
            assert choices.labels(shop, name) == known
    finally:
        shop.database.close()


@given(birthday=BIRTHDAYS.filter(lambda one: one is not None))
def test_that_the_text_of_a_birthday_is_read_as_the_same_birthday(birthday: Birthday) -> None:
    assert parse_birthday(birthday_text(birthday), this_year=2026) == birthday


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_that_every_label_of_the_catalogue_is_a_header_of_its_field(language: str) -> None:
    use_language(language)
    try:
        labels = {field.key: field.show() for field in FIELDS}
        found = {key: field_for_header(label) for key, label in labels.items()}
        many = {field.key: field_for_header(f"{field.show()} 2") for field in FIELDS if field.many}
    finally:
        use_language("en")
    assert found == {key: key for key in found}
    assert many == {key: key for key in many}


def _shown(workspace: Workspace) -> list[object]:
    """Return every customer with the values of own fields as they are shown, by their labels."""
    found: list[object] = []
    for one in factories.everybody(workspace):
        own = custom_fields.own_values(workspace, one)
        values = {value.field.label: show_value(value.field.type, value.text) for value in own}
        found.append((dataclasses.replace(one, id=0, custom=()), values))
    return sorted(found, key=repr)


def _types(workspace: Workspace) -> list[tuple[str, str]]:
    return [(one.label, one.type) for one in custom_fields.catalogue(workspace).custom]


@pytest.mark.parametrize(("suffix", "encoding"), FORMATS)
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_that_an_empty_shop_makes_the_fields_an_own_export_brings(
    tmp_path: Path, suffix: str, encoding: str, language: str
) -> None:
    use_language(language)
    first = _with_fields(factories.open_shop(tmp_path, "first.db"))
    second = factories.open_shop(tmp_path, "second.db")
    try:
        for number, (name, skin, told) in enumerate(
            (
                ("张伟", "oily", "no"),
                ("李娜", "dry", "yes"),
                ("王芳", "oily", ""),
                ("赵敏", "dry", "no"),
                ("钱七", "", ""),
            )
        ):
            values = (
                ("c1", f"花生 {number}"),
                ("c2", f"{38 + number}.5"),
                ("c3", f"2015-05-2{number}"),
                ("c4", skin),
                ("c5", told),
            )
            kept = tuple((key, value) for key, value in values if value)
            factories.add(first, name, f"1380013800{number}", custom=kept)
        choices.rename(first, "c4", "dry", "干性")
        file = tmp_path / f"all{suffix}"
        exporting.export(first, file, encoding=encoding)
        setup = importing.begin(importing.read(file))
        assert {one.reason for one in setup.mappings} == {"header"}
        importing.write(second, setup, importing.check(second, setup))
        assert _types(second) == list(OWN_FIELDS)
        assert _shown(second) == _shown(first)
        skins = [choice.show() for choice in choices.choices(second, "c4")]
        assert sorted(skins) == ["oily", "干性"]
        # Once more: the fields are there, and nobody is new.
        setup = importing.begin(importing.read(file), catalogue=custom_fields.catalogue(second))
        plan = importing.check(second, setup)
        assert {row.state for row in plan.rows} == {"duplicate"}
    finally:
        first.database.close()
        second.database.close()
        use_language("en")


@pytest.mark.parametrize(("suffix", "encoding"), FORMATS)
@settings(
    max_examples=5,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(wanted=st.lists(OWN_VALUES, min_size=1, max_size=12))
def test_that_no_value_is_changed_on_its_way_into_an_empty_shop(
    suffix: str, encoding: str, wanted: list[dict[str, str]]
) -> None:
    with TemporaryDirectory() as folder:
        first = _with_fields(factories.open_shop(Path(folder), "first.db"))
        second = factories.open_shop(Path(folder), "second.db")
        try:
            for number, values in enumerate(wanted):
                kept = tuple((key, value) for key, value in values.items() if value)
                factories.add(first, f"张{number}", custom=kept)
            file = Path(folder) / f"all{suffix}"
            exporting.export(first, file, encoding=encoding)
            setup = importing.begin(
                importing.read(file, encoding=encoding if suffix == ".csv" else None)
            )
            plan = importing.check(second, setup)
            assert all(one.row is None for one in plan.problems)
            importing.write(second, setup, plan)
            assert _shown(second) == _shown(first)
            if suffix == ".vcf":
                assert set(_types(second)) <= set(OWN_FIELDS)
        finally:
            first.database.close()
            second.database.close()


@pytest.mark.parametrize(("suffix", "encoding"), FORMATS)
def test_that_two_at_one_phone_stay_two_in_an_own_export(
    tmp_path: Path, suffix: str, encoding: str
) -> None:
    first = _with_fields(factories.open_shop(tmp_path, "first.db"))
    second = factories.open_shop(tmp_path, "second.db")
    try:
        factories.add(first, "张伟", "13800138000", custom=(("c1", "花生"),))
        factories.add(first, "张小伟", "13800138000")
        file = tmp_path / f"all{suffix}"
        exporting.export(first, file, encoding=encoding)
        setup = importing.begin(importing.read(file))
        importing.write(second, setup, importing.check(second, setup))
        names = [one.name for one in factories.everybody(second)]
        assert sorted(names) == ["张伟", "张小伟"]
    finally:
        first.database.close()
        second.database.close()
