"""Draws the first page of every print style with Chinese demo data into a folder.

    python -m benchmarks.paper_pictures docs/paper

Needs pdftoppm of poppler-utils, as the tests do. The same code gives the same pictures.
"""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from crmdesk.core import i18n
from crmdesk.core.domain.clock import fixed_clock
from crmdesk.core.domain.complaint import CLOSED
from crmdesk.core.domain.complaint_query import ComplaintQuery
from crmdesk.core.domain.customer import CustomerQuery
from crmdesk.core.services import (
    complaint_lists,
    customers,
    demo,
    listing,
    printing,
    visit_forms,
    visits,
    workspace,
)
from crmdesk.core.services.printing import PrintOptions
from crmdesk.core.services.workspace import Workspace

CUSTOMERS, SEED = 300, 7
RESOLUTION = 72
MONDAY = dt.date(2026, 11, 30)
MEASURED = dt.date(2026, 12, 13)


def options_of(desk: Workspace) -> dict[str, PrintOptions]:
    """Return what each style prints: what shows it best."""
    week = PrintOptions(start=MONDAY, days=7)
    day = PrintOptions(start=MONDAY, days=1)
    west = CustomerQuery(districts=("西湖区",))
    people = [customers.get(desk, one) for one in listing.ids(desk, west)]
    known = [one for one in people if one.addresses[0].postcode and one.company]
    handled = complaint_lists.ids(desk, ComplaintQuery(states=frozenset({CLOSED}), sort="number"))
    told = max(known, key=lambda one: len(customers.timeline(desk, one.id)))
    return {
        "day_sheet": day,
        "day_compact": replace(week, days=5),
        "week_grid": week,
        "week_list": week,
        "visit_form": replace(day, start=MEASURED),
        "customer_file": PrintOptions(ids=(told.id,)),
        "complaint_form": PrintOptions(ids=tuple(handled[:1])),
        "birthdays": PrintOptions(start=MONDAY, days=90),
        "labels": PrintOptions(first=4, outlines=True, query=west),
        "envelopes": PrintOptions(ids=(known[0].id,)),
    }


def draw(folder: Path) -> list[Path]:
    """Draw every style and return the pictures."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from crmdesk.ui.kit import printing as press

    i18n.use_language("zh_CN")
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    with tempfile.TemporaryDirectory() as temporary:
        file = Path(temporary) / "demo.db"
        desk = workspace.open_workspace(file, clock=fixed_clock(2026, 11, 30))
        demo.fill(desk, CUSTOMERS, SEED)
        visit_forms.add_proposals(desk)
        first = listing.ids(desk, CustomerQuery(districts=("西湖区",)), 1)
        visits.plan_visits(desk, list(first), MEASURED, at=dt.time(9, 30), purpose="上门量尺")
        wanted = options_of(desk)
        for key in printing.STYLES:
            pdf = Path(temporary) / f"{key}.pdf"
            press.to_pdf(printing.build(desk, key, wanted.get(key)), pdf)
            target = folder / key.replace("_", "-")
            subprocess.run(
                ["pdftoppm", "-png", "-singlefile", "-r", str(RESOLUTION), str(pdf), str(target)],
                check=True,
            )
            made.append(target.with_suffix(".png"))
        desk.database.close()
    return made


if __name__ == "__main__":
    for picture in draw(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/paper")):
        print(picture)
