"""The headers real lists give to the fields, by the field's key.

Gathered from the lists of contact books, member-card programs and other customer systems; compared
in the form `domain/headers.py` gives them.
"""

from __future__ import annotations

from typing import Final


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split("|"))


HEADERS: Final[dict[str, tuple[str, ...]]] = {
    "name": _words(
        "姓名|客户姓名|客户名称|客户|名字|会员姓名|名称|顾客姓名|称呼|联络人|会员|顾客"
        "|客户名|Name|Full Name|Customer Name|Customer|Contact|Contact Name|Display Name|File As"
        "|Client|Client Name"
    ),
    "kind": _words("个人/公司|客户性质|个人或公司|Kind|Person or company"),
    "mobile": _words(
        "手机|手机号|手机号码|移动电话|联系手机|本人手机|手机电话|联系人手机|Mobile"
        "|Mobile Phone|Cell|Cell Phone|Mobile Number|Cellphone"
    ),
    "phone": _words(
        "电话|联系电话|联系方式|商务电话|住宅电话|电话号码|固定电话|座机|办公电话"
        "|家庭电话|客户电话|其他电话|主要电话|单位电话|Tel|Phone|Telephone|Home Phone"
        "|Business Phone|Work Phone|Primary Phone|Phone Number|Other Phone|Company Main Phone"
        "|Phone 1 - Value|Contact Number"
    ),
    "fax": _words("传真|商务传真|住宅传真|Fax|Fax Number|Business Fax|Home Fax"),
    "wechat": _words("微信|微信号|微信名|微信昵称|WeChat|wxid|WeChat ID"),
    "qq": _words("QQ|QQ号|QQ号码"),
    "email": _words(
        "邮箱|电子邮件|电子邮件地址|电子邮箱|邮件|Email|E-mail|E-mail Address|Email Address"
        "|E-mail 1 - Value|Primary Email|Secondary Email|电子邮件 2 地址|E-mail 2 Address"
    ),
    "website": _words(
        "网址|网站|网页|主页|Website|Web Page|Web Page 1|Web Page 2|Website 1 - Value|Homepage"
    ),
    "other": _words("其他联系方式|抖音|微博|Other contact|Screen Name|WhatsApp|Line"),
    "company": _words(
        "公司|公司名称|单位|工作单位|企业名称|单位名称|所在单位|店名|企业|Company"
        "|Company Name|Organization|Organisation|Organization Name|Organization 1 - Name"
    ),
    "contact_person": _words("联系人|联系人姓名|经办人|配偶|Contact Person|Spouse"),
    "gender": _words("性别|Sex|Gender"),
    "birthday": _words(
        "生日|出生日期|会员生日|出生年月|生日日期|公历生日|阳历生日|出生年月日|Birthday"
        "|DOB|Date of Birth|Birth Date|Birthdate"
    ),
    "grade": _words(
        "等级|会员等级|会员级别|意向等级|级别|客户等级|客户级别|重要程度|星级|VIP|Grade"
        "|Level|Rating|Customer Grade"
    ),
    "stage": _words(
        "客户类型|当前阶段|状态|客户状态|客户阶段|跟进状态|生命周期|阶段|Stage|Status"
        "|Lead Status|Customer Status|Type"
    ),
    "source": _words("来源|客户来源|来源渠道|渠道|获客渠道|Source|Lead Source|Channel"),
    "referrer": _words("介绍人|推荐人|引用者|Referred By|Referrer|Referral"),
    "tags": _words(
        "标签|类别|分组|用户组|客户标签|群组|关键词|Labels|Group Membership|Categories"
        "|Keywords|Tags|Tag|Groups"
    ),
    "staff": _words("负责人|业务员|所属员工|跟进人|销售员|导购|员工|Owner|Staff|Salesperson"),
    "card": _words(
        "会员卡号|会员号|卡号|客户编号|编号|会员编号|Member Card|Card Number|Member No"
        "|Membership Number|Customer No|Member ID"
    ),
    "address": _words(
        "地址|联系地址|客户地址|详细地址|家庭住址|住址|收货地址|通讯地址|家庭地址"
        "|公司地址|单位地址|Address|Home Address|Full Address|Address 1 - Formatted|Mailing Address"
    ),
    "district": _words("区|区县|县|区/县|所在地区|地区|区域|District|Area|County|商务地址 区"),
    "postcode": _words(
        "邮编|邮政编码|商务地址 邮政编码|住宅地址 邮政编码|Postcode|Postal Code|Zip"
        "|Zip Code|Business Postal Code|Home Postal Code|Address 1 - Postal Code|Home ZipCode"
    ),
    "last_contact": _words(
        "最近到店|上次到店|最后联系时间|最近消费|最近联系|最后到店|上次联系"
        "|最近消费时间|Last Contact|Last Visit|Last Contacted"
    ),
    "next_date": _words(
        "下次跟进时间|下次回访时间|下次联系|下次跟进|下次回访|下次联系时间|下次日期|Next Date"
        "|Next Contact|Next Follow-up|Follow-up Date"
    ),
    "created": _words(
        "录入时间|创建时间|办卡日期|注册时间|入会日期|建档日期|登记日期|录入日期"
        "|创建日期|Created|Created At|Date Added|Join Date|Created Date"
    ),
    "notes": _words(
        "备注|备注信息|附注|需求说明|描述|说明|情况|喜好|爱好|忌口|业余爱好|客户备注"
        "|Remark|Remarks|Notes|Note|Comment|Comments|Description"
    ),
    "family_name": _words("姓|姓氏|Last Name|Family Name|Surname"),
    "given_name": _words("名|First Name|Given Name"),
    "province": _words(
        "省|省份|商务地址 省/市/自治区|住宅地址 省/市/自治区|Province|State"
        "|Business State|Home State|Region|Address 1 - Region"
    ),
    "city": _words(
        "市|城市|商务地址 市/县|住宅地址 市/县|City|Business City|Home City|Address 1 - City"
    ),
    "street": _words(
        "街道|商务地址 街道|住宅地址 街道|Street|Business Street|Home Street|Address 1 - Street"
        "|Street Address"
    ),
    "birthday_lunar": _words("农历生日|阴历生日|旧历生日|Lunar Birthday"),
    "birthday_type": _words("生日类型|是否农历|历法|Birthday Type"),
    "birth_year": _words("出生年|出生年份|Birth Year"),
    "birth_month": _words("出生月|出生月份|Birth Month"),
    "birth_day": _words("出生日|Birth Day"),
}

# Never taken: running numbers; and only after asking: numbers that can harm their owner.
LEFT_OUT: Final = _words("序号|No.|No|#|行号")
ASK_FIRST: Final = _words("身份证号|身份证|身份证号码|银行卡|银行卡号|银行账号")
