"""Starting with the system: what has to stand where on Windows, macOS and Linux.

On Windows it is a value of the registry, which only the window side can write; on the others a
file. Nothing here needs more rights than the user's own.
"""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

BACKGROUND: Final = "--background"
NAME: Final = "crmdesk"
LABEL: Final = "org.crmdesk.crmdesk"
RUN_KEY: Final = r"HKEY_CURRENT_USER\Software\Microsoft\Windows\CurrentVersion\Run"


@dataclass(frozen=True, slots=True)
class StartFile:
    """A file that makes the system start the program after log-in."""

    path: Path
    text: str

    def is_there(self) -> bool:
        """Tell whether the system starts the program now."""
        return self.path.is_file()

    def write(self) -> None:
        """Let the system start the program, as it is installed now."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self.path.with_suffix(".new")
        fresh.write_text(self.text, encoding="utf-8")
        fresh.replace(self.path)

    def remove(self) -> None:
        """Let the system start the program no longer."""
        self.path.unlink(missing_ok=True)


def command(*, frozen: bool | None = None, script: str = "") -> list[str]:
    """Return how this program is started without its window."""
    if getattr(sys, "frozen", False) if frozen is None else frozen:
        return [sys.executable, BACKGROUND]
    main = Path(script or sys.argv[0]).resolve()
    if main.suffix == ".py":
        return [_windowless(Path(sys.executable)), str(main), BACKGROUND]
    return [str(main), BACKGROUND]


def _windowless(python: Path) -> str:
    # The ordinary python.exe would open a black window beside the program's own.
    quiet = python.with_name("pythonw.exe")
    return str(quiet if python.name.lower() == "python.exe" and quiet.exists() else python)


def start_file(
    platform: str, home: Path, environment: Mapping[str, str], words: Sequence[str]
) -> StartFile | None:
    """Return the file for a platform (`sys.platform`); None on Windows, which has none."""
    if platform == "win32":
        return None
    if platform == "darwin":
        path = home / "Library" / "LaunchAgents" / f"{LABEL}.plist"
        return StartFile(path, launch_agent(words))
    config = environment.get("XDG_CONFIG_HOME", "")
    folder = Path(config) if config and Path(config).is_absolute() else home / ".config"
    return StartFile(folder / "autostart" / f"{NAME}.desktop", desktop_entry(words))


def start_file_here() -> StartFile | None:
    """Return the file for this computer and this program."""
    return start_file(sys.platform, Path.home(), os.environ, command())


def registry_value(words: Sequence[str]) -> str:
    """Return the command as the Run key of Windows takes it: the files in quotes."""
    return " ".join(word if word.startswith("-") else f'"{word}"' for word in words)


def desktop_entry(words: Sequence[str]) -> str:
    """Return the text of an XDG autostart entry."""
    return "\n".join(
        (
            "[Desktop Entry]",
            "Type=Application",
            f"Name={NAME}",
            "Comment=Reminds of follow-ups and visits",
            "Comment[zh_CN]=提醒跟进和拜访",
            f"Exec={' '.join(map(_exec_word, words))}",
            "Terminal=false",
            "X-GNOME-Autostart-enabled=true",
            "",
        )
    )


def _exec_word(word: str) -> str:
    """Return a word as the Exec line of a desktop entry wants it."""
    # Strings of a desktop entry lose one backslash before the Exec line is read.
    quoted = "".join("\\" + letter if letter in '"`$\\' else letter for letter in word)
    bare = word and shlex.quote(word) == word
    return (word if bare else f'"{quoted}"').replace("\\", "\\\\").replace("%", "%%")


def launch_agent(words: Sequence[str]) -> str:
    """Return the text of a launch agent of macOS."""
    import plistlib

    wanted = {"Label": LABEL, "ProgramArguments": list(words), "RunAtLoad": True}
    return plistlib.dumps(wanted).decode("utf-8")
