"""The names, places and shops the demo data is put together from."""

from __future__ import annotations

from typing import Final


def _words(*lines: str) -> tuple[str, ...]:
    return tuple(word for line in lines for word in line.split())


def _read(text: str) -> tuple[tuple[str, str], ...]:
    signs = [one.rstrip("abcdefghijklmnopqrstuvwxyz") for one in text.split()]
    return tuple((sign, one[len(sign) :]) for sign, one in zip(signs, text.split(), strict=True))


# Each with its reading, from which WeChat names and mail addresses are made.
SURNAMES: Final = _read(
    "王wang 李li 张zhang 刘liu 陈chen 杨yang 黄huang 赵zhao 吴wu 周zhou 徐xu 孙sun 马ma 朱zhu 胡hu "
    "林lin 郭guo 何he 高gao 罗luo 郑zheng 梁liang 谢xie 宋song 唐tang 许xu 邓deng 冯feng 韩han "
    "曹cao 曾zeng 彭peng 萧xiao 蔡cai 潘pan 田tian 董dong 袁yuan 于yu 余yu 叶ye 蒋jiang 杜du 苏su "
    "魏wei 程cheng 吕lv 丁ding 沈shen 任ren 姚yao 卢lu 傅fu 钟zhong 姜jiang 崔cui 谭tan 廖liao "
    "范fan 汪wang 陆lu 金jin 石shi 戴dai 贾jia 韦wei 夏xia 邱qiu 方fang 侯hou 邹zou 熊xiong"
)
RARE_SURNAMES: Final = _read(
    "欧阳ouyang 上官shangguan 司马sima 诸葛zhuge 慕容murong 令狐linghu 尉迟yuchi 仇qiu "
    "查zha 单shan 解xie 翟zhai 盖ge 缪miao 乐yue 区ou 朴piao 冼xian 臧zang"
)
WOMEN: Final = "芳娜敏静丽艳娟霞秀兰玲桂英燕红梅雪婷慧莹颖洁倩琳悦欣怡佳雨晴梦璐瑶思涵萱雅宁蕾薇"
MEN: Final = "伟强磊军勇杰涛明超刚平辉建国志鹏飞斌波宇浩然子轩俊博文林海峰龙凯鑫晨阳毅恒立成德"
NICKNAMES: Final = _words(
    "阳光不锈 小鱼儿 静待花开 平安是福 江南春 老李头 云淡风轻 一叶知秋 豆豆妈妈 天道酬勤 向日葵",
    "岁月如歌 知足常乐 茉莉花茶 山高水长 晨曦 果果爸爸 人间烟火",
)
HANDLE_WORDS: Final = _words("xiao jia home love yang hz day sun happy tea fei ying lele duo")

FIRST_NAMES: Final = {
    "female": _words("Emma Olivia Sophie Grace Laura Hannah Julia Chloe Megan Alice Nora Priya"),
    "male": _words("James Oliver Daniel Thomas Peter Michael Andrew Lucas Martin Henry Omar Kenji"),
}
LAST_NAMES: Final = _words(
    "Smith Wilson Taylor Brown Clarke Hughes Murphy Fischer Rossi Dubois Jensen Novak Kim Tanaka",
    "Patel Garcia O'Brien Anderson Walker Schneider",
)

COMPANY_WORDS: Final = (
    "鑫瑞恒华金宏东天云江锦西嘉德祥万新泰博永",
    "源达丰盛桥远方成栖南绣溪禾润和家城信茂雅",
)
COMPANY_TRADES: Final = _words(
    "酒店管理有限公司 装饰工程有限公司 房地产有限公司 餐饮管理有限公司 教育咨询有限公司",
    "设计事务所 民宿",
    "物业服务有限公司 健康管理有限公司 商贸有限公司",
)
ENGLISH_COMPANIES: Final = (
    "Harbour Hotel",
    "Bluebird Cafe",
    "Maple International School",
    "Northgate Trading Ltd",
    "Lakeside Serviced Apartments",
    "Orchid Clinic",
    "Pine & Stone Interiors",
    "Willow Kindergarten",
)

SHOP: Final = {
    "zh": ("清和布艺窗帘店", "0571-88260316", "杭州市西湖区文三路268号"),
    "en": ("Qinghe Curtains & Blinds", "0571-88260316", "268 Wensan Road, Xihu, Hangzhou"),
}
STAFF: Final = {
    "zh": ("林晓燕", "周建国", "陈思"),
    "en": ("Lin Xiaoyan", "Zhou Jianguo", "Grace Chen"),
}
ROLES: Final = {
    "zh": (("配偶", "儿子", "女儿", "母亲"), ("采购", "店长", "财务", "行政", "项目经理")),
    "en": (
        ("Spouse", "Son", "Daughter", "Mother"),
        ("Purchasing", "Manager", "Accounts", "Office", "Project lead"),
    ),
}
TAGS: Final = {
    "zh": _words("窗帘 墙布 软装 酒店工程 装修中 已入住 老小区 团购 会员日 电动窗帘"),
    "en": [
        "curtains",
        "blinds",
        "wall fabric",
        "hotel project",
        "renovating",
        "moved in",
        "group order",
        "member day",
        "motor blinds",
    ],
}

# City, district, its English name, postcode, streets, housing estates.
Place = tuple[str, str, str, str, tuple[str, ...], tuple[str, ...]]


def _place(line: str) -> Place:
    city, district, english, postcode, streets, estates = line.split()
    return city, district, english, postcode, tuple(streets.split(",")), tuple(estates.split(","))


PLACES: Final = tuple(
    map(
        _place,
        (
            "杭州市 西湖区 Xihu 310012 文三路,文一西路,古墩路,学院路 翠苑新村,嘉绿苑,政苑小区",
            "杭州市 拱墅区 Gongshu 310011 莫干山路,湖墅南路,丽水路 和睦新村,锦绣嘉园,左岸花园",
            "杭州市 上城区 Shangcheng 310002 解放路,庆春路,秋涛路,婺江路 采荷新村,近江家园,钱江苑",
            "杭州市 滨江区 Binjiang 310051 江南大道,滨盛路,江汉路,长河路 江南豪园,春江花园,彩虹城",
            "杭州市 余杭区 Yuhang 311121 文一西路,良睦路,绿汀路 西溪水岸,阳光城,未来花苑",
            "杭州市 萧山区 Xiaoshan 311200 市心中路,金城路,通惠路 旺角城,名门家园,北干新苑",
        ),
    )
)
FAR_PLACES: Final = tuple(
    map(
        _place,
        (
            "上海市 浦东新区 Pudong 200120 世纪大道,张杨路,锦绣路 联洋花园,香梅花园",
            "苏州市 姑苏区 Gusu 215005 人民路,干将东路 桂花新村,佳安别院",
            "绍兴市 柯桥区 Keqiao 312030 金柯桥大道,湖西路 蓝天家园,鉴湖花园",
            "宁波市 海曙区 Haishu 315010 中山西路,联丰路 白云庄,汪弄新村",
        ),
    )
)
