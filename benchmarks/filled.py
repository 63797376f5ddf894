"""A database with any number of customers, made once for each version of the store."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import replace
from itertools import islice
from pathlib import Path

from benchmarks import workbook
from benchmarks.measuring import say
from crmdesk.core.domain import pinyin
from crmdesk.core.domain.progress import QUIET
from crmdesk.core.importing.sheet import Sheet, SheetFile
from crmdesk.core.services import demo_people, importing, workspace
from crmdesk.core.services.workspace import Workspace
from crmdesk.core.store import bulk, derived, migrations, plan_tables, rhythm, search, tables

_PART = 50_000


def database(count: int, into: Path) -> Path:
    """Return a fresh copy, in a folder, of a database with so many customers."""
    kept = workbook.folder() / f"filled-{count}-{version()}.db"
    if not kept.exists():
        for old in workbook.folder().glob(f"filled-{count}-*.db*"):
            old.unlink()
        say(f"filling a database with {count:,} customers")
        part = kept.with_suffix(".part")
        part.unlink(missing_ok=True)
        desk = workspace.open_workspace(part)
        _fill(desk, count)
        desk.database.close()
        part.replace(kept)
    target = into / "shop.db"
    shutil.copy(kept, target)
    return target


def _fill(desk: Workspace, count: int) -> None:
    """Bring the customers in part by part: a workbook cannot hold more than a million rows."""
    people = workbook.rows(count)
    while part := list(islice(people, _PART)):
        rows = [list(workbook.HEADERS), *([cell or None for cell in row] for row in part)]
        file = SheetFile("people", "xlsx", None, "", (Sheet("people", rows),), ())
        setup = replace(importing.begin(file), mode=importing.ADD)
        plan = importing.check(desk, setup)
        # Past the service, which would make a backup before each part.
        with workspace.operate(desk, "import") as writing:
            bulk.write(writing.operation, plan.new, (), desk.clock.today(), QUIET)


def version(*more: Path) -> str:
    """Return what changes when the database would be another; `more` files that make it."""
    digest = hashlib.sha256()
    for module in (tables, plan_tables, derived, rhythm, search, pinyin, demo_people):
        digest.update(Path(str(module.__file__)).read_bytes())
    steps = sorted(Path(migrations.__file__).parent.glob("versions/*.py"))
    for file in (*steps, *more):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:8]
