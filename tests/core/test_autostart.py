"""What makes each system start the program after log-in, down to the text of the file."""

from __future__ import annotations

import plistlib
import re
import sys
from pathlib import Path

import pytest

from crmdesk.core import autostart

WORDS = ["/srv/客户 desk/crmdesk", "--background"]


def test_that_linux_gets_an_autostart_entry_in_the_folder_of_the_desktop(tmp_path: Path) -> None:
    file = autostart.start_file("linux", tmp_path, {}, WORDS)
    assert file is not None
    assert file.path == tmp_path / ".config" / "autostart" / "crmdesk.desktop"
    lines = file.text.splitlines()
    assert lines[0] == "[Desktop Entry]"
    assert 'Exec="/srv/客户 desk/crmdesk" --background' in lines
    assert "Type=Application" in lines and "Terminal=false" in lines


def test_that_the_folder_named_by_the_desktop_is_used_when_it_is_a_whole_path(
    tmp_path: Path,
) -> None:
    named = autostart.start_file("linux", tmp_path, {"XDG_CONFIG_HOME": str(tmp_path / "c")}, WORDS)
    assert named is not None
    assert named.path == tmp_path / "c" / "autostart" / "crmdesk.desktop"
    vague = autostart.start_file("linux", tmp_path, {"XDG_CONFIG_HOME": "c"}, WORDS)
    assert vague is not None and vague.path.is_relative_to(tmp_path / ".config")


def test_that_macos_gets_a_launch_agent(tmp_path: Path) -> None:
    file = autostart.start_file("darwin", tmp_path, {}, WORDS)
    assert file is not None
    assert file.path.parent == tmp_path / "Library" / "LaunchAgents"
    said = plistlib.loads(file.text.encode())
    assert said["ProgramArguments"] == WORDS
    assert said["RunAtLoad"] is True
    assert file.path.name == said["Label"] + ".plist"


def test_that_windows_has_no_file_but_a_command_with_its_paths_in_quotes() -> None:
    assert autostart.start_file("win32", Path("C:/"), {}, WORDS) is None
    words = [r"C:\Program Files\crmdesk\crmdesk.exe", "--background"]
    assert autostart.registry_value(words) == (
        r'"C:\Program Files\crmdesk\crmdesk.exe" --background'
    )
    assert autostart.RUN_KEY.endswith(r"CurrentVersion\Run")


@pytest.mark.parametrize("name", ["plain", "a b", 'quo"te', "cash$", "back\\slash", "50%", "`x`"])
def test_that_any_path_comes_through_the_exec_line_as_it_was(name: str) -> None:
    text = autostart.desktop_entry([f"/srv/{name}", "--background"])
    (line,) = (line for line in text.splitlines() if line.startswith("Exec="))
    # The way the desktop reads it: the string's escapes, the quotes, the field codes.
    read = line.removeprefix("Exec=").replace("\\\\", "\\").replace("%%", "%")
    word, rest = re.fullmatch(r'("(?:\\.|[^"\\])*"|\S+) (.*)', read).groups()
    if word[0] == '"':
        word = re.sub(r"\\(.)", r"\1", word[1:-1])
    assert [word, rest] == [f"/srv/{name}", "--background"]


def test_that_starting_with_the_system_is_switched_on_and_off_again(tmp_path: Path) -> None:
    file = autostart.start_file("linux", tmp_path, {}, WORDS)
    assert file is not None and not file.is_there()
    file.write()
    assert file.is_there() and file.path.read_text(encoding="utf-8") == file.text
    file.write()
    file.remove()
    file.remove()
    assert not file.is_there()
    assert list(file.path.parent.iterdir()) == []


def test_that_the_program_is_started_as_it_is_installed(tmp_path: Path) -> None:
    packed = autostart.command(frozen=True)
    assert packed == [sys.executable, "--background"]
    clone = autostart.command(frozen=False, script=str(tmp_path / "main.py"))
    assert clone == [sys.executable, str(tmp_path / "main.py"), "--background"]
    script = autostart.command(frozen=False, script=str(tmp_path / "crmdesk"))
    assert script == [str(tmp_path / "crmdesk"), "--background"]


def test_that_the_file_for_this_computer_lies_in_the_users_own_folders() -> None:
    file = autostart.start_file_here()
    assert file is None or "crmdesk" in file.path.name
