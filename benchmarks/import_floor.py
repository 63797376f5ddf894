"""The least an import could cost: read the workbook, insert its rows, build the text index.

Nothing is checked, compared or remembered. The index holds the same texts as the program's, with
the same options, driver and settings of the database. Run as a process of its own: prints one JSON
document.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks import measuring
from benchmarks.workbook import HEADERS
from crmdesk.core.domain.collecting import no_collection
from crmdesk.core.domain.customer import Customer
from crmdesk.core.importing.validation import RowReader
from crmdesk.core.services import importing
from crmdesk.core.store import search
from crmdesk.core.store.database import Database
from crmdesk.core.store.tables import CREATE_SEARCH_TABLE

_BATCH = 2000


def customers_of(path: Path) -> list[Customer]:
    """Return the customers of the workbook, whose texts the index holds; not part of the floor."""
    setup = importing.begin(importing.read(path))
    rows = setup.sheet.rows[setup.first_data :]
    reader = RowReader(setup.mappings, rows)
    drafts = (reader.read(number, row) for number, row in enumerate(rows, 1))
    return [draft.customer for draft in drafts if draft is not None]


def run(path: Path) -> dict[str, Any]:
    """Return the seconds of reading, inserting, making the index's texts and indexing them."""
    from python_calamine import load_workbook

    customers = customers_of(path)
    columns = ", ".join(f"c{number} TEXT" for number in range(len(HEADERS)))
    insert = f"INSERT INTO plain VALUES ({','.join('?' * (len(HEADERS) + 1))})"
    with tempfile.TemporaryDirectory() as folder, no_collection():
        file = Path(folder, "floor.db")
        file.touch()
        database = Database(file)
        with database.write() as connection:
            connection.exec_driver_sql(f"CREATE TABLE plain (id INTEGER PRIMARY KEY, {columns})")
            connection.exec_driver_sql(CREATE_SEARCH_TABLE)
        begun = time.perf_counter()
        rows = load_workbook(str(path)).get_sheet_by_index(0).to_python()
        read = time.perf_counter()
        with database.write() as connection:
            connection.exec_driver_sql(
                insert, [(number, *row) for number, row in enumerate(rows[2:], 1)]
            )
            inserted = time.perf_counter()
            texts = [search.index_row(number, one) for number, one in enumerate(customers, 1)]
            told = time.perf_counter()
            for start in range(0, len(texts), _BATCH):
                search.add(connection, texts[start : start + _BATCH])
        ended = time.perf_counter()
        database.close()
    return {
        "seconds": ended - begun,
        "read": read - begun,
        "insert": inserted - read,
        "texts": told - inserted,
        "index": ended - told,
        **measuring.machine(),
    }


if __name__ == "__main__":
    print(json.dumps(run(Path(sys.argv[1]))))
