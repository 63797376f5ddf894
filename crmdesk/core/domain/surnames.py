"""How surnames are read where the dictionary reads the character otherwise."""

from __future__ import annotations

from typing import Final

from crmdesk.core.domain.folding import simplified_characters


def _table(text: str) -> dict[str, tuple[str, ...]]:
    pairs = (entry.split(":") for entry in text.split())
    return {name: tuple(readings.split("/")) for name, readings in pairs}


# Readings as a surname, the usual one first; the everyday reading is always found as well.
SURNAME_READINGS: Final = _table(
    "单:shan 仇:qiu 曾:zeng 解:xie 查:zha 翟:zhai 区:ou 朴:piao 盖:ge 乐:yue 召:shao 员:yun"
    " 黑:he 秘:bi 繁:po 句:gou 种:chong 覃:qin/tan 缪:miao 宓:mi/fu 洗:xian 佴:nai 能:neng/nai"
    " 折:she 谌:chen/shen 隗:wei/kui 郇:xun/huan 乜:nie/mie 祭:zhai 阚:kan 柏:bai/bo 薄:bo 卜:bu"
    " 郗:xi/chi 郄:qie/xi 牟:mou/mu 藏:zang 炅:gui 尉:wei/yu 都:du 角:jue 费:fei/bi"
    " 番:pan/fan 莘:shen/xin 镡:tan/chan/xin 长:chang/zhang 朝:chao/zhao 重:chong 晟:cheng"
    " 艾:ai/yi 洞:dong/tong 粘:nian 蔓:man/wan 参:can/shen 会:hui/gui 率:lü/shuai 厘:li 逮:dai"
    " 车:che/ju 叶:ye/she 贾:jia/gu 瞿:qu/ju 盛:sheng/cheng 殷:yin/yan 降:jiang/xiang 谷:gu/yu"
    " 宿:su/xiu 行:xing/hang 哈:ha/ka 那:na/nuo 纪:ji 葛:ge 相:xiang 教:jiao 啜:chuai/chuo"
    " 俞:yu/shu 冼:xian 褚:chu/zhu 沈:shen/chen 石:shi/dan 任:ren 令:ling 撒:sa 万:wan/mo 陆:lu/liu"
)

COMPOUND_READINGS: Final = _table(
    "尉迟:yu,chi 万俟:mo,qi 单于:chan,yu 长孙:zhang,sun 澹台:tan,tai 乐正:yue,zheng"
    " 吐谷浑:tu,yu,hun 宰父:zai,fu 夹谷:jia,gu 谷梁:gu,liang 令狐:ling,hu 鲜于:xian,yu"
    " 皇甫:huang,fu 夏侯:xia,hou 亓官:qi,guan 颛孙:zhuan,sun 拓跋:tuo,ba 拓拔:tuo,ba"
    " 漆雕:qi,diao 壤驷:rang,si 濮阳:pu,yang 淳于:chun,yu 钟离:zhong,li 呼延:hu,yan"
    " 赫连:he,lian 宇文:yu,wen 慕容:mu,rong 上官:shang,guan 欧阳:ou,yang 司马:si,ma"
    " 诸葛:zhu,ge 司徒:si,tu 司空:si,kong 闻人:wen,ren 东方:dong,fang 公孙:gong,sun"
    " 申屠:shen,tu 太史:tai,shi 轩辕:xuan,yuan 太叔:tai,shu 仲孙:zhong,sun 宗政:zong,zheng"
    " 司寇:si,kou 巫马:wu,ma 公西:gong,xi 端木:duan,mu 公良:gong,liang 段干:duan,gan"
    " 百里:bai,li 东郭:dong,guo 南门:nan,men 羊舌:yang,she 微生:wei,sheng 梁丘:liang,qiu"
    " 左丘:zuo,qiu 东门:dong,men 西门:xi,men 南宫:nan,gong 第五:di,wu 纳兰:na,lan 叶赫:ye,he"
    " 贺兰:he,lan 独孤:du,gu 哥舒:ge,shu 完颜:wan,yan 佘佴:she,nai 谯笪:qiao,da"
    " 阳佟:yang,tong 汝鄢:ru,yan 涂钦:tu,qin 商牟:shang,mou 墨哈:mo,ha 可频:ke,pin"
    " 步六孤:bu,liu,gu 叱干:chi,gan 贺若:he,re 耶律:ye,lv 爱新觉罗:ai,xin,jue,luo"
)

# Given names whose characters people read in two ways.
GIVEN_READINGS: Final = _table(
    "茜:qian/xi 乐:le/yue 盛:sheng/cheng 晟:sheng/cheng 长:chang/zhang 朝:chao/zhao 行:xing/hang"
    " 重:chong/zhong 曾:zeng/ceng 翟:di/zhai 莘:shen/xin 婼:ruo/chuo 珏:jue/yu 阿:a/e"
    " 传:chuan/zhuan 藏:zang/cang 单:dan/shan 解:jie/xie 降:jiang/xiang"
)

# Rare characters in names that the dictionary does not hold.
RARE_READINGS: Final = {"𠮷": "ji", "㛃": "jie", "䶮": "yan", "𬱖": "di", "𬸪": "zhuo"}

# The surnames of nearly everybody: a name that begins otherwise may be a nickname or a shop.
COMMON: Final = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎"
    "鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄"
    "和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭"
    "梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程"
    "嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁"
    "仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘"
    "党翟谭贡劳逄姬申扶堵冉宰郦雍却璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易"
    "慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙养"
    "鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公仉督岳帅缑亢况郈有琴归海晋楚闫法汝鄢涂钦商牟佘佴伯赏墨哈谯"
    "笪年爱阳佟言福肖付代尧覃冼揭苟仝冮植"
)


def surname_of(name: str) -> str:
    """Return the surname a Chinese name begins with, or nothing for a name of another kind."""
    simple = "".join(simplified_characters().get(sign, sign) for sign in name[:4])
    for length in (4, 3, 2):
        if len(name) >= length and simple[:length] in COMPOUND_READINGS:
            return name[:length]
    return name[:1] if simple[:1] in COMMON or simple[:1] in SURNAME_READINGS else ""
