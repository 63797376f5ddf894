"""The same ground for every test: no display, English words, one day, and folders of its own."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, settings

from crmdesk.core.domain.clock import Clock

# The day of a clock that nobody passed in: a Monday, and long before the shop closes.
TODAY: Final = dt.date(2026, 11, 30)
NOON: Final = dt.time(12)

# A busy machine makes any example slow once; how fast things are is measured by make bench. The
# examples are the same each time, so that what failed elsewhere fails here too; new ones are
# looked for with ARGS="--hypothesis-profile=exploring".
settings.register_profile(
    "crmdesk", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(
    "exploring", settings.get_profile("crmdesk"), derandomize=False, print_blob=True
)
settings.load_profile("crmdesk")

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ.setdefault("QT_LOGGING_RULES", "qt.qpa.*=false")


@pytest.fixture(autouse=True)
def own_ground(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Keep the user's data, settings and log folders, and the date, out of every test."""
    home = tmp_path / "home"
    for variable in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(variable, str(home))
    for variable, folder in (
        ("XDG_DATA_HOME", "data"),
        ("XDG_CONFIG_HOME", "config"),
        ("XDG_STATE_HOME", "state"),
        ("XDG_CACHE_HOME", "cache"),
    ):
        monkeypatch.setenv(variable, str(home / folder))
    monkeypatch.delenv("CRMDESK_DB", raising=False)
    moment = dt.datetime.combine(TODAY, NOON).astimezone(dt.UTC)
    monkeypatch.setattr(Clock.__init__, "__defaults__", (lambda: moment,))
    from crmdesk.core import i18n
    from crmdesk.core.domain import weeks

    i18n.use_language("en")
    weeks.begin_on(weeks.MONDAY)
    yield
    i18n.use_language("en")
    weeks.begin_on(weeks.MONDAY)
