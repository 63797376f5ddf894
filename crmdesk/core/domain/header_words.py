"""The headers real lists give to the fields, by the field's key.

Gathered from the lists of contact books, member-card programs and other customer systems; compared
in the form `domain/headers.py` gives them.
"""

from __future__ import annotations

from typing import Final

Words = tuple[str, ...]


def words_of(text: str) -> Words:
    """Return the words that stand between upright strokes."""
    return tuple(word.strip() for word in text.split("|"))


HEADERS: Final[dict[str, Words]] = {
    "name": words_of(
        "姓名|客户姓名|客户名称|客户|名字|会员姓名|名称|顾客姓名|称呼|联络人|会员|顾客|客户名"
        "|Name|Full Name|Customer Name|Customer|Contact|Contact Name|Display Name|File As"
        "|Client|Client Name|昵称姓名|客户全名|联系人全名|会员名|会员名称|车主|车主姓名|业主"
        "|业主姓名|学员姓名|患者姓名|收货人|收件人"
    ),
    "kind": words_of("个人/公司|客户性质|个人或公司|Kind|Person or company"),
    "mobile": words_of(
        "手机|手机号|手机号码|移动电话|联系手机|本人手机|手机电话|联系人手机|Mobile"
        "|Mobile Phone|Cell|Cell Phone|Mobile Number|Cellphone|行动电话|手机1|联系人手机号"
        "|会员手机|会员手机号|移动号码|客户手机|客户手机号|手机号1|Mobile 1|Cell Number"
        "|联系手机号|联系手机号码|会员手机号码|Handphone|携帯電話|携帯番号"
    ),
    "phone": words_of(
        "电话|联系电话|联系方式|商务电话|住宅电话|电话号码|固定电话|座机|办公电话|家庭电话"
        "|客户电话|其他电话|主要电话|单位电话|Tel|Phone|Telephone|Home Phone|Business Phone"
        "|Work Phone|Primary Phone|Phone Number|Other Phone|Company Main Phone|Phone 1 - Value"
        "|Contact Number|市话|住家电话|公司电话|宅电|车载电话|无线电话|回电话|单位主要电话"
        "|Landline|Car Phone|Radio Phone|Callback|Office Phone|Contact Phone|联系人电话|电话1"
        "|会员电话|電話番号"
    ),
    "fax": words_of(
        "传真|商务传真|住宅传真|Fax|Fax Number|Business Fax|Home Fax|传真号码|其他传真"
        "|Other Fax|Fax No"
    ),
    "wechat": words_of(
        "微信|微信号|微信名|微信昵称|WeChat|wxid|WeChat ID|微信账号|微信ID|客户微信|微信帐号"
        "|WeChat Name|Weixin|微信号码"
    ),
    "qq": words_of("QQ|QQ号|QQ号码|QQ账号|客户QQ"),
    "email": words_of(
        "邮箱|电子邮件|电子邮件地址|电子邮箱|邮件|Email|E-mail|E-mail Address|Email Address"
        "|E-mail 1 - Value|Primary Email|Secondary Email|电子邮件 2 地址|E-mail 2 Address|电邮"
        "|电子邮件信箱|信箱|邮箱地址|Mail|Work Email|Home Email|Email 1|Email 2"
    ),
    "website": words_of(
        "网址|网站|网页|主页|Website|Web Page|Web Page 1|Web Page 2|Website 1 - Value|Homepage"
        "|网站地址|个人主页|公司网站|URL|Website URL"
    ),
    "other": words_of(
        "其他联系方式|抖音|微博|Other contact|Screen Name|WhatsApp|Line|Line ID|Telegram|Skype"
        "|脸书|Facebook|Instagram|小红书|支付宝|旺旺|钉钉|IM 1 - Value|Telegram ID"
    ),
    "company": words_of(
        "公司|公司名称|单位|工作单位|企业名称|单位名称|所在单位|店名|企业|Company|Company Name"
        "|Organization|Organisation|Organization Name|Organization 1 - Name|任职公司|就职单位"
        "|单位全称|公司全称|客户公司|Business Name|Employer|公司名|服务单位|Account Name"
    ),
    "contact_person": words_of(
        "联系人|联系人姓名|经办人|配偶|Contact Person|Spouse|子女|Children|Relation 1 - Value"
        "|紧急联系人|主要联系人|Primary Contact|Emergency Contact"
    ),
    "gender": words_of("性别|Sex|Gender"),
    "birthday": words_of(
        "生日|出生日期|会员生日|出生年月|生日日期|公历生日|阳历生日|出生年月日|Birthday|DOB"
        "|Date of Birth|Birth Date|Birthdate|生辰|生日(公历)|生日(阳历)|客户生日|Birth"
    ),
    "grade": words_of(
        "等级|会员等级|会员级别|意向等级|级别|客户等级|客户级别|重要程度|星级|VIP|Grade|Level"
        "|Rating|Customer Grade|客户分级|会员类型|会员类别|VIP等级|卡类型|Membership Level|Tier"
    ),
    "stage": words_of(
        "客户类型|当前阶段|状态|客户状态|客户阶段|跟进状态|生命周期|阶段|Stage|Status"
        "|Lead Status|Customer Status|Type|销售阶段|Lead Stage|Lifecycle Stage"
    ),
    "source": words_of(
        "来源|客户来源|来源渠道|渠道|获客渠道|Source|Lead Source|Channel|客户渠道|信息来源"
        "|了解渠道|来店渠道|到店渠道|进店渠道|引流渠道|获知渠道|推荐来源|来店途径|了解途径"
        "|来源途径|从何得知|Referral Source|How did you hear about us"
    ),
    "referrer": words_of(
        "介绍人|推荐人|引用者|Referred By|Referrer|Referral|转介绍人|介绍客户|推荐客户"
        "|Introduced By"
    ),
    "tags": words_of(
        "标签|类别|分组|用户组|客户标签|群组|关键词|Labels|Group Membership|Categories|Keywords"
        "|Tags|Tag|Groups|客户分组|组别|兴趣标签|Category|Group"
    ),
    "staff": words_of(
        "负责人|业务员|所属员工|跟进人|销售员|导购|员工|Owner|Staff|Salesperson|客户经理"
        "|所属销售|服务人员|顾问|美容师|技师|销售顾问|专属顾问|跟进员工|Assigned To"
        "|服务顾问|专属管家|归属人|所属人|所属销售员|发型师|Account Owner|Contact Owner|Sales Rep"
        "|经办员工"
    ),
    "card": words_of(
        "会员卡号|会员号|卡号|客户编号|编号|会员编号|Member Card|Card Number|Member No"
        "|Membership Number|Customer No|Member ID|会员卡|会员ID|卡片编号|客户代码|客户编码"
        "|客户号|Membership ID|Customer ID|Card No|Customer Number"
    ),
    "stay_days": words_of(
        "联系间隔|联系间隔天数|联系周期|回访间隔|回访周期|跟进间隔|跟进周期|保持联系间隔|回访频率"
        "|Contact Every|Contact Interval|Contact Frequency|Follow-up Interval|Stay in Touch"
    ),
    "address": words_of(
        "地址|联系地址|客户地址|详细地址|家庭住址|住址|收货地址|通讯地址|家庭地址|公司地址"
        "|单位地址|Address|Home Address|Full Address|Address 1 - Formatted|Mailing Address"
        "|居住地址|现住址|家庭详细地址|居住地|通信地址|送货地址|Street Address 1"
        "|Billing Address|Shipping Address|收件地址|会员地址|Work Address|Business Address"
        "|Other Address|住所|住处|常住地址"
    ),
    "district": words_of(
        "区|区县|县|区/县|所在地区|地区|区域|District|Area|County|商务地址 区|乡镇市区|县区"
        "|所在区|所属区域"
    ),
    "postcode": words_of(
        "邮编|邮政编码|商务地址 邮政编码|住宅地址 邮政编码|Postcode|Postal Code|Zip|Zip Code"
        "|Business Postal Code|Home Postal Code|Address 1 - Postal Code|Home ZipCode|邮递区号"
        "|邮政区号|邮区|Post Code|ZIP/Postal Code|ZipCode"
    ),
    "last_contact": words_of(
        "最近到店|上次到店|最后联系时间|最近消费|最近联系|最后到店|上次联系|最近消费时间"
        "|Last Contact|Last Visit|Last Contacted|最后消费时间|最近消费日期|最近一次到店"
        "|最近跟进时间|最后跟进时间|上次消费|最后一次消费|上次联系时间|Last Activity"
        "|Last Purchase|最后消费日期|最后到店时间|最后到店日期|最近到店时间|最近到店日期"
    ),
    "next_date": words_of(
        "下次跟进时间|下次回访时间|下次联系|下次跟进|下次回访|下次联系时间|下次日期|Next Date"
        "|Next Contact|Next Follow-up|Follow-up Date|下次联系日期|下次跟进日期|预约日期"
        "|下次预约|下次到店|Next Appointment|Next Activity Date"
    ),
    "created": words_of(
        "录入时间|创建时间|办卡日期|注册时间|入会日期|建档日期|登记日期|录入日期|创建日期"
        "|Created|Created At|Date Added|Join Date|Created Date|入会时间|开卡日期|开卡时间"
        "|办卡时间|加入时间|添加时间|建档时间|登记时间|注册日期|Create Date|Date Created"
        "|Member Since"
    ),
    "notes": words_of(
        "备注|备注信息|附注|需求说明|描述|说明|情况|喜好|爱好|忌口|业余爱好|客户备注|Remark"
        "|Remarks|Notes|Note|Comment|Comments|Description|特殊说明|补充说明|注意事项|客户情况"
        "|客户描述|备注说明|其他备注|其它备注|特别备注|会员备注|客户备注信息|喜好备注|Memo"
        "|Additional Notes|禁忌|过敏|爱好特长|兴趣爱好"
    ),
    "family_name": words_of("姓|姓氏|Last Name|Family Name|Surname"),
    "given_name": words_of("名|First Name|Given Name"),
    "middle_name": words_of("中间名|Middle Name|Additional Name"),
    "role": words_of(
        "职务|身份|职位|职称|岗位|头衔|Job Title|Organization Title|Organization 1 - Title|Role"
    ),
    "country": words_of(
        "国家|国家/地区|Country|Country/Region|商务地址 国家/地区|住宅地址 国家/地区"
        "|Business Country/Region|Home Country/Region|Home Country|Work Country"
        "|Address 1 - Country"
    ),
    "province": words_of(
        "省|省份|商务地址 省/市/自治区|住宅地址 省/市/自治区|Province|State|Business State"
        "|Home State|Region|Address 1 - Region|省市|省/直辖市|所在省|所在省份|Address 1 - State"
        "|State/Province|Prefecture"
    ),
    "city": words_of(
        "市|城市|商务地址 市/县|住宅地址 市/县|City|Business City|Home City|Address 1 - City"
        "|县市|所在城市|地市|Town|Suburb"
    ),
    "street": words_of(
        "街道|商务地址 街道|住宅地址 街道|Street|Business Street|Home Street|Address 1 - Street"
        "|Street Address|街道地址|Address Line 1|Address Line 2|Street 1|Street 2"
    ),
    "birthday_lunar": words_of(
        "农历生日|阴历生日|旧历生日|Lunar Birthday|生日(农历)|生日(阴历)|农历出生日期"
        "|阴历出生日期|农历"
    ),
    "birthday_type": words_of(
        "生日类型|是否农历|历法|Birthday Type|生日历法|农历/公历|公历/农历|阴历/阳历|阴阳历"
        "|日历类型|历法类型"
    ),
    "birth_year": words_of("出生年|出生年份|Birth Year"),
    "birth_month": words_of("出生月|出生月份|Birth Month"),
    "birth_day": words_of("出生日|Birth Day"),
}

# Never taken: running numbers and what programs keep for themselves; and only after asking: numbers
# that can harm their owner.
LEFT_OUT: Final = words_of(
    "序号|No.|No|#|行号|Row|行|Reason|原因|Photo|Initials|缩写|Priority|优先级"
    "|Private|私有|Sensitivity|敏感度"
    "|Internet Free Busy|Internet 忙闲|Directory Server|目录服务器|E-mail Type|E-mail 2 Type"
    "|E-mail 3 Type|E-mail Display Name|E-mail 2 Display Name|E-mail 3 Display Name"
    "|电子邮件类型|电子邮件 2 类型|电子邮件 3 类型|电子邮件显示名称|电子邮件 2 显示名称"
    "|电子邮件 3 显示名称|全选"
)
ASK_FIRST: Final = words_of(
    "身份证号|身份证|身份证号码|身份证编号|证件号码|证件号|银行卡|银行卡号|银行账号|银行帐号"
    "|护照号|护照号码|密码|Government ID Number|ID Number|ID Card|Passport|Passport No|SSN"
    "|Social Security Number|Bank Account|Credit Card|Password"
)

# Known from the contacts of other programs, with no field of their own: kept in words.
IN_WORDS: Final = words_of(
    "Phonetic First Name|Phonetic Middle Name|Phonetic Last Name|Yomi Name|Given Name Yomi"
    "|Additional Name Yomi|Family Name Yomi|Name Prefix|Name Suffix|Nickname|Short Name"
    "|Maiden Name|Organization Department|Organization 1 - Department|Organization 1 - Symbol"
    "|Organization 1 - Location|Organization 1 - Job Description|Organization 1 - Yomi Name"
    "|Title|Suffix|Department|Anniversary|Pager|Pager Number|Occupation|Profession|Hobby"
    "|Language|Location|Office Location|Mileage|Subject|Billing Information|Account"
    "|Manager's Name|Assistant's Name|Assistant's Phone|ISDN|Telex|TTY/TDD Phone"
    "|Organizational ID Number|User 1|Custom 1|Event 1 - Value|Custom Field 1 - Value"
    "|Jot 1 - Value|User Defined 1 - Value|Calendar Link 1 - Value|External ID 1 - Value"
    "|英文称谓|中文称谓|称谓|昵称|英文名|部门|纪念日|用户 1|助理的电话|助理姓名|经理姓名|寻呼机"
    "|电报|办公地点|记帐信息|里程|位置|语言|帐户|职业|组织标识编号|TTY/TDD 电话"
    "|Business Address PO Box|Home Address PO Box|Other Address PO Box"
)
# The text of such a column needs no heading: it is what notes are for.
PLAIN_NOTES: Final = words_of(
    "备注|备注信息|备注说明|附注|说明|描述|客户备注|Remark|Remarks|Notes|Note|Comment|Comments"
    "|Description|Memo"
)
# What somebody is to the customer stands in the header.
RELATIONS: Final = words_of("配偶|子女|Spouse|Children|紧急联系人|Emergency Contact")
