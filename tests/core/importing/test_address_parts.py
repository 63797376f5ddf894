"""Addresses in one column or in several become the address a postman understands."""

from __future__ import annotations

import pytest

from crmdesk.core.domain.customer import Address
from crmdesk.core.importing.address_parts import addresses_of


@pytest.mark.parametrize(
    "places, values, found",
    [
        ({}, {}, ()),
        (
            {("address", 0): "杭州市西湖区文三路1号"},
            {},
            (Address("杭州市西湖区文三路1号", "西湖区"),),
        ),
        (
            {("district", 0): "西湖区", ("postcode", 0): "310012"},
            {"province": "浙江省", "city": "杭州市", "street": "文三路1号"},
            (Address("浙江省杭州市西湖区文三路1号", "西湖区", "310012"),),
        ),
        (
            {("district", 0): "徐汇区"},
            {"province": "上海", "city": "上海", "street": "漕溪路2号"},
            (Address("上海徐汇区漕溪路2号", "徐汇区"),),
        ),
        (
            {("postcode", 0): "62701"},
            {"province": "IL", "city": "Springfield", "street": "12 Main St"},
            (Address("12 Main St, Springfield, IL", "", "62701"),),
        ),
        (
            {("address", 0): "文三路1号", ("district", 0): "西湖区"},
            {"province": "浙江省", "city": "杭州市"},
            (Address("浙江省杭州市西湖区文三路1号", "西湖区"),),
        ),
        (
            {("address", 0): "浙江省杭州市西湖区文三路1号", ("district", 0): "西湖区"},
            {"province": "浙江", "city": "杭州市"},
            (Address("浙江省杭州市西湖区文三路1号", "西湖区"),),
        ),
        (
            {("address", 0): "12 Main St"},
            {"province": "IL", "city": "Springfield"},
            (Address("12 Main St, Springfield, IL", ""),),
        ),
        (
            {("address", 0): "文三路1号", ("district", 0): "西湖区", ("postcode", 0): "310012"},
            {},
            (Address("文三路1号", "西湖区", "310012"),),
        ),
        (
            {("address", 0): "杭州市西湖区文三路1号", ("address", 1): "宁波市海曙区2号"},
            {},
            (Address("杭州市西湖区文三路1号", "西湖区"), Address("宁波市海曙区2号", "海曙区")),
        ),
        ({("district", 0): "西湖区"}, {}, (Address("", "西湖区"),)),
    ],
)
def test_that_columns_become_addresses(
    places: dict[tuple[str, int], str], values: dict[str, str], found: tuple[Address, ...]
) -> None:
    assert addresses_of(places, values) == found
