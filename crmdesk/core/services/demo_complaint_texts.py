"""The words of the demo's complaints, by language and category: what, product, answer."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "zh": {
        "quality": (
            "窗帘洗了一次就掉色，旁边的白墙也染上了",
            "遮光窗帘 2.8 米",
            "免费换一套同款窗帘，上门清洗染色的墙面",
        ),
        "delivery": (
            "说好周三送到，等了一天没人来，也没有电话",
            "餐桌椅一套",
            "当天补送，退还运费，并送一张清洁券",
        ),
        "after_sales": (
            "装好的推拉门关不严，报修两次都没有人来",
            "推拉门",
            "师傅上门重新调轨道，更换滑轮，保修延长半年",
        ),
        "attitude": (
            "打电话问尺寸，接电话的人很不耐烦，没说完就挂了",
            "电话咨询",
            "店长当面道歉，当事员工写了检讨，以后由店长对接",
        ),
        "price": (
            "付款后第二天就降价两百，要求退差价",
            "布艺沙发",
            "按促销价退还差价两百元",
        ),
        "walk_in": ("平台买家 吴女士",),
        "note": ("已说明情况，等回复",),
    },
    "en": {
        "quality": (
            "The curtains lost their colour in the first wash and stained the white wall",
            "Blackout curtain 2.8 m",
            "A new pair free of charge, and the wall cleaned by us",
        ),
        "delivery": (
            "Promised for Wednesday; waited all day, nobody came and nobody called",
            "Dining table with chairs",
            "Delivered the same day, freight refunded, a cleaning voucher on top",
        ),
        "after_sales": (
            "The sliding door does not close; reported twice, nobody came",
            "Sliding door",
            "Rail adjusted and rollers changed at home, guarantee longer by half a year",
        ),
        "attitude": (
            "Called about a size; the person on the phone was rude and hung up",
            "Call about a size",
            "The manager apologised in person and will take the calls from now on",
        ),
        "price": (
            "The price fell by 20 the day after paying; asks for the difference",
            "Fabric sofa",
            "The difference of 20 was paid back",
        ),
        "walk_in": ("Ms Wu (online buyer)",),
        "note": ("Explained how things stand; waiting for an answer",),
    },
}
