"""The shop's particulars from the command line."""

from __future__ import annotations

from pathlib import Path

from crmdesk.core import paths
from tests.cli.conftest import Run


def test_that_what_is_given_is_kept_and_the_rest_stays(crm: Run) -> None:
    crm("shop", "--name", "阳光窗帘", "--phone", "0571-88881111")
    crm("shop", "--address", "杭州市西湖区文三路1号", "--paper", "Letter")
    assert crm("shop") == {
        "shop_name": "阳光窗帘",
        "phone": "0571-88881111",
        "address": "杭州市西湖区文三路1号",
        "paper": "Letter",
        "logo": False,
    }
    crm("shop", "--phone", "")
    assert crm("shop")["phone"] == ""


def test_that_the_logo_comes_and_goes_with_the_rest_in_one_step(crm: Run) -> None:
    picture = paths.resource_dir() / "icons" / "cake.svg"
    kept = crm("shop", "--name", "阳光窗帘", "--logo", str(picture))
    assert (kept["shop_name"], kept["logo"]) == ("阳光窗帘", True)
    crm("undo")
    shown = crm("shop")
    assert (shown["shop_name"], shown["logo"]) == ("", False)
    crm("undo")
    assert crm("shop", "--no-logo")["logo"] is False


def test_that_a_file_that_is_no_picture_changes_nothing(crm: Run, tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text("no picture")
    code, words = crm("shop", "--name", "x", "--logo", str(text))
    assert (code, words.splitlines()[0]) == (1, "a.txt cannot be used as a logo.")
    assert crm("shop")["shop_name"] == ""
    code, words = crm("shop", "--logo", str(tmp_path / "none.png"))
    assert "There is no file" in words
