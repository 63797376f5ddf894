"""The walls of the house, checked the way the program really runs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

LOAD_ALL_OF_CORE = """
import importlib, pkgutil, sys
import crmdesk.core
names = ["crmdesk.core"]
names += [module.name for module in pkgutil.walk_packages(crmdesk.core.__path__, "crmdesk.core.")]
# Alembic itself runs env.py and the versions, inside a migration.
names = [name for name in names if ".migrations." not in name]
for name in names:
    importlib.import_module(name)
print(len(names))
print(*sorted(name for name in sys.modules if name.split(".")[0] in ("PySide6", "shiboken6")))
"""

HEAVY = (
    "openpyxl",
    "python_calamine",
    "xlrd",
    "pypinyin",
    "phonenumbers",
    "alembic",
    "rapidfuzz",
    "borax",
    "jinja2",
    "babel",
    "sqlalchemy.orm",
    "dateutil",
    "holidays",
    "icalendar",
    # The grammar of dates and rules: nobody has typed one yet.
    "crmdesk.core.domain.date_text",
    "crmdesk.core.domain.recurrence",
    "crmdesk.core.domain.addresses",
)

LOAD_THE_WINDOW = """
import sys
import crmdesk.app
import crmdesk.ui.main_window
import crmdesk.ui.today.screen
print(*sorted(sys.modules))
"""


def printed_by(program: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_that_loading_all_of_core_loads_no_qt() -> None:
    count, *qt_modules = printed_by(LOAD_ALL_OF_CORE)
    assert int(count) > 20
    assert qt_modules in ([], [""])


def test_that_loading_the_window_loads_nothing_heavy() -> None:
    loaded = printed_by(LOAD_THE_WINDOW)[0].split()
    assert "PySide6" in loaded
    assert [name for name in HEAVY if name in loaded] == []


def test_that_the_import_contracts_are_kept() -> None:
    program = "from importlinter.cli import lint_imports_command as check; check()"
    done = subprocess.run(
        [sys.executable, "-c", program, "--no-cache", "--no-logo"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
