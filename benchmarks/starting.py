"""How long the program takes from nothing to a usable window, beside a bare window.

Both are processes of their own, which print a line when their window can be used. The bare one
imports what a program on Qt and SQLAlchemy's ORM imports, and asks the database for one row.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import measuring

ROUNDS = 9

BARE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
import sqlalchemy
import sqlalchemy.orm
from sqlcipher3 import dbapi2
app = QApplication(["bare"])
engine = sqlalchemy.create_engine("sqlite:///" + sys.argv[1], module=dbapi2)
with engine.connect() as connection:
    found = connection.execute(sqlalchemy.text("SELECT name FROM customer LIMIT 1")).scalar()
window = QMainWindow()
window.setCentralWidget(QLabel(str(found)))
window.show()
QTimer.singleShot(0, lambda: (print("usable", flush=True), app.quit()))
app.exec()
"""

OURS = """
import sys
from pathlib import Path
from crmdesk.app import WindowOptions, start
started = start(WindowOptions(database=Path(sys.argv[1])))
if started.trouble is not None:
    raise started.trouble
from PySide6.QtCore import QTimer
screen = started.window.body.place("today")
def shown(_count):
    # Painted, and with its data.
    screen.repaint()
    QTimer.singleShot(0, lambda: (print("usable", flush=True), started.app.quit()))
screen.counted.connect(shown)
started.app.exec()
import os
os._exit(0)
"""


def run(path: Path) -> dict[str, float]:
    """Return the seconds of the program and of the bare window, medians of runs that take turns."""
    with tempfile.TemporaryDirectory() as home:
        # The first start compiles what is new and brings the files into memory.
        _start(OURS, path, home), _start(BARE, path, home)
        ours, floor = measuring.alternating(
            lambda: _start(OURS, path, home), lambda: _start(BARE, path, home), ROUNDS
        )
    return {"seconds": ours, "floor_seconds": floor, "ratio": ours / floor}


def _start(program: str, path: Path, home: str) -> float:
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        # The settings of whoever measures must not matter.
        "XDG_CONFIG_HOME": home,
        "XDG_DATA_HOME": home,
        "XDG_STATE_HOME": home,
        "XDG_CACHE_HOME": home,
    }
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(path)], stdout=subprocess.PIPE, env=environment
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    spent = time.perf_counter() - begun
    process.stdout.close()
    if process.wait() or line.strip() != b"usable":
        raise SystemExit("the window did not open")
    return spent
