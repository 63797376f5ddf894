"""Addresses in one column or in several become the address a postman understands."""

from __future__ import annotations

import pytest

from crmdesk.core.domain.customer import Address
from crmdesk.core.importing.address_parts import addresses_of, one_line


@pytest.mark.parametrize(
    "places, found",
    [
        ({}, ()),
        (
            {("address", 0): "杭州市西湖区文三路1号"},
            (Address("杭州市西湖区文三路1号", "西湖区"),),
        ),
        (
            {
                ("district", 0): "西湖区",
                ("postcode", 0): "310012",
                ("province", 0): "浙江省",
                ("city", 0): "杭州市",
                ("street", 0): "文三路1号",
            },
            (Address("浙江省杭州市西湖区文三路1号", "西湖区", "310012"),),
        ),
        (
            {
                ("district", 0): "徐汇区",
                ("province", 0): "上海",
                ("city", 0): "上海",
                ("street", 0): "漕溪路2号",
                ("country", 0): "中国",
            },
            (Address("上海徐汇区漕溪路2号", "徐汇区"),),
        ),
        (
            {
                ("postcode", 0): "62701",
                ("province", 0): "IL",
                ("city", 0): "Springfield",
                ("street", 0): "12 Main St",
                ("country", 0): "USA",
            },
            (Address("12 Main St, Springfield, IL, USA", "", "62701"),),
        ),
        (
            {
                ("address", 0): "文三路1号",
                ("district", 0): "西湖区",
                ("province", 0): "浙江省",
                ("city", 0): "杭州市",
            },
            (Address("浙江省杭州市西湖区文三路1号", "西湖区"),),
        ),
        (
            {
                ("address", 0): "浙江省杭州市西湖区文三路1号",
                ("district", 0): "西湖区",
                ("province", 0): "浙江",
                ("city", 0): "杭州市",
            },
            (Address("浙江省杭州市西湖区文三路1号", "西湖区"),),
        ),
        (
            {("address", 0): "12 Main St", ("province", 0): "IL", ("city", 0): "Springfield"},
            (Address("12 Main St, Springfield, IL", ""),),
        ),
        (
            {("address", 0): "文三路1号", ("district", 0): "西湖区", ("postcode", 0): "310012"},
            (Address("文三路1号", "西湖区", "310012"),),
        ),
        (
            {("address", 0): "杭州市西湖区文三路1号", ("address", 1): "宁波市海曙区2号"},
            (Address("杭州市西湖区文三路1号", "西湖区"), Address("宁波市海曙区2号", "海曙区")),
        ),
        (
            {("street", 0): "文三路1号", ("city", 0): "杭州市", ("street", 1): "2号"},
            (Address("杭州市文三路1号"), Address("2号")),
        ),
        ({("district", 0): "西湖区"}, (Address("", "西湖区"),)),
        ({("country", 0): "中国"}, ()),
        ({("country", 0): "日本", ("city", 0): "东京"}, (Address("日本东京"),)),
    ],
)
def test_that_columns_become_addresses(
    places: dict[tuple[str, int], str], found: tuple[Address, ...]
) -> None:
    assert addresses_of(places) == found


def test_that_an_address_of_several_lines_becomes_one() -> None:
    assert one_line("文三路1号\n杭州, 浙江 310012\n") == "文三路1号 杭州, 浙江 310012"
    assert one_line("12 Main St\nSpringfield, IL 62701\nUSA") == (
        "12 Main St, Springfield, IL 62701, USA"
    )
