"""How much a text looks like one people write: tells which of several encodings was meant.

Each character costs as many bits as it is rare in the encoding; what costs least is the likeliest.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import Final

from crmdesk.core.domain import header_words
from crmdesk.core.domain.folding import fold_key, simplified_characters

# Characters of names, headers, places and notes; traditional ones are looked up simplified.
_COMMON: Final = frozenset(
    "姓名电话手机号码地址备注客户会员生日性别男女微信邮箱公司单位来源等级状态标签年月编卡序联系人方式"
    "住家庭详细收货职务部门负责业员类型积分余额时间最近消费到店下次跟进介绍推荐身份证银行开户传真网"
    "王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕"
    "丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱"
    "戴严莫孔向常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟申欧阳耿关兰焦俞左柳甘祝包宁尚符舒阮柯"
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红建国志海燕玲梅莉辉鹏飞婷雪宇浩欣怡佳琪思"
    "雨涵梓轩子俊晓春云凤兰珍琴淑美惠珠翠雅芝香月莺媛瑞凡嘉琼勤贞莲真环雪荣爱妹霞香瑶慧彬斌亮成东旭"
    "鑫波宁健峰瑞坤永胜利光天达安福生龙顺昌茂良山仁贵兴发武新学祥才利清中正全仕邦承乐绍功松善厚庆民"
    "友裕河哲亨奇立言炳元凯诗琳晨阳宏帅倩颖晶洁莹博文昊然睿泽航雯蕾薇萱菲璐瑜君依可心若紫梦诺妍钰"
    "省市区县镇乡村路街道巷弄号楼室栋单元层座幢广场花园小区大厦城苑新村北京上海广东深圳州天津重庆南"
    "江苏浙杭武汉成都四川西河湖山福建安徽辽宁吉林黑龙古宁夏疆藏云贵青甘肃陕台湾香港澳门高雄中正信义"
    "和平解放人民朝阳海淀浦徐汇静虹口闸普陀长宁黄闵松嘉定宝桥港湾岛港滨东西南北内外前后左右上下"
    "的一是不了在有我他这来个们到说时要就出可也你对那里去生过得自着没好老先师太姐哥弟妹阿叔姨爷奶"
    "喜欢喝茶酒吃饭喜买卖送货订单付款现金欠账常来熟朋友同事邻居孩子儿子女儿爱人丈夫妻子老板娘经理"
    "需求意向价格便宜贵质量颜色尺码衣服鞋帽包化妆品护肤美容健身教练课程学生老师家长医院医生律师银行"
    "已未是否无待确认完成取消重要普通黄金钻石白银星级新旧零一二三四五六七八九十百千万元两周岁点半分"
)
_JAPANESE: Final = frozenset(
    "氏名電話番号住所会社備考郵便都道府県市区町村生年月日性別男女田中山本村井藤佐鈴木高橋渡辺伊小林加吉"
    "郎子美松清水崎池石川前原岡長谷上下野森近坂遠青福西東北南京大阪横浜神戸名古屋千葉埼玉様株式"
    "太一二三四五六七八九十恵香織真由裕健翔陽菜結愛花優奈和幸雄夫正義明彦久直隆博樹介"
)
_JAPANESE_HEADERS: Final = (
    "氏名",
    "電話番号",
    "住所",
    "会社名",
    "備考",
    "携帯電話",
    "メール",
    "フリガナ",
    "郵便番号",
    "生年月日",
)
_POINTS: Final = frozenset("，。（）：；、－—～　【】《》“”‘’·…／＊＃")
_LOST: Final = "\ufffd"
_ASCII, _COMMON_SIGN, _BROKEN, _RARE = 5.0, 8.5, 40.0, 30.0
_WESTERN_SIGNS: Final = frozenset("‘’“”–—…€°·´")
_HALF_KANA_RUN: Final = re.compile("[\uff61-\uff9f]{3,}")
_BESIDE_LETTER: Final = re.compile("[a-z][\u3000-\uffdc]|[\u3000-\uffdc](?=[a-z])")
_SIDE_BY_SIDE: Final = re.compile("[\x80-\u2122](?=[\x80-\u2122])")
_CELL: Final = re.compile('[,;\t|\r\n"，；、:：]+')
_HEADER_CELLS: Final = 300
_HEADER_BITS: Final = 30.0
# What must be gained before a list of a Chinese shop is taken for one from farther away.
_PRIOR: Final = {"gb18030": 0.0, "big5": 2.0, "shift_jis": 10.0, "cp1252": 4.0, "utf-8": 0.0}


def cost(text: str, encoding: str) -> float:
    """Return how many bits the text costs in an encoding, one of those `encodings` tries."""
    weigh = {
        "gb18030": _simplified,
        "big5": _traditional,
        "shift_jis": _japanese,
        "cp1252": _western,
        "utf-8": _two_bytes,
    }[encoding]
    bits = _PRIOR[encoding]
    for char, count in Counter(text).items():
        bits += count * (_ASCII if char < "\x80" else _BROKEN if char == _LOST else weigh(char))
    if encoding == "cp1252":
        return bits + 4.0 * len(_SIDE_BY_SIDE.findall(text))
    if encoding == "shift_jis":
        bits -= 5.0 * sum(map(len, _HALF_KANA_RUN.findall(text)))
    return bits + 6.0 * len(_BESIDE_LETTER.findall(text)) - _HEADER_BITS * headers_in(text)


def headers_in(text: str) -> int:
    """Count the different known headers, of two and more characters, among the first cells."""
    found = set()
    for cell in _CELL.split(text, _HEADER_CELLS)[:_HEADER_CELLS]:
        cell = cell.strip()
        if 2 <= len(cell) <= 12 and not cell.isascii():
            word = fold_key(cell)
            if word in _headers():
                found.add(word)
    return len(found)


@cache
def _headers() -> frozenset[str]:
    lists = (*header_words.HEADERS.values(), header_words.LEFT_OUT, header_words.ASK_FIRST)
    words = {fold_key(word) for words in lists for word in words}
    words |= {fold_key(word) for word in _JAPANESE_HEADERS}
    return frozenset(word for word in words if not word.isascii() and len(word) > 1)


def _simplified(char: str) -> float:
    if char in _COMMON or char in _POINTS:
        return _COMMON_SIGN
    try:
        lead = char.encode("gb2312")[0]
    except UnicodeEncodeError:
        pass
    else:
        if lead < 0xB0:
            return 16.0
        return 12.5 if lead < 0xD8 else 16.0
    if len(char.encode("gb18030")) > 2 or _is_private(char):
        return _RARE
    return 17.0 if simplified_characters().get(char, "") in _COMMON else 21.0


def _traditional(char: str) -> float:
    if simplified_characters().get(char, char) in _COMMON or char in _POINTS:
        return _COMMON_SIGN
    try:
        lead = char.encode("cp950")[0]
    except UnicodeEncodeError:
        return _RARE
    if lead < 0xA4:
        return 16.0
    return 13.5 if lead < 0xC7 else 18.0 if lead < 0xFA else _RARE


def _japanese(char: str) -> float:
    if "\u3041" <= char <= "\u30fe":
        return 7.0
    if "\uff61" <= char <= "\uff9f":
        return 12.0
    if char in _JAPANESE or char in _POINTS:
        return 9.0
    try:
        lead = char.encode("shift_jis")[0]
    except UnicodeEncodeError:
        return 25.0
    return 16.0 if lead < 0x88 else 13.5 if lead < 0x98 else 18.0


def _western(char: str) -> float:
    if char in _WESTERN_SIGNS:
        return 9.0
    if "\xdf" <= char <= "\xff" and char not in "ðþ÷ÿ":
        return 8.0
    if "\xc0" <= char <= "\xdc" and char not in "ÐÞ×":
        return 11.0
    return 14.0


def _two_bytes(char: str) -> float:
    if "\u0391" <= char <= "\u0451":
        return 9.0
    return _western(char) if char <= "\xff" else 9.0 if char <= "\u017f" else 18.0


def _is_private(char: str) -> bool:
    return "\ue000" <= char <= "\uf8ff"
