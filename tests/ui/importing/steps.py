"""What the tests of the import do again and again."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from crmdesk.core.importing.readers.source import Source
from crmdesk.core.services import importing as service
from crmdesk.ui.importing.wizard import ImportWizard
from tests.ui.desks import RememberingDesk


def wait(qtbot: QtBot, desk: RememberingDesk, wizard: ImportWizard) -> None:
    qtbot.waitUntil(desk.tasks.idle)
    qtbot.waitUntil(lambda: not wizard.flow.busy())
    qtbot.waitUntil(desk.tasks.idle)


def opened(qtbot: QtBot, desk: RememberingDesk, wizard: ImportWizard, what: Path | Source) -> None:
    wizard.open_file(what)
    wait(qtbot, desk, wizard)


def setup_of(wizard: ImportWizard) -> service.ImportSetup:
    assert wizard.flow.setup is not None
    return wizard.flow.setup


def becomes(wizard: ImportWizard) -> dict[str, str | None]:
    assert wizard.flow.setup is not None
    return {one.header: one.field for one in wizard.flow.setup.mappings}
