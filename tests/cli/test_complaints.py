"""Complaints on the command line, from the call to the closed case."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from crmdesk.cli.complaint_options import words_of
from crmdesk.core.domain.complaint_states import EVENTS
from tests.cli.conftest import Run


@pytest.fixture
def zhang(answer: Run) -> str:
    return str(answer("add", "--name", "张伟", "--mobile", "13800138000")["id"])


@pytest.fixture
def number(answer: Run, zhang: str) -> str:
    made = answer("complaint", "new", "--customer", zhang, "--what", "窗帘掉色")
    return str(made["complaint"]["number"])


def state(answer: Run, number: str) -> str:
    return str(answer("complaint", "show", number)["state"])


def test_that_a_complaint_is_recorded_and_closed_after_the_call_back(
    answer: Run, number: str
) -> None:
    answer("complaint", "acknowledge", number)
    answer("complaint", "wait-third", number, "--note", "等厂家")
    answer("complaint", "resume", number)
    done = answer(
        *("complaint", "answer", number, "--action", "换一套", "--founded", "yes"),
        *("--cause", "supplier", "--cost", "120.5", "--prevention", "先验货"),
    )["complaint"]
    assert (done["state"], done["cost"], done["cause"]) == ("answered", 12050, "supplier")
    assert [one["what"] for one in answer("today")["coming"]] == [
        f"Call back about complaint {number}"
    ]
    answer("complaint", "try-call", number)
    closed = answer("complaint", "close", number, "--satisfaction", "4")["complaint"]
    assert (closed["state"], closed["satisfaction"], closed["tries"]) == ("closed", 4, 1)
    log = answer("complaint", "show", number)["log"]
    assert [entry["event"] for entry in log] == [
        *("receive", "acknowledge", "wait_third", "resume", "answer", "try_call", "close")
    ]


def test_that_every_event_of_the_table_is_a_command(said: Run) -> None:
    helped = said("complaint", "--help")
    assert all(f" {words_of(event)}" in helped for event in EVENTS)


def test_that_a_walk_in_is_recorded_with_name_and_phone_and_made_a_customer(answer: Run) -> None:
    answer("add", "--name", "李娜")
    made = answer(
        *("complaint", "new", "--walk-in", "王先生", "--phone", "13900139000"),
        *("--what", "送错了", "--severity", "severe", "--category", "送货", "--channel", "phone"),
    )
    assert "immediate action" in made["message"]
    number = made["complaint"]["number"]
    assert made["complaint"]["customer_id"] == 0
    given = answer("complaint", "give", number)["complaint"]
    assert given["name"] == "王先生"
    assert answer("show", str(given["customer_id"]))["mobile"] == "13900139000"


def test_that_today_lists_what_is_over_and_due_first(answer: Run, said: Run, zhang: str) -> None:
    late = answer(
        *("complaint", "new", "--customer", zhang, "--what", "沙发响"),
        *("--received", "2026-11-02 10:00"),
    )["complaint"]["number"]
    assert [one["number"] for one in answer("today")["complaints"]] == [late]
    assert answer("today")["counts"]["complaints_overdue"] == 1
    assert late in said("today")


def test_that_the_list_asks_for_states_words_and_what_is_over(
    answer: Run, said: Run, number: str, zhang: str
) -> None:
    late = answer(
        *("complaint", "new", "--customer", zhang, "--what", "沙发响"),
        *("--received", "2026-11-02 10:00", "--product", "沙发"),
    )["complaint"]["number"]
    answer("complaint", "unfounded", number, "--note", "误会")

    def numbers(*options: str) -> list[str]:
        found = answer("complaint", "list", *options)
        assert found["total"] == len(found["complaints"])
        return [one["number"] for one in found["complaints"]]

    assert numbers() == [late]
    assert numbers("--overdue") == [late]
    assert numbers("--state", "unfounded") == [number]
    assert numbers("--filter", "all") == numbers("--all") == [number, late]
    assert numbers("--all", "--product", "沙发") == [late]
    assert numbers("--all", "--customer", zhang, "--sort", "number") == [number, late]
    assert numbers("--from", "2026-11-01", "--to", "2026-11-02") == [late]
    assert late in numbers("--month", "2026-11")
    assert numbers("--month", "2026-10") == []
    assert "张伟" in said("complaint", "list", "--filter", "all")


@pytest.mark.parametrize(
    "narrowed",
    [
        ("--text", "掉色"),
        ("--category", "quality"),
        ("--severity", "minor"),
        ("--product", "窗帘"),
        ("--channel", "phone"),
        ("--customer", "1"),
    ],
)
def test_that_only_open_ones_are_listed_whatever_narrows_the_list(
    answer: Run, said: Run, number: str, narrowed: tuple[str, str]
) -> None:
    particulars = ("--category", "quality", "--product", "窗帘", "--channel", "phone")
    answer("complaint", "edit", number, *particulars, "--severity", "minor")
    assert answer("complaint", "list", *narrowed)["total"] == 1
    answer("complaint", "unfounded", number, "--note", "误会")
    found = answer("complaint", "list", *narrowed)
    assert (found["total"], found["ended"]) == (0, 1)
    assert "1 more that is over; --all lists it too." in said("complaint", "list", *narrowed)
    found = answer("complaint", "list", "--all", *narrowed)
    assert (found["total"], found["ended"]) == (1, 0)


def test_that_a_word_of_no_list_is_told_and_not_taken_for_a_new_one(
    refused: Run, answer: Run, number: str
) -> None:
    for arguments in (
        ("complaint", "list", "--category", "质亮"),
        ("complaint", "edit", number, "--category", "质亮"),
        ("complaint", "new", "--walk-in", "王", "--what", "x", "--category", "质亮"),
    ):
        code, words = refused(*arguments)
        assert (code, words.splitlines()) == (
            2,
            [
                "--category: “质亮” is none of Quality, Service attitude, Price, Delivery, "
                "After-sales service, Other.",
                "A new one is added in the settings.",
            ],
        )
    assert answer("complaint", "list", "--all")["total"] == 1


def test_that_days_the_wrong_way_round_are_told(refused: Run, number: str) -> None:
    days = ("--from", "2026-11-02", "--to", "2026-11-01")
    assert refused("complaint", "list", *days) == (
        1,
        "The last day lies before the first.\nChoose the days the other way round.\n",
    )
    code, words = refused("complaint", "list", "--month", "2026-11", "--to", "2026-11-01")
    assert (code, words.splitlines()[0]) == (2, "--to does not go with --month.")


def test_that_what_may_not_be_done_is_told_with_what_may(refused: Run, number: str) -> None:
    code, words = refused("complaint", "close", number, "--satisfaction", "5")
    assert code == 1
    assert len(words.splitlines()) == 2
    assert refused("complaint", "answer", number)[0] == 1
    assert refused("complaint", "show", "TS-2001-0001")[0] == 1
    assert refused("complaint", "close", number, "--satisfaction", "9")[0] == 2
    assert refused("complaint", "new", "--what", "x")[0] == 2
    assert refused("complaint", "answer", number, "--action", "x", "--cost", "viel")[0] == 2
    assert refused("complaint", "duplicate", number, "--of", number)[0] == 1


def test_that_who_is_not_satisfied_may_be_heard_again(answer: Run, said: Run, number: str) -> None:
    answer("complaint", "answer", number, "--action", "道歉")
    assert f"complaint reopen {number}" in said("complaint", "close", number, "--satisfaction", "1")
    assert answer("complaint", "reopen", number, "--note", "还是掉色")["complaint"]["reopened"] == 1


def test_that_a_duplicate_names_the_first_one(answer: Run, number: str, zhang: str) -> None:
    again = answer("complaint", "new", "--customer", zhang, "--what", "又掉色")["complaint"]
    done = answer("complaint", "duplicate", again["number"], "--of", number)["complaint"]
    assert (done["state"], done["duplicate_of"]) == ("duplicate", 1)


def test_that_days_gone_by_are_written_as_they_are_said(
    answer: Run, refused: Run, zhang: str
) -> None:
    new = ("complaint", "new", "--customer", zhang, "--what", "掉色")
    made = answer(*new, "--received", "昨天 9:30", "--ordered-on", "11.20")["complaint"]
    day = dt.date.fromisoformat(str(made["received_at"])[:10])
    assert day < dt.date.today() and str(made["ordered_on"]).endswith("-11-20")
    assert made["ordered_on"] <= dt.date.today().isoformat()
    code, told = refused(*new, "--received", "bald")
    assert code == 2 and "Write it like yesterday" in told


def test_that_particulars_are_changed_and_the_log_says_so(
    answer: Run, said: Run, number: str
) -> None:
    answer("complaint", "edit", number, "--severity", "serious", "--product", "窗帘 A3")
    shown = answer("complaint", "show", number)
    assert (shown["severity"], shown["product"]) == ("serious", "窗帘 A3")
    assert shown["log"][-1]["details"]["severity.was"] == "minor"
    assert "窗帘 A3" in said("complaint", "show", number)
    assert answer("complaint", "edit", number)["operation_id"] in (0, None)


def test_that_files_go_in_and_come_out(answer: Run, number: str, tmp_path: Path) -> None:
    photo = tmp_path / "照片.png"
    photo.write_bytes(b"\x89PNG\r\n\x1a\n123")
    assert answer("complaint", "attach", number, str(photo))["files"] == ["照片.png"]
    out = tmp_path / "out"
    out.mkdir()
    (written,) = answer("complaint", "files", number, str(out))["files"]
    assert Path(written).read_bytes() == photo.read_bytes()


def test_that_a_complaint_and_its_photo_are_one_step(
    answer: Run, zhang: str, tmp_path: Path
) -> None:
    photo = tmp_path / "照片.png"
    photo.write_bytes(b"\x89PNG\r\n\x1a\n123")
    new = ("complaint", "new", "--customer", zhang, "--what", "x", "--attach", str(photo))
    number = answer(*new)["complaint"]["number"]
    assert [one["name"] for one in answer("complaint", "show", number)["files"]] == ["照片.png"]
    answer("undo")
    assert answer("complaint", "list", "--filter", "all")["total"] == 0


def test_that_a_missing_photo_leaves_no_complaint_behind(
    answer: Run, refused: Run, zhang: str, tmp_path: Path
) -> None:
    gone = str(tmp_path / "gone.png")
    code, words = refused("complaint", "new", "--customer", zhang, "--what", "x", "--attach", gone)
    assert code == 1 and "gone.png" in words
    assert answer("complaint", "list", "--filter", "all")["total"] == 0


def test_that_a_cause_is_understood_by_its_label(answer: Run, number: str) -> None:
    done = answer("complaint", "answer", number, "--action", "换货", "--cause", "Supplier")
    assert done["complaint"]["cause"] == "supplier"
    edited = answer("complaint", "edit", number, "--cause", "产品问题")
    assert edited["complaint"]["cause"] == "product"


def test_that_files_are_put_beside_an_exported_list_where_that_is_wished(
    answer: Run, said: Run, number: str, tmp_path: Path
) -> None:
    photo = tmp_path / "photo.png"
    photo.write_bytes(b"x" * 80)
    answer("complaint", "attach", number, str(photo))
    target = tmp_path / "list.csv"
    assert "files" not in answer("complaint", "export", str(target))
    done = answer("complaint", "export", str(target), "--files")
    assert (done["rows"], done["files"]["count"]) == (1, 1)
    kept = Path(done["files"]["folder"]) / number / "photo.png"
    assert kept.parent.parent == tmp_path / "list-files" and kept.read_bytes() == b"x" * 80
    assert "1 file went into the folder" in said("complaint", "export", str(target), "--files")
