"""An empty shop for each list."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from crmdesk.core.services.workspace import Workspace
from tests import factories


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Workspace]:
    """Give an empty shop that is closed after the test."""
    (tmp_path / "shop").mkdir()
    opened = factories.open_shop(tmp_path / "shop")
    yield opened
    opened.database.close()
