"""Headers and rows of lists, and how an import counted them."""

from __future__ import annotations

from hypothesis import strategies as st

from crmdesk.core.domain.customer import Customer
from crmdesk.core.services import customers, importing
from crmdesk.core.services.workspace import Workspace
from tests import factories

HEADERS = (
    "姓名",
    "手机",
    "生日",
    "微信",
    "地址",
    "公司",
    "等级",
    "标签",
    "备注",
    "最近到店",
    "下次联系",
)


def counted(result: importing.ImportResult) -> tuple[int, int, int, int]:
    return result.created, result.updated, result.skipped, result.failed


ROWS = st.lists(
    st.tuples(
        st.sampled_from((None, "", "张伟", "张  伟", "張偉", "李娜", "王芳", "<b>", "Anna")),
        st.sampled_from(
            (None, 13800138000, "138 0013 8000", "13900139000/0571-88881111", "无", 1.38e16, "12")
        ),
        st.sampled_from((None, "1990-05-03", "5月3日", "乱写")),
        st.sampled_from((None, "wx_1", "WX_1")),
        st.sampled_from((None, "杭州市西湖区文三路1号", "杭州市西湖区文三路 1 号")),
        st.sampled_from((None, "西湖茶业", "湖滨")),
        st.sampled_from((None, "A", "b", "钻石")),
        st.sampled_from((None, "茶", "茶,急")),
        st.sampled_from((None, "怕吵", "爱喝龙井")),
        st.sampled_from((None, "2026-10-01", "2026-11-01")),
        st.sampled_from((None, "2026-12-01", "2027-01-01")),
    ),
    min_size=1,
    max_size=14,
)


def known(shop: Workspace) -> Customer:
    factories.add(
        shop,
        "张伟",
        "13800138000",
        "杭州市西湖区文三路1号",
        grade="B",
        tags=("老",),
        notes="怕吵",
        gender="male",
    )
    return customers.get(shop, 1)


FRESH = (
    "张老板",
    "13800138000",
    "1990-05-03",
    "wx_1",
    "宁波市海曙区2号",
    "西湖茶业",
    "A",
    "茶",
    "爱茶",
)
