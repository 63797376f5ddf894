"""Lists of complaints for the tests: how they are brought in, and what came of them."""

from __future__ import annotations

import dataclasses

from crmdesk.core.domain.complaint import (
    Complaint,
)
from crmdesk.core.importing.setup import COMPLAINTS
from crmdesk.core.importing.sheet import SheetFile
from crmdesk.core.services import (
    complaint_lists,
    complaints,
    importing,
)
from crmdesk.core.services.complaint_lists import ComplaintQuery
from crmdesk.core.services.workspace import Workspace
from tests.factories import a_list

HEADERS = (
    *("投诉编号", "投诉日期", "投诉人", "联系电话", "投诉类别", "产品", "投诉内容", "诉求"),
    *("严重程度", "处理人", "处理状态", "处理结果", "处理日期", "满意度", "赔偿金额"),
)


def bring_in(shop: Workspace, file: SheetFile) -> importing.ImportResult:
    setup = importing.begin(file, target=COMPLAINTS)
    plan = importing.check(shop, setup)
    return importing.write(shop, setup, plan)


def everything(shop: Workspace) -> list[Complaint]:
    ids = complaint_lists.ids(shop, ComplaintQuery(sort="number"))
    return [complaints.get(shop, one) for one in ids]


def old_ones() -> SheetFile:
    return a_list(
        ("2025 年投诉登记表",),
        HEADERS,
        (
            *(
                "A-17",
                "2025-03-04 10:20",
                "张伟",
                "13800138000",
                "质量",
                "窗帘",
                "洗了掉色",
                "换货",
            ),
            *("较重", "小李", "已解决", "换一套", "2025-03-06", "满意", 120.5),
        ),
        (
            *("", "2025/3/9", "路人甲", "", "排队", "", "等了一小时", "要个说法"),
            *("严重", "", "处理中", "", "", "", ""),
        ),
        (*("TS-2025-0007", "2025-04-01", "张伟", "", "价格", "", "贵了"), *("",) * 8),
        (*("", "2025-04-02", "", "", "", "", "没有名字"), *("",) * 8),
        (*("", "2025-04-03", "李娜", "", "", "", ""), *("",) * 8),
        name="投诉.xlsx",
    )


def plain(shop: Workspace, one: Complaint) -> tuple[object, ...]:
    log = [
        dataclasses.replace(entry, id=0, complaint_id=0) for entry in complaints.log(shop, one.id)
    ]
    bare = dataclasses.replace(one, activity_id=0, follow_up_id=0)
    return bare, log
