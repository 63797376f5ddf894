"""Where things are: the program's resources and the user's own folders."""

from __future__ import annotations

import os
import sys
from pathlib import Path

APP_NAME = "crmdesk"
DATABASE_VARIABLE = "CRMDESK_DB"


def resource_dir() -> Path:
    """Return the folder of icons, templates and translations, installed, frozen or in a clone."""
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen:
        return Path(frozen) / "resources"
    installed = Path(__file__).resolve().parent.parent / "resources"
    if installed.is_dir():
        return installed
    return installed.parent.parent / "resources"


def data_dir() -> Path:
    """Return the user's data folder for crmdesk; it may not exist yet."""
    import platformdirs

    return Path(platformdirs.user_data_dir(APP_NAME, appauthor=False))


def config_dir() -> Path:
    """Return the folder of this PC's own settings; it may not exist yet."""
    import platformdirs

    return Path(platformdirs.user_config_dir(APP_NAME, appauthor=False))


def log_dir() -> Path:
    """Return the folder of log files; it may not exist yet."""
    import platformdirs

    return Path(platformdirs.user_log_dir(APP_NAME, appauthor=False))


def default_database() -> Path:
    """Return the database named by the environment, else the one in the user's data folder."""
    named = os.environ.get(DATABASE_VARIABLE)
    return Path(named).expanduser() if named else data_dir() / "crmdesk.db"


def demo_database() -> Path:
    """Return the file of the demo database, apart from the user's own."""
    return data_dir() / "demo.db"


def backup_dir(database: Path) -> Path:
    """Return the folder in which the dated backups of a database are kept."""
    return database.parent / "backups"
