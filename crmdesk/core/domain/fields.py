"""The field catalogue: every field of a customer, once.

The table, the form, the filter, the import mapping and the export follow from it. A field that is
only ever a part of another (a family name, a city) is a target of the import and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Final

from crmdesk.core.domain.choices import GRADE, SOURCE, STAFF, STAGE, TAG, show_code
from crmdesk.core.domain.customer import GENDERS, KINDS, CustomerRow
from crmdesk.core.i18n import N_, _


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field: its key, label, type, the headers real lists give it, and where it appears.

    `many`: several columns of a list may feed it. `list`: its values come from this list of
    choices. `cell`: shows it in a table row; None where it is no column. `filter`: how lists are
    filtered by it (`choice`, `month`, `days` or nothing). `form`: the section of the form.
    """

    key: str
    label: str
    type: str
    aliases: tuple[str, ...] = ()
    many: bool = False
    list: str = ""
    filter: str = ""
    form: str = ""
    cell: Callable[[CustomerRow], str] | None = None
    default_column: bool = False
    width: int = 120
    part: bool = False
    ask: bool = False

    def show(self) -> str:
        """Return the label in the user's language."""
        return _(self.label)


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split("|"))


def _choice(list_name: str, attribute: str) -> Callable[[CustomerRow], str]:
    return lambda row: show_code(list_name, getattr(row, attribute))


def _text(attribute: str) -> Callable[[CustomerRow], str]:
    return lambda row: str(getattr(row, attribute) or "")


def _birthday(row: CustomerRow) -> str:
    return row.birthday.show() if row.birthday else ""


FIELDS: Final[tuple[Field, ...]] = (
    Field(
        key="name",
        label=N_("Name"),
        type="name",
        aliases=_words(
            "姓名|客户姓名|客户名称|客户|名字|会员姓名|名称|顾客姓名|称呼|联络人|会员|顾客|客户名"
            "|Name|Full Name|Customer Name|Customer|Contact|Contact Name|Display Name|File As"
            "|Client|Client Name"
        ),
        form="who",
        cell=_text("name"),
        default_column=True,
        width=140,
    ),
    Field(
        key="kind",
        label=N_("Kind"),
        type="kind",
        aliases=_words("个人/公司|客户性质|个人或公司|Kind|Person or company"),
        form="who",
        filter="choice",
        cell=lambda row: _(KINDS[row.kind]),
        width=80,
    ),
    Field(
        key="mobile",
        label=N_("Mobile"),
        type="phone",
        many=True,
        aliases=_words(
            "手机|手机号|手机号码|移动电话|联系手机|本人手机|手机电话|联系人手机|Mobile|Mobile Phone"
            "|Cell|Cell Phone|Mobile Number|Cellphone"
        ),
        form="contact",
        cell=_text("mobile"),
        default_column=True,
        width=130,
    ),
    Field(
        key="phone",
        label=N_("Phone"),
        type="phone",
        many=True,
        aliases=_words(
            "电话|联系电话|联系方式|商务电话|住宅电话|电话号码|固定电话|座机|办公电话|家庭电话"
            "|客户电话|其他电话|主要电话|单位电话|Tel|Phone|Telephone|Home Phone|Business Phone"
            "|Work Phone|Primary Phone|Phone Number|Other Phone|Company Main Phone"
            "|Phone 1 - Value|Contact Number"
        ),
        form="contact",
    ),
    Field(
        key="fax",
        label=N_("Fax"),
        type="phone",
        many=True,
        aliases=_words("传真|商务传真|住宅传真|Fax|Fax Number|Business Fax|Home Fax"),
        form="contact",
    ),
    Field(
        key="wechat",
        label=N_("WeChat"),
        type="handle",
        many=True,
        aliases=_words("微信|微信号|微信名|微信昵称|WeChat|wxid|WeChat ID"),
        form="contact",
    ),
    Field(
        key="qq",
        label=N_("QQ"),
        type="handle",
        many=True,
        aliases=_words("QQ|QQ号|QQ号码"),
        form="contact",
    ),
    Field(
        key="email",
        label=N_("E-mail"),
        type="email",
        many=True,
        aliases=_words(
            "邮箱|电子邮件|电子邮件地址|电子邮箱|邮件|Email|E-mail|E-mail Address|Email Address"
            "|E-mail 1 - Value|Primary Email|Secondary Email|电子邮件 2 地址|E-mail 2 Address"
        ),
        form="contact",
    ),
    Field(
        key="website",
        label=N_("Website"),
        type="handle",
        many=True,
        aliases=_words(
            "网址|网站|网页|主页|Website|Web Page|Web Page 1|Web Page 2|Website 1 - Value|Homepage"
        ),
        form="contact",
    ),
    Field(
        key="other",
        label=N_("Other contact"),
        type="handle",
        many=True,
        aliases=_words("其他联系方式|抖音|微博|Other contact|Screen Name|WhatsApp|Line"),
        form="contact",
    ),
    Field(
        key="company",
        label=N_("Company"),
        type="text",
        aliases=_words(
            "公司|公司名称|单位|工作单位|企业名称|单位名称|所在单位|店名|企业|Company|Company Name"
            "|Organization|Organisation|Organization Name|Organization 1 - Name"
        ),
        form="who",
        cell=_text("company"),
        default_column=True,
        width=160,
    ),
    Field(
        key="contact_person",
        label=N_("Contact person"),
        type="persons",
        many=True,
        aliases=_words("联系人|联系人姓名|经办人|配偶|Contact Person|Spouse"),
        form="persons",
    ),
    Field(
        key="gender",
        label=N_("Gender"),
        type="gender",
        aliases=_words("性别|Sex|Gender"),
        form="who",
        cell=lambda row: _(GENDERS[row.gender]) if row.gender else "",
        width=70,
    ),
    Field(
        key="birthday",
        label=N_("Birthday"),
        type="birthday",
        aliases=_words(
            "生日|出生日期|会员生日|出生年月|生日日期|公历生日|阳历生日|出生年月日|Birthday|DOB"
            "|Date of Birth|Birth Date|Birthdate"
        ),
        form="who",
        filter="month",
        cell=_birthday,
        width=130,
    ),
    Field(
        key="grade",
        label=N_("Grade"),
        type="choice",
        list=GRADE,
        aliases=_words(
            "等级|会员等级|会员级别|意向等级|级别|客户等级|客户级别|重要程度|星级|VIP|Grade|Level"
            "|Rating|Customer Grade"
        ),
        form="value",
        filter="choice",
        cell=_text("grade"),
        default_column=True,
        width=70,
    ),
    Field(
        key="stage",
        label=N_("Stage"),
        type="choice",
        list=STAGE,
        aliases=_words(
            "客户类型|当前阶段|状态|客户状态|客户阶段|跟进状态|生命周期|阶段|Stage|Status|Lead Status"
            "|Customer Status|Type"
        ),
        form="value",
        filter="choice",
        cell=_choice(STAGE, "stage"),
        default_column=True,
        width=90,
    ),
    Field(
        key="source",
        label=N_("Source"),
        type="choice",
        list=SOURCE,
        aliases=_words("来源|客户来源|来源渠道|渠道|获客渠道|Source|Lead Source|Channel"),
        form="value",
        filter="choice",
        cell=_choice(SOURCE, "source"),
        width=100,
    ),
    Field(
        key="referrer",
        label=N_("Referrer"),
        type="text",
        aliases=_words("介绍人|推荐人|引用者|Referred By|Referrer|Referral"),
        form="value",
    ),
    Field(
        key="tags",
        label=N_("Tags"),
        type="tags",
        list=TAG,
        many=True,
        aliases=_words(
            "标签|类别|分组|用户组|客户标签|群组|关键词|Labels|Group Membership|Categories|Keywords"
            "|Tags|Tag|Groups"
        ),
        form="value",
        filter="choice",
        cell=_text("tags"),
        default_column=True,
        width=140,
    ),
    Field(
        key="staff",
        label=N_("Staff"),
        type="choice",
        list=STAFF,
        aliases=_words("负责人|业务员|所属员工|跟进人|销售员|导购|员工|Owner|Staff|Salesperson"),
        form="value",
        filter="choice",
        cell=_text("staff"),
        width=90,
    ),
    Field(
        key="card",
        label=N_("Member card"),
        type="text",
        aliases=_words(
            "会员卡号|会员号|卡号|客户编号|编号|会员编号|Member Card|Card Number|Member No"
            "|Membership Number|Customer No|Member ID"
        ),
        form="value",
        cell=_text("card"),
        width=110,
    ),
    Field(
        key="address",
        label=N_("Address"),
        type="address",
        many=True,
        aliases=_words(
            "地址|联系地址|客户地址|详细地址|家庭住址|住址|收货地址|通讯地址|家庭地址|公司地址"
            "|单位地址|Address|Home Address|Full Address|Address 1 - Formatted|Mailing Address"
        ),
        form="address",
        cell=_text("address"),
        width=220,
    ),
    Field(
        key="district",
        label=N_("District"),
        type="text",
        many=True,
        aliases=_words("区|区县|县|区/县|所在地区|地区|区域|District|Area|County|商务地址 区"),
        form="address",
        cell=_text("district"),
        width=100,
    ),
    Field(
        key="postcode",
        label=N_("Postcode"),
        type="text",
        many=True,
        aliases=_words(
            "邮编|邮政编码|商务地址 邮政编码|住宅地址 邮政编码|Postcode|Postal Code|Zip|Zip Code"
            "|Business Postal Code|Home Postal Code|Address 1 - Postal Code|Home ZipCode"
        ),
        form="address",
    ),
    Field(
        key="last_contact",
        label=N_("Last contact"),
        type="date",
        aliases=_words(
            "最近到店|上次到店|最后联系时间|最近消费|最近联系|最后到店|上次联系|最近消费时间"
            "|Last Contact|Last Visit|Last Contacted"
        ),
        filter="days",
        cell=lambda row: row.last_contact.isoformat() if row.last_contact else "",
        default_column=True,
        width=100,
    ),
    Field(
        key="next_date",
        label=N_("Next date"),
        type="date",
        aliases=_words(
            "下次跟进时间|下次回访时间|下次联系|下次跟进|下次回访|下次联系时间|Next Date|Next Contact"
            "|Next Follow-up|Follow-up Date"
        ),
        cell=lambda row: row.next_due.isoformat() if row.next_due else "",
        default_column=True,
        width=100,
    ),
    Field(
        key="created",
        label=N_("Created"),
        type="date",
        aliases=_words(
            "录入时间|创建时间|办卡日期|注册时间|入会日期|建档日期|登记日期|录入日期|创建日期"
            "|Created|Created At|Date Added|Join Date|Created Date"
        ),
        form="value",
        cell=lambda row: row.created.isoformat() if row.created else "",
        width=100,
    ),
    Field(
        key="notes",
        label=N_("Notes"),
        type="notes",
        many=True,
        aliases=_words(
            "备注|备注信息|附注|需求说明|描述|说明|情况|喜好|爱好|忌口|业余爱好|客户备注|Remark"
            "|Remarks|Notes|Note|Comment|Comments|Description"
        ),
        form="notes",
    ),
    Field(
        key="family_name",
        label=N_("Family name"),
        type="text",
        part=True,
        aliases=_words("姓|姓氏|Last Name|Family Name|Surname"),
    ),
    Field(
        key="given_name",
        label=N_("Given name"),
        type="text",
        part=True,
        aliases=_words("名|First Name|Given Name"),
    ),
    Field(
        key="province",
        label=N_("Province"),
        type="text",
        part=True,
        aliases=_words(
            "省|省份|商务地址 省/市/自治区|住宅地址 省/市/自治区|Province|State|Business State"
            "|Home State|Region|Address 1 - Region"
        ),
    ),
    Field(
        key="city",
        label=N_("City"),
        type="text",
        part=True,
        aliases=_words(
            "市|城市|商务地址 市/县|住宅地址 市/县|City|Business City|Home City|Address 1 - City"
        ),
    ),
    Field(
        key="street",
        label=N_("Street"),
        type="text",
        part=True,
        aliases=_words(
            "街道|商务地址 街道|住宅地址 街道|Street|Business Street|Home Street"
            "|Address 1 - Street|Street Address"
        ),
    ),
    Field(
        key="birthday_lunar",
        label=N_("Lunar birthday"),
        type="birthday",
        part=True,
        aliases=_words("农历生日|阴历生日|旧历生日|Lunar Birthday"),
    ),
    Field(
        key="birthday_type",
        label=N_("Birthday type"),
        type="lunar",
        part=True,
        aliases=_words("生日类型|是否农历|历法|Birthday Type"),
    ),
    Field(
        key="birth_year",
        label=N_("Birth year"),
        type="text",
        part=True,
        aliases=_words("出生年|Birth Year"),
    ),
    Field(
        key="birth_month",
        label=N_("Birth month"),
        type="text",
        part=True,
        aliases=_words("出生月|Birth Month"),
    ),
    Field(
        key="birth_day",
        label=N_("Birth day"),
        type="text",
        part=True,
        aliases=_words("出生日|Birth Day"),
    ),
)

# Never taken: running numbers; and only after asking: numbers that can harm their owner.
LEFT_OUT: Final = _words("序号|No.|No|#|行号")
ASK_FIRST: Final = _words("身份证号|身份证|身份证号码|银行卡|银行卡号|银行账号")

BY_KEY: Final[dict[str, Field]] = {field.key: field for field in FIELDS}
COLUMNS: Final[tuple[Field, ...]] = tuple(field for field in FIELDS if field.cell is not None)


@cache
def by_alias() -> dict[str, str]:
    """Return field keys by normalised header; the labels in both languages count as headers."""
    from crmdesk.core.domain.headers import normal_header

    found: dict[str, str] = {}
    for field in FIELDS:
        for alias in (*field.aliases, field.label):
            found.setdefault(normal_header(alias), field.key)
    return found
