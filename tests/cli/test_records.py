"""Customers, follow-ups, visits and what was done to them, on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.conftest import TODAY


def test_that_a_customer_is_found_by_initials_and_last_digits(answer: Run, members: Path) -> None:
    answer("import", str(members))
    hits = answer("find", "oynn")
    assert [list(hit) for hit in hits] == [["id", "name", "mobile", "company", "grade", "matched"]]
    assert (hits[0]["name"], hits[0]["mobile"]) == ("欧阳娜娜", "13800001002")
    assert hits[0]["matched"]["field"] == "name"
    by_digits = answer("find", "1001")
    assert [hit["name"] for hit in by_digits] == ["张伟"]
    assert by_digits[0]["matched"]["field"] == "mobile"
    assert len(answer("find", "138", "--limit", "1")) == 1


def test_that_every_field_can_be_added_and_is_shown(answer: Run) -> None:
    made = answer(
        *("add", "--name", "李娜", "--mobile", "138-0000-2001", "--mobile", "13900002002"),
        *("--phone", "0571-88001234", "--wechat", "lina_88", "--qq", "12345678"),
        *("--email", "LiNa@Example.com", "--fax", "0571-88001235", "--website", "example.com"),
        *("--other", "douyin lina", "--company", "清和布艺", "--address", "杭州市西湖区文三路1号"),
        *("--birthday", "八月十五", "--lunar", "--gender", "女", "--grade", "A", "--stage", "忠诚"),
        *("--source", "微信", "--referrer", "王芳", "--tag", "窗帘", "--tag", "老客户"),
        *("--staff", "陈思", "--card", "VIP1", "--notes", "喜欢素色", "--created", "2024-05-06"),
        *("--contact-person", "王强", "--postcode", "310012"),
    )
    found = answer("show", str(made["id"]))
    assert found["name"] == "李娜"
    assert [one["value"] for one in found["methods"]] == [
        *("13800002001", "13900002002", "0571-88001234", "lina_88", "12345678"),
        *("lina@example.com", "0571-88001235", "example.com", "douyin lina"),
    ]
    assert found["birthday"] == "L--08-15"
    assert found["addresses"] == [
        {"text": "杭州市西湖区文三路1号", "district": "西湖区", "postcode": "310012"}
    ]
    assert [one["name"] for one in found["persons"]] == ["王强"]
    assert {key: found[key] for key in ("gender", "grade", "stage", "source", "referrer")} == {
        "gender": "female",
        "grade": "A",
        "stage": "loyal",
        "source": "wechat",
        "referrer": "王芳",
    }
    assert (found["tags"], found["staff"], found["card"]) == (["窗帘", "老客户"], "陈思", "VIP1")
    assert (found["notes"], found["created"]) == ("喜欢素色", "2024-05-06")
    assert answer("add", "--name", "恒达酒店", "--kind", "company")["lookalikes"] == []


def test_that_a_lookalike_is_named_and_does_not_block(answer: Run) -> None:
    first = answer("add", "--name", "张伟", "--mobile", "13800001001")
    second = answer("add", "--name", "张伟", "--mobile", "13800001001")
    assert second["id"] != first["id"]
    assert [one["id"] for one in second["lookalikes"]] == [first["id"]]


def test_that_a_follow_up_waits_today_and_is_done(answer: Run) -> None:
    answer("add", "--name", "张伟", "--mobile", "13800001001")
    made = answer("follow-up", "1", "--due", "today", "--what", "回电话", "--time", "下午3点")
    waiting = answer("today")
    assert waiting["counts"]["due"] == 1
    assert (waiting["due"][0]["what"], waiting["due"][0]["time"]) == ("回电话", "15:00")
    answer("done", str(made["id"]), "--note", "谈好了", "--next", "+7")
    after = answer("today")
    assert (after["counts"]["due"], after["counts"]["coming"]) == (0, 1)
    timeline = answer("show", "1")["timeline"]
    assert any("谈好了" in item["text"] for item in timeline if item["noun"] == "activity")


def test_that_a_visit_is_on_the_day_it_was_planned_for(answer: Run) -> None:
    answer("add", "--name", "张伟", "--address", "杭州市西湖区文三路1号")
    answer(
        "visit", "1", "--on", "2027-03-05", "--time", "9:30", "--purpose", "量尺", "--staff", "陈思"
    )
    found = answer("today", "--on", "2027-03-05")
    assert found["on"] == "2027-03-05"
    assert [
        (one["customer"], one["time"], one["purpose"], one["staff"], one["district"])
        for one in found["visits"]
    ] == [("张伟", "09:30", "量尺", "陈思", "西湖区")]
    assert answer("today", "--on", "2027-03-06")["visits"] == []


def test_that_undo_takes_back_the_last_and_then_a_named_operation(answer: Run) -> None:
    first = answer("add", "--name", "张伟")
    answer("add", "--name", "王芳")
    answer("undo")
    assert answer("find", "王芳") == []
    answer("undo", str(first["operation_id"]))
    assert answer("find", "张伟") == []
    lines = answer("history", "--limit", "2")
    assert [list(line) for line in lines] == [["id", "at", "who", "kind", "text", "can_undo"]] * 2
    assert [line["kind"] for line in lines] == ["undo", "undo"]


def test_that_undo_asks_about_customers_changed_since(
    answer: Run, refused: Run, members: Path
) -> None:
    number = str(answer("import", str(members))["import_id"])
    answer("follow-up", "1", "--due", "tomorrow", "--what", "回电话")
    code, words = refused("undo", number)
    assert code == 1
    assert "1 张伟" in words
    assert "--edited keep" in words
    assert answer("undo", number, "--edited", "keep")["kept"] == 1
    assert [hit["name"] for hit in answer("find", "138")] == ["张伟"]


def test_that_undo_can_include_customers_changed_since(answer: Run, members: Path) -> None:
    number = str(answer("import", str(members))["import_id"])
    answer("follow-up", "1", "--due", "tomorrow", "--what", "回电话")
    answer("undo", number, "--edited", "undo")
    assert answer("find", "138") == []


@pytest.mark.parametrize("name", ["全部客户.xlsx", "全部客户.csv", "全部客户.vcf"])
def test_that_an_export_is_read_back_as_the_same_customers(
    answer: Run, tmp_path: Path, name: str
) -> None:
    answer("demo", "--customers", "30")
    target = tmp_path / name
    written = answer("export", str(target))
    assert (written["rows"], written["file"]) == (30, str(target))
    again = answer("import", str(target), "--on-duplicate", "overwrite")
    assert (again["rows"], again["created"], again["failed"]) == (30, 0, 0)


def test_that_the_demo_is_refused_where_customers_are(answer: Run, refused: Run) -> None:
    assert answer("demo", "--customers", "12", "--seed", "3")["customers"] == 12
    code, words = refused("demo", "--customers", "12")
    assert code == 1
    assert "new file" in words


def test_that_backups_are_listed_and_restored(answer: Run, tmp_path: Path) -> None:
    answer("add", "--name", "张伟")
    made = answer("backup", str(tmp_path / "备份.db"))
    assert made["checked"] is True
    answer("add", "--name", "王芳")
    restored = answer("restore", made["file"])
    assert Path(restored["kept"]).exists()
    assert answer("find", "王芳") == []
    assert [hit["name"] for hit in answer("find", "张伟")] == ["张伟"]
    listed = answer("backups")
    assert listed
    assert all(one["checked"] and Path(one["file"]).exists() for one in listed)


def test_that_a_check_says_what_it_found_and_rebuilds(answer: Run) -> None:
    answer("demo", "--customers", "5")
    found = answer("check", "--rebuild")
    assert (found["ok"], found["problems"]) == (True, [])
    assert any("5 customers" in line for line in found["lines"])


def test_that_days_long_ago_and_far_away_can_be_asked_for(answer: Run) -> None:
    answer("demo", "--customers", "30")
    for day in ("1900-01-01", "2099-12-31"):
        assert answer("today", "--on", day)["on"] == day


def test_that_no_visits_make_no_schedule(answer: Run, refused: Run, tmp_path: Path) -> None:
    answer("add", "--name", "张伟")
    target = tmp_path / "plan.pdf"
    code, words = refused("schedule", "--from", "2027-01-01", "--pdf", str(target))
    assert code == 1
    assert "Plan visits first" in words
    assert not target.exists()


def test_that_values_of_the_data_cannot_steer_the_terminal(said: Run) -> None:
    said("add", "--name", "张\x1b[31m伟 <b>{{x}}</b>")
    text = said("find", "张")
    assert "\x1b" not in text
    assert "{{x}}" in text


def test_that_tables_stand_in_line_with_wide_signs(said: Run) -> None:
    for name, mobile in (("王芳", "13800001002"), ("Amy Wu", "13800001003")):
        said("add", "--name", name, "--mobile", mobile)
    lines = said("find", "138").splitlines()
    wide = [sum(2 if sign > "\u2e80" else 1 for sign in line.split("138")[0]) for line in lines[1:]]
    assert len(wide) == 2
    assert len(set(wide)) == 1


def test_that_today_without_a_date_is_today(answer: Run) -> None:
    answer("add", "--name", "张伟")
    assert answer("today")["on"] == TODAY.isoformat()


def test_that_an_operation_that_is_not_there_is_named(answer: Run, refused: Run) -> None:
    answer("add", "--name", "张伟")
    code, words = refused("undo", "999")
    assert (code, words.splitlines()[0]) == (1, "There is no operation with the number 999.")


def test_that_a_number_nobody_can_be_called_at_is_kept_and_told(answer: Run) -> None:
    made = answer("add", "--name", "张伟", "--mobile", "abc", "--mobile", "138000010011")
    assert made["warnings"] == [
        "“abc” is not a phone number. Write its digits, like 13800001111 or 0571-88881111.",
        "The number 138000010011 is unusual. It was taken as it is; look whether it is right.",
    ]
    assert answer("add", "--name", "王芳", "--mobile", "13800001002")["warnings"] == []
