"""Lists as other programs write them, and the customers they become."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from crmdesk.core.domain.customer import ContactMethod, Customer
from crmdesk.core.importing.plan import RowDraft
from crmdesk.core.importing.setup import ImportSetup
from crmdesk.core.importing.sheet import Cell, Sheet, SheetFile
from crmdesk.core.importing.validation import reader_of
from crmdesk.core.services import importing

TODAY = dt.date(2026, 11, 22)
GOOGLE = (
    "First Name|Middle Name|Last Name|Phonetic First Name|Phonetic Middle Name|Phonetic Last Name"
    "|Name Prefix|Name Suffix|Nickname|File As|Organization Name|Organization Title"
    "|Organization Department|Birthday|Notes|Photo|Labels|E-mail 1 - Label|E-mail 1 - Value"
    "|E-mail 2 - Label|E-mail 2 - Value|Phone 1 - Label|Phone 1 - Value|Phone 2 - Label"
    "|Phone 2 - Value|Address 1 - Label|Address 1 - Formatted|Address 1 - Street|Address 1 - City"
    "|Address 1 - PO Box|Address 1 - Region|Address 1 - Postal Code|Address 1 - Country"
    "|Address 1 - Extended Address|Relation 1 - Label|Relation 1 - Value|Website 1 - Label"
    "|Website 1 - Value|Event 1 - Label|Event 1 - Value|Custom Field 1 - Label"
    "|Custom Field 1 - Value"
)
OLD_GOOGLE = (
    "Name|Given Name|Additional Name|Family Name|Yomi Name|Given Name Yomi|Family Name Yomi"
    "|Name Prefix|Name Suffix|Initials|Nickname|Short Name|Maiden Name|Birthday|Gender|Location"
    "|Billing Information|Directory Server|Mileage|Occupation|Hobby|Sensitivity|Priority|Subject"
    "|Notes|Language|Photo|Group Membership|E-mail 1 - Type|E-mail 1 - Value|IM 1 - Type"
    "|IM 1 - Service|IM 1 - Value|Phone 1 - Type|Phone 1 - Value|Address 1 - Type"
    "|Address 1 - Formatted|Address 1 - Street|Address 1 - City|Address 1 - PO Box"
    "|Address 1 - Region|Address 1 - Postal Code|Address 1 - Country|Address 1 - Extended Address"
    "|Organization 1 - Type|Organization 1 - Name|Organization 1 - Yomi Name|Organization 1 - Title"
    "|Organization 1 - Department|Website 1 - Type|Website 1 - Value"
)
OUTLOOK = (
    "First Name|Middle Name|Last Name|Title|Suffix|Nickname|E-mail Address|E-mail Type"
    "|E-mail Display Name|E-mail 2 Address|E-mail 3 Address|Home Phone|Home Phone 2|Business Phone"
    "|Business Phone 2|Mobile Phone|Car Phone|Other Phone|Primary Phone|Pager|Business Fax|Home Fax"
    "|Company Main Phone|Job Title|Department|Company|Office Location|Manager's Name"
    "|Business Street|Business Street 2|Business City|Business State|Business Postal Code"
    "|Business Country/Region|Home Street|Home City|Home State|Home Postal Code"
    "|Home Country/Region|Other Street|Other City|Other State|Other Postal Code"
    "|Business Address PO Box|Government ID Number|Spouse|Children|Birthday|Anniversary|Gender"
    "|Hobby|Referred By|Categories|Priority|Private|Sensitivity|User 1|Web Page|Notes"
)
CHINESE_OUTLOOK = (
    "英文称谓|名|中间名|姓|中文称谓|单位|部门|职务|商务地址 街道|商务地址 街道 2|商务地址 市/县"
    "|商务地址 省/市/自治区|商务地址 邮政编码|商务地址 国家/地区|住宅地址 街道|住宅地址 市/县"
    "|住宅地址 省/市/自治区|住宅地址 邮政编码|住宅地址 国家/地区|其他地址 街道|其他地址 市/县"
    "|商务传真|商务电话|商务电话 2|住宅电话|移动电话|其他电话|主要电话|电子邮件地址|电子邮件类型"
    "|电子邮件显示名称|电子邮件 2 地址|附注|纪念日|类别|配偶|其他地址 - 邮箱|商务地址 - 邮箱"
    "|身份证编号|生日|网页|性别|业余爱好|引用者|用户 1|用户 2|优先级|敏感度|住宅地址 - 邮箱|子女"
)
THUNDERBIRD = (
    "First Name|Last Name|Display Name|Nickname|Primary Email|Secondary Email|Screen Name"
    "|Work Phone|Home Phone|Fax Number|Pager Number|Mobile Number|Home Address|Home Address 2"
    "|Home City|Home State|Home ZipCode|Home Country|Work Address|Work Address 2|Work City"
    "|Work State|Work ZipCode|Work Country|Job Title|Department|Organization|Web Page 1"
    "|Web Page 2|Birth Year|Birth Month|Birth Day|Custom 1|Custom 2|Custom 3|Custom 4|Notes"
)


def understood(headers: str, *rows: Mapping[str, Cell]) -> ImportSetup:
    names = headers.split("|")
    assert all(set(row) <= set(names) for row in rows)
    cells: list[list[Cell]] = [[row.get(name) for name in names] for row in rows]
    sheet = Sheet("名单", [list[Cell](names), *cells])
    return importing.begin(SheetFile("a.csv", "csv", None, "", (sheet,), ()))


def drafts(headers: str, *rows: Mapping[str, Cell]) -> Sequence[RowDraft]:
    setup = understood(headers, *rows)
    assert (setup.header_index, setup.header_height) == (0, 1)
    reader = reader_of(setup, {}, TODAY)
    assert reader.doubts == []
    found = [reader.read(2 + at, row) for at, row in enumerate(setup.sheet.rows[1:])]
    assert all(draft is not None and draft.problems == () for draft in found)
    return [draft for draft in found if draft is not None]


def customers(headers: str, *rows: Mapping[str, Cell]) -> list[Customer]:
    return [draft.customer for draft in drafts(headers, *rows)]


def methods(*told: str) -> tuple[ContactMethod, ...]:
    """Return contact methods that are written as kind and value."""
    return tuple(ContactMethod(*one.split(" ", 1)) for one in told)
