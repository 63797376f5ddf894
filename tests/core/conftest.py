"""An open shop for the tests of the core."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from crmdesk.core.services.workspace import Workspace
from tests import factories


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Workspace]:
    """Give an empty shop that is closed after the test."""
    opened = factories.open_shop(tmp_path)
    yield opened
    opened.database.close()
