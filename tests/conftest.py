"""The same ground for every test: no display, English words, and folders of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# A busy machine makes any example slow once; how fast things are is measured by make bench.
settings.register_profile("crmdesk", deadline=None)
settings.load_profile("crmdesk")

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ.setdefault("QT_LOGGING_RULES", "qt.qpa.*=false")


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Keep the user's data, settings and log folders out of every test."""
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
    from crmdesk.core import i18n
    from crmdesk.core.domain import weeks

    i18n.use_language("en")
    weeks.begin_on(weeks.MONDAY)
    yield
    i18n.use_language("en")
    weeks.begin_on(weeks.MONDAY)
