"""The sentences the demo data is put together from: what was said, promised and found."""

from __future__ import annotations

from typing import Final

NOTES: Final = {
    "zh": (
        "喜欢素色，不要花边；下午三点以后方便接电话。",
        "家里有老人，量尺前先打电话。",
        "新房九月交付，先看样布。",
        "对价格敏感，上次打过九折。",
        "住六楼没有电梯，安装要两个人。",
        "养了一只猫，窗帘要耐抓。",
        "开票抬头以公司为准，月底结账。",
        "孩子刚上小学，儿童房要遮光。",
        "介绍过三位邻居，节日记得问候。",
        "客厅落地窗宽五米二，轨道要加固。",
    ),
    "en": (
        "Likes plain colours, no trimmings; best reached after three.",
        "Elderly parents at home, call before measuring.",
        "New flat is handed over in September, wants to see samples first.",
        "Careful with money, had ten percent off last time.",
        "Sixth floor without a lift, fitting takes two people.",
        "Keeps a cat, the fabric must stand claws.",
        "Invoice to the company, pays at the end of the month.",
        "Child's room needs a blackout lining.",
        "Sent us three neighbours, remember greetings at holidays.",
        "Living room window is 5.2 m wide, the rail needs bracing.",
    ),
}

ACTIVITIES: Final = {
    "zh": {
        "call": (
            "电话回访，窗帘用得很满意，想再配一套纱帘。",
            "问了交房时间，还要等两个月。",
            "没有接电话，晚上再打。",
            "确认了周末上门量尺。",
            "说隔壁邻居也想做，让我们联系。",
        ),
        "visit": (
            "上门量尺，客厅和两个卧室，共五扇窗。",
            "安装完成，客户当场验收签字。",
            "送样布，客户留下三块慢慢看。",
            "轨道松了一颗螺丝，已经紧好。",
        ),
        "wechat": (
            "发了新款图册，客户看中雾霾蓝。",
            "报价已发，客户要和家人商量。",
            "客户发来户型图，约好下周看样。",
            "节日问候，客户回了谢谢。",
        ),
        "shop": (
            "到店看样，喜欢棉麻和高精密两款。",
            "到店付定金两千元，约好量尺。",
            "路过进店，取了名片和图册。",
            "陪女儿来选儿童房窗帘。",
        ),
        "sale": ("成交客厅窗帘一套，4860元。", "补购纱帘两片，620元。", "成交全屋窗帘，12800元。"),
        "message": ("发短信通知面料到货。", "发送安装时间提醒。"),
        "note": ("客户搬家了，地址要更新。", "发票已寄出。"),
    },
    "en": {
        "call": (
            "Called: happy with the curtains, wants a sheer set as well.",
            "Asked about the handover date, two more months.",
            "No answer, try again in the evening.",
            "Confirmed measuring at the weekend.",
            "A neighbour wants the same, we should call.",
        ),
        "visit": (
            "Measured the living room and two bedrooms, five windows in all.",
            "Fitted everything, checked and signed on the spot.",
            "Took samples along, three of them stay for a week.",
            "One screw of the rail was loose, tightened it.",
        ),
        "wechat": (
            "Sent the new catalogue, misty blue is the favourite.",
            "Sent the quote, they will talk it over at home.",
            "Got the floor plan, samples next week.",
            "Holiday greetings, got a thank-you back.",
        ),
        "shop": (
            "Looked at samples, likes the linen and the dense weave.",
            "Paid a deposit of 2,000, measuring is arranged.",
            "Walked in, took a card and the catalogue.",
            "Chose curtains for the child's room with her daughter.",
        ),
        "sale": (
            "Sold a living room set, 4,860.",
            "Two more sheers, 620.",
            "Curtains for the whole flat, 12,800.",
        ),
        "message": ("Told by message that the fabric is in.", "Sent a reminder of the fitting."),
        "note": ("Moved house, the address must be changed.", "The invoice is in the post."),
    },
}

# What is promised: (kind, sentence).
FOLLOW_UPS: Final = {
    "zh": (
        ("call", "报价发出三天了，问问考虑得怎么样"),
        ("call", "确认量尺时间"),
        ("wechat", "发新到的棉麻样布照片"),
        ("call", "面料到货，约安装时间"),
        ("visit", "带样布上门，客户想看雾霾蓝"),
        ("call", "安装满一个月，回访使用情况"),
        ("message", "提醒付尾款"),
        ("wechat", "会员日活动邀请"),
        ("call", "新房交付，问是否可以量尺"),
        ("task", "准备酒店样板间报价单"),
        ("call", "谢谢介绍新客户，送清洗券"),
    ),
    "en": (
        ("call", "Quote went out three days ago, ask what they think"),
        ("call", "Confirm the time for measuring"),
        ("wechat", "Send photos of the new linen samples"),
        ("call", "Fabric is in, arrange the fitting"),
        ("visit", "Bring samples, wants to see the misty blue"),
        ("call", "Fitted a month ago, ask how it is going"),
        ("message", "Remind of the final payment"),
        ("wechat", "Invite to the member day"),
        ("call", "New flat handed over, ask to measure"),
        ("task", "Prepare the quote for the hotel show room"),
        ("call", "Say thanks for the referral, offer a cleaning voucher"),
    ),
}
DONE_NOTES: Final = {
    "zh": ("已联系，客户满意", "约好下周见面", "客户说再等等", "已解决"),
    "en": ("Reached, all is well", "Meeting next week", "Wants to wait a little", "Solved"),
}

PURPOSES: Final = {
    "zh": ("上门量尺", "送样布", "安装窗帘", "安装后回访", "签合同收定金", "修轨道", "看现场报价"),
    "en": (
        "Measure the windows",
        "Bring samples",
        "Fit curtains",
        "See how it is going",
        "Sign the contract, take the deposit",
        "Repair a rail",
        "Look at the rooms and quote",
    ),
}
OUTCOMES: Final = {
    "zh": (
        "量好五扇窗，当天报价。",
        "样布留下，周五答复。",
        "安装完成，客户满意，已签字。",
        "收定金两千元。",
        "轨道修好，不收费。",
    ),
    "en": (
        "Measured five windows, quote today.",
        "Left the samples, answer on Friday.",
        "Fitted, happy and signed.",
        "Took a deposit of 2,000.",
        "Rail repaired, free of charge.",
    ),
}
NOT_MET: Final = {
    "zh": "家里没人，电话改约。",
    "en": "Nobody at home, call for a new date.",
}
