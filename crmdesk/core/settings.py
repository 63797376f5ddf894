"""This PC's own settings: language, theme, and how its windows and tables were left."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from crmdesk.core import paths

FILE_NAME = "settings.json"
THEMES = ("system", "light", "dark")


@dataclass(slots=True)
class LocalSettings:
    """What belongs to the PC and not to the shop; an empty language or theme follows the system."""

    language: str = ""
    theme: str = ""
    staff: str = ""
    # `monday`, `sunday`, or empty for the habit of the system.
    week_begins: str = ""
    window: dict[str, Any] = field(default_factory=dict)
    views: dict[str, dict[str, Any]] = field(default_factory=dict)
    # How this PC reminds: in the corner of the screen, beside the clock, from the log-in on.
    notify: bool = True
    tray: bool = True
    close_to_tray: bool = False
    told_of_tray: bool = False


def settings_file() -> Path:
    """Return the file that holds this PC's settings."""
    return paths.config_dir() / FILE_NAME


def load(file: Path | None = None) -> LocalSettings:
    """Return the settings of this PC; what cannot be read falls back to its default."""
    try:
        found = json.loads((file or settings_file()).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return LocalSettings()
    settings = LocalSettings()
    if isinstance(found, dict):
        for one in fields(settings):
            value = found.get(one.name)
            if isinstance(value, type(getattr(settings, one.name))):
                setattr(settings, one.name, value)
    return settings


def save(settings: LocalSettings, file: Path | None = None) -> None:
    """Write the settings of this PC, whole or not at all."""
    target = file or settings_file()
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_suffix(".new")
    fresh.write_text(json.dumps(asdict(settings), ensure_ascii=False, indent=1), encoding="utf-8")
    fresh.replace(target)
