from __future__ import annotations

import datetime as dt
import gc
import random
import subprocess
import sys
import threading
from pathlib import Path

import psutil
import pytest

from crmdesk.core.domain.problems import Cancelled, FileProblem
from crmdesk.core.domain.progress import Progress
from crmdesk.core.i18n import use_language
from crmdesk.core.importing import child, readers
from tests.core.importing import making

ENDLESS = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 400_000))


def test_that_the_child_reads_what_this_process_would_read(tmp_path: Path) -> None:
    rows = [["姓名", "手机", "生日"]]
    rows += [[f"客户{n}", 13800000000 + n, dt.date(1990, 1, 1)] for n in range(5000)]
    path = making.xlsx(tmp_path / "客户 名单’s.xlsx", rows)
    assert child.read_file(path) == readers.read(path)


@pytest.mark.parametrize("make", [making.xls, making.ods])
def test_that_the_child_reads_other_formats(tmp_path: Path, make: object) -> None:
    assert callable(make)
    file = child.read_file(make(tmp_path / "a.bin"))
    assert file.sheets[0].rows[1] == ["张三", 13800138000, dt.date(1990, 5, 3)]


def test_that_the_child_speaks_the_users_language_and_obeys_the_encoding(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("姓名,手機\n陳,1\n".encode("cp950"))
    file = child.read_file(path, encoding="big5")
    assert (file.encoding, file.sheets[0].rows[1]) == ("big5", ["陳", "1"])


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("make", [making.xlsx, making.xls, making.ods])
def test_that_a_file_with_wrong_bytes_is_read_or_refused_politely(
    tmp_path: Path, make: object, seed: int
) -> None:
    assert callable(make)
    chance = random.Random(seed)
    data = bytearray(make(tmp_path / "a").read_bytes())
    for _ in range(20):
        data[chance.randrange(len(data))] = chance.randrange(256)
    path = tmp_path / "b.xlsx"
    path.write_bytes(data)
    try:
        told = str(child.read_file(path).sheets)
    except FileProblem as problem:
        told = problem.advice
    assert told


def test_that_problems_of_the_child_arrive_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7")
    with pytest.raises(FileProblem) as caught:
        child.read_file(path)
    assert "PDF" in caught.value.message and caught.value.advice


def watches() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "reading-watch"]


def hold(done: int, _total: int, _what: str) -> None:
    """Take no more rows before the child was ended: however fast it is, it does not come far."""
    for watch in watches() if done else ():
        watch.join(60)
        assert not watch.is_alive(), "nobody ends the child"


def test_that_no_child_is_started_for_a_file_that_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def start(*_arguments: object, **_more: object) -> None:
        pytest.fail("a child was started")

    monkeypatch.setattr(subprocess, "Popen", start)
    for path in (tmp_path, tmp_path / "none.xlsx", tmp_path / "none" / "a.xlsx", Path("a\0b")):
        with pytest.raises(FileProblem):
            child.read_file(path)
    assert watches() == []


def test_that_reading_stops_when_the_user_asks(tmp_path: Path) -> None:
    path = making.raw_xlsx(tmp_path / "a.xlsx", ENDLESS)
    arrived = threading.Event()

    def report(done: int, total: int, what: str) -> None:
        if done:
            arrived.set()
        hold(done, total, what)

    with pytest.raises(Cancelled):
        child.read_file(path, progress=Progress(report=report, cancelled=arrived.is_set))
    assert watches() == []
    assert gc.isenabled()


def test_that_reading_ends_with_its_time(tmp_path: Path) -> None:
    path = making.raw_xlsx(tmp_path / "a.xlsx", ENDLESS)
    with pytest.raises(FileProblem, match="takes too long"):
        child.read_file(path, progress=Progress(report=hold), time_limit=0.15, quiet_limit=600)


def test_that_a_file_that_needs_too_much_memory_does_no_harm(tmp_path: Path) -> None:
    path = making.raw_xlsx(tmp_path / "a.xlsx", ENDLESS)
    if sys.platform in ("win32", "darwin"):
        assert child.read_file(path).sheets[0].rows[0] == [1]
        return
    with pytest.raises(FileProblem) as caught:
        child.read_file(path, memory_limit_mib=60)
    assert caught.value.advice


def test_that_progress_counts_the_rows(tmp_path: Path) -> None:
    path = making.xlsx(tmp_path / "a.xlsx", [["姓名"]] + [[f"客户{n}"] for n in range(9000)])
    seen: list[tuple[int, int]] = []
    child.read_file(
        path, progress=Progress(report=lambda done, total, what: seen.append((done, total)))
    )
    assert seen[0] == (0, 0)
    assert seen[-1] == (9001, 9001)
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)


def test_that_an_exception_while_reporting_leaves_no_child(tmp_path: Path) -> None:
    path = making.raw_xlsx(tmp_path / "a.xlsx", ENDLESS)
    others = set(psutil.Process().children())
    readers: set[psutil.Process] = set()

    def report(done: int, total: int, what: str) -> None:
        if done:
            readers.update(set(psutil.Process().children()) - others)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        child.read_file(path, progress=Progress(report=report))
    assert len(readers) == 1
    assert not any(reader.is_running() for reader in readers)


def test_that_a_file_in_the_current_folder_is_not_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "csv.py").write_text("raise SystemExit(3)")
    monkeypatch.chdir(tmp_path)
    assert child.read_file(making.xlsx(tmp_path / "a.xlsx")).sheets[0].rows


def test_that_the_child_loads_neither_qt_nor_the_database(tmp_path: Path) -> None:
    code = (
        "import sys; from crmdesk.core.importing import child; "
        "print([m for m in sys.modules if m.startswith("
        "('PySide6', 'sqlalchemy', 'openpyxl', 'xlrd', 'zhconv'))])"
    )
    root = Path(child.__file__).parents[3]
    shown = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True
    )
    assert shown.stdout.strip() == "[]"


def test_that_only_the_right_arguments_start_a_reading() -> None:
    assert child.serve_if_asked([]) is None
    assert child.serve_if_asked(["import", "a.xlsx"]) is None
    assert child.serve_if_asked(["--read-file"]) is None


def test_that_the_language_of_the_parent_reaches_the_child(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("姓名\n张三\n", encoding="utf-8")
    use_language("zh_CN")
    try:
        assert child.read_file(path).encoding_sentence == readers.read(path).encoding_sentence
    finally:
        use_language("en")
