"""The owner's lists and the shop's particulars."""

from __future__ import annotations

import pytest

from crmdesk.core.domain.problems import CrmError
from crmdesk.core.i18n import use_language
from crmdesk.core.services import choices, customers, history
from crmdesk.core.services import shop as shops
from crmdesk.core.services.shop import ShopSettings
from crmdesk.core.services.workspace import Workspace
from tests import factories


def codes(shop: Workspace, name: str) -> list[str]:
    return [one.code for one in choices.choices(shop, name)]


def test_that_a_new_shop_has_the_usual_values(shop: Workspace) -> None:
    assert codes(shop, "grade") == ["A", "B", "C", "D"]
    assert codes(shop, "stage") == ["prospect", "new", "loyal", "silent", "lost"]
    assert choices.labels(shop, "stage")["loyal"] == "Loyal"
    assert choices.tags_used(shop) == choices.staff_names(shop) == []


def test_that_a_value_is_added_once_at_the_end(shop: Workspace) -> None:
    choices.add(shop, "grade", " 钻石 ")
    choices.add(shop, "grade", "钻石")
    assert codes(shop, "grade") == ["A", "B", "C", "D", "钻石"]
    history.undo(shop)
    assert codes(shop, "grade") == ["A", "B", "C", "D"]


def test_that_a_new_name_keeps_the_code(shop: Workspace) -> None:
    made = factories.add(shop, grade="A")
    choices.rename(shop, "grade", "A", "金牌")
    assert customers.get(shop, made).grade == "A"
    assert choices.labels(shop, "grade")["A"] == "金牌"
    history.undo(shop)
    assert choices.labels(shop, "grade")["A"] == "A"


@pytest.mark.parametrize(
    "name, field",
    [
        ("grade", {"grade": "A"}),
        ("stage", {"stage": "loyal"}),
        ("source", {"source": "phone"}),
        ("staff", {"staff": "小李"}),
        ("tag", {"tags": ("茶",)}),
    ],
)
def test_that_a_value_in_use_is_not_removed(
    shop: Workspace, name: str, field: dict[str, object]
) -> None:
    made = factories.add(shop, **field)
    used = next(one for one in choices.choices(shop, name) if one.used)
    with pytest.raises(CrmError, match="is used by 1 customer"):
        choices.remove(shop, name, used.code)
    customers.save(shop, factories.person(id=made))
    choices.remove(shop, name, used.code)
    assert used.code not in codes(shop, name)


@pytest.mark.parametrize("label", ["", "  ", "\0"])
def test_that_a_value_needs_a_name(shop: Workspace, label: str) -> None:
    with pytest.raises(CrmError, match="name is missing"):
        choices.add(shop, "grade", label)
    with pytest.raises(CrmError, match="name is missing"):
        choices.rename(shop, "grade", "A", label)


def test_that_values_typed_in_a_form_join_the_lists(shop: Workspace) -> None:
    factories.add(shop, grade="VIP", stage="观望", source="抖音", staff="小李", tags=("茶", "急"))
    for name, code in (("grade", "VIP"), ("stage", "观望"), ("source", "抖音"), ("staff", "小李")):
        assert codes(shop, name)[-1] == code
    assert choices.tags_used(shop) == ["急", "茶"]
    assert choices.staff_names(shop) == ["小李"]


def test_that_built_in_values_are_shown_in_the_users_language(shop: Workspace) -> None:
    use_language("zh_CN")
    assert choices.labels(shop, "stage")["loyal"] == "忠诚"


def test_that_the_shops_settings_are_kept_and_taken_back(shop: Workspace) -> None:
    assert shops.settings(shop) == ShopSettings()
    wanted = ShopSettings("茶店 <b>", "0571-88881111", "文三路1号", "Letter")
    shops.save(shop, wanted)
    assert shops.settings(shop) == wanted
    assert shops.save(shop, wanted).operation_id == 0
    history.undo(shop)
    assert shops.settings(shop) == ShopSettings()
