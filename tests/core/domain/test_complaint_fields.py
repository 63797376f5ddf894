"""The columns of a list of complaints are known by many names, those of earlier exports too."""

from __future__ import annotations

import pytest

from crmdesk.core import i18n
from crmdesk.core.domain.complaint_fields import COMPLAINT_FIELDS, field_for_header
from crmdesk.core.i18n import LANGUAGES

EARLIER = {
    "投诉途径": "channel",
    "How it came": "channel",
    "产品": "product",
    "商品或订单": "product",
    "订购日期": "ordered_on",
    "Date of the order": "ordered_on",
    "情况记录": "what",
    "What the customer wants": "wish",
    "负责人": "staff",
    "Responsible": "staff",
    "是否属实": "founded",
    "处理措施": "action",
    "Action taken": "action",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_that_every_own_header_is_known(language: str) -> None:
    with i18n.speaking(language):
        shown = {field.show(): field.key for field in COMPLAINT_FIELDS}
        known = {header: field_for_header(header) for header in shown}
    assert known == shown


@pytest.mark.parametrize(("header", "key"), EARLIER.items())
def test_that_the_headers_of_earlier_exports_are_known(header: str, key: str) -> None:
    assert field_for_header(header) == key
