"""What many records say of one customer is united row by row just as it is at once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core.domain.customer import Address, ContactMethod, ContactPerson
from crmdesk.core.domain.uniting import Seen, united_addresses, united_methods

METHODS = st.builds(
    ContactMethod,
    st.sampled_from(("mobile", "phone", "wechat", "email")),
    st.sampled_from(("13800138000", "138 0013 8000", "0571-88881111", "57188881111", "a", "A")),
)
ADDRESSES = st.builds(
    Address,
    st.sampled_from(("", "文三路1号", "文三路 1号", "药行街2号")),
    st.sampled_from(("", "西湖区")),
    st.sampled_from(("", "310012")),
)
PERSONS = st.builds(ContactPerson, st.sampled_from(("张伟", "李娜")), st.sampled_from(("", "经理")))
ROWS = st.lists(
    st.tuples(
        st.booleans(),
        st.lists(METHODS, max_size=3).map(tuple),
        st.lists(ADDRESSES, max_size=3).map(tuple),
        st.lists(PERSONS, max_size=2, unique=True).map(tuple),
        st.booleans(),
    ),
    max_size=6,
)


@given(rows=ROWS)
def test_that_what_is_kept_at_hand_changes_nothing(
    rows: list[
        tuple[
            bool,
            tuple[ContactMethod, ...],
            tuple[Address, ...],
            tuple[ContactPerson, ...],
            bool,
        ]
    ],
) -> None:
    seen = Seen()
    methods: tuple[ContactMethod, ...] = ()
    addresses: tuple[Address, ...] = ()
    persons: tuple[ContactPerson, ...] = ()
    for first, more_methods, more_addresses, more_persons, taken in rows:
        at_once = (
            united_methods((*more_methods, *methods) if first else (*methods, *more_methods)),
            united_addresses(
                (*more_addresses, *addresses) if first else (*addresses, *more_addresses)
            ),
            persons + tuple(one for one in more_persons if one not in persons),
        )
        found = (
            seen.with_methods(methods, more_methods, first),
            seen.with_addresses(addresses, more_addresses, first),
            seen.with_persons(persons, more_persons),
        )
        assert found == at_once
        # A customer that stays equal keeps its own things; another may be asked about in between.
        if taken or found != (methods, addresses, persons):
            methods, addresses, persons = found if taken else at_once
