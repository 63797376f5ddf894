"""Starting the program: what the arguments mean, and what happens where no window can open."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from crmdesk import watching
from crmdesk.app import WindowOptions, run_window, window_options
from crmdesk.core import paths
from crmdesk.core.domain.customer import Customer
from crmdesk.core.domain.problems import DatabaseProblem
from crmdesk.core.importing.child_pipe import Request, write_request
from crmdesk.core.services import backup, customers
from crmdesk.core.services import workspace as workspaces
from crmdesk.core.services.workspace import Workspace
from crmdesk.ui.start_trouble import StartTrouble

ROOT = Path(__file__).resolve().parents[1]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "main.py"), *arguments],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def loaded_by(statement: str) -> set[str]:
    code = f"import sys; {statement}; print(*sorted(sys.modules), sep='\\n', file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )
    return set(done.stderr.split())


def test_that_no_arguments_open_the_window() -> None:
    assert window_options([]) == WindowOptions()


def test_that_the_windows_own_options_are_understood_in_both_spellings() -> None:
    expected = WindowOptions(Path("a.db"), "zh_CN", "dark", "Li", demo=True)
    spaced = ["--db", "a.db", "--lang", "zh_CN", "--theme", "dark", "--staff", "Li", "--demo"]
    assert window_options(spaced) == expected
    assert window_options(
        ["--db=a.db", "--lang=zh_CN", "--theme=dark", "--staff=Li", "--demo"]
    ) == (expected)


@pytest.mark.parametrize(
    "arguments",
    [
        ["today"],
        ["--db", "a.db", "find", "zw"],
        ["--help"],
        ["-h"],
        ["--version"],
        ["--json"],
        ["--db"],
        ["--theme", "pink"],
        ["--lang", "xx"],
        ["--lang", "en", "--lang=fr"],
        ["--unknown"],
    ],
)
def test_that_everything_else_is_for_the_command_line(arguments: list[str]) -> None:
    assert window_options(arguments) is None


@pytest.fixture
def no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)


def test_that_without_a_display_one_sentence_says_what_to_do_and_nothing_is_written(
    no_display: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_window(WindowOptions(tmp_path / "new.db")) == 1
    said = capsys.readouterr().err.strip()
    assert said.startswith("There is no screen to open a window on.")
    assert "crmdesk --help" in said
    assert len(said.splitlines()) == 1
    assert not (tmp_path / "new.db").exists()


def test_that_a_display_that_does_not_answer_is_told_before_qt_would_end_the_process(
    no_display: None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("DISPLAY", ":4242")
    monkeypatch.setenv("WAYLAND_DISPLAY", str(tmp_path / "no-such-socket"))
    assert run_window(WindowOptions(tmp_path / "new.db")) == 1
    said = capsys.readouterr().err.strip()
    assert len(said.splitlines()) == 1
    assert "crmdesk --help" in said


def test_that_a_folder_in_place_of_a_database_ends_with_one_sentence(tmp_path: Path) -> None:
    done = run("--db", str(tmp_path), "--lang", "en")
    assert done.returncode == 1
    assert done.stderr.startswith(f"{tmp_path} is a folder, not a database.")
    assert "Traceback" not in done.stderr


def test_that_the_start_loads_no_more_than_the_first_screen_needs(tmp_path: Path) -> None:
    heavy = {
        "openpyxl",
        "python_calamine",
        "pypinyin",
        "phonenumbers",
        "alembic",
        "rapidfuzz",
        "borax",
        "jinja2",
        "babel",
        "sqlalchemy.orm",
        "PySide6.QtPrintSupport",
        "crmdesk.ui.customers.screen",
        "crmdesk.ui.visits.screen",
    }
    database = tmp_path / "shop.db"
    made = workspaces.open_workspace(database)
    customers.create(made, Customer(name="Ada"))
    made.database.close()
    loaded = loaded_by(
        "from pathlib import Path; from crmdesk import app; "
        f"s = app.start(app.WindowOptions(Path({str(database)!r}))); "
        "from PySide6.QtCore import QTimer; t = QTimer(); "
        "t.timeout.connect(lambda: s.window.desk.tasks.idle() and s.app.quit()); t.start(20); "
        "s.app.exec()"
    )
    assert "crmdesk.ui.today.screen" in loaded
    assert heavy & loaded == set()


def test_that_a_child_that_reads_a_file_loads_neither_qt_nor_the_database(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("Name,Mobile\nAda,13800138000\n", "utf-8")
    request = Request(file.name, str(file), None, "en", 2048, 60, 0, None, None)
    (tmp_path / "request").touch()
    with (tmp_path / "request").open("wb") as pipe:
        write_request(pipe, request)
    loaded = loaded_by(
        f"import os; os.dup2(os.open({str(tmp_path / 'request')!r}, os.O_RDONLY), 0); "
        "from crmdesk.app import main; main(['--read-file'])"
    )
    assert {"crmdesk.core.importing.child", "csv"} <= loaded
    assert {"PySide6", "sqlalchemy"} & loaded == set()


def test_that_a_damaged_database_is_replaced_by_its_backup(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    made = workspaces.open_workspace(path)
    customers.create(made, Customer(name="Ada"))
    saved = backup.backup(made)
    made.database.close()
    path.write_bytes(b"broken" * 1000)
    found: list[tuple[Workspace, bool]] = []
    trouble = StartTrouble(
        path, DatabaseProblem("It is broken.", "Restore."), lambda w, e: found.append((w, e))
    )
    trouble.show()
    assert trouble.message.text() == "It is broken."
    trouble.open_file(tmp_path)
    qtbot.waitUntil(lambda: "folder" in trouble.message.text())
    assert trouble.other.isEnabled()
    with qtbot.waitSignal(trouble.finished):
        trouble.restore(saved.path)
    [(workspace, empty)] = found
    assert not empty
    assert customers.count_all(workspace) == 1
    workspace.database.close()


def test_that_the_log_file_holds_the_place_of_an_error_and_none_of_its_words() -> None:
    watching.start_log()
    try:
        raise ValueError("Ada Lovelace 13800138000")
    except ValueError:
        logging.getLogger("crmdesk.test").exception("unexpected error")
    handler = logging.getLogger().handlers[-1]
    logging.getLogger().removeHandler(handler)
    handler.close()
    written = (paths.log_dir() / "crmdesk.log").read_text("utf-8")
    assert "unexpected error" in written
    assert "ValueError" in written
    assert "test_app.py" in written
    assert "Ada" not in written
    assert "1380013" not in written


def test_that_an_error_nobody_caught_is_told() -> None:
    told: list[Exception] = []
    watching.catch_all(told.append)
    error = ValueError("unseen")
    try:
        sys.excepthook(ValueError, error, None)
    finally:
        watching.catch_nothing()
    assert told == [error]
    assert sys.excepthook is sys.__excepthook__
