"""Pictures of every screen with demo data, drawn without a display."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from crmdesk.core import i18n
from crmdesk.core.domain.clock import fixed_clock
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.i18n import _
from crmdesk.core.settings import LocalSettings

if TYPE_CHECKING:
    from crmdesk.core.services.workspace import Workspace
    from crmdesk.ui.main_window import MainWindow
    from crmdesk.ui.rendering_scenes import Scene

CUSTOMERS: Final = 300
SEED: Final = 7
LOOK_MS: Final = 20
# Quiet looks in a row until a picture is taken: timers of screens are longer than one.
QUIET_LOOKS: Final = 8
LONGEST_WAIT_MS: Final = 30_000


def render_screens(
    directory: Path,
    *,
    language: str | None = None,
    theme: Literal["light", "dark"] = "light",
    scale: float = 1.0,
    size: tuple[int, int] = (1280, 800),
) -> list[Path]:
    """Draw every screen into numbered PNG files and return them; `size` is in screen points.

    Call it before anything of Qt is started: the scale is fixed from then on.
    """
    if QApplication.instance() is None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        os.environ["QT_SCALE_FACTOR"] = str(scale)
    i18n.use_language(language)
    app = _application(theme)
    directory.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="crmdesk-screens-") as folder:
        pictures = _Pictures(directory, size)
        pictures.draw(Path(folder))
    app.sendPostedEvents(None, 0)
    return pictures.made


def _application(look: Literal["light", "dark"]) -> QApplication:
    from crmdesk.ui.kit import language, theme

    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication(sys.argv[:1])
    theme.install(app, look, i18n.language())
    language.use(i18n.language())
    return app


class _Pictures:
    """Goes through the scenes and takes a picture of each once nothing moves any more."""

    def __init__(self, directory: Path, size: tuple[int, int]) -> None:
        self.made: list[Path] = []
        self._directory = directory
        self._size = size

    def draw(self, folder: Path) -> None:
        """Draw the filled database, then the empty one."""
        from crmdesk.core.services import demo
        from crmdesk.ui import rendering_scenes as scenes
        from crmdesk.ui.rendering_calendar import calendar
        from crmdesk.ui.rendering_care import care
        from crmdesk.ui.rendering_complaint_import import complaint_import
        from crmdesk.ui.rendering_complaint_report import complaint_report, no_complaint_report
        from crmdesk.ui.rendering_complaints import complaints, no_complaints
        from crmdesk.ui.rendering_greetings import greetings
        from crmdesk.ui.rendering_own_fields import own_fields
        from crmdesk.ui.rendering_print import printing
        from crmdesk.ui.rendering_reminders import reminding
        from crmdesk.ui.rendering_results import results
        from crmdesk.ui.rendering_series import series
        from crmdesk.ui.rendering_visits import planning

        full = _open(folder / "shop.db")
        demo.fill(full, CUSTOMERS, SEED)
        own = [
            *planning(),
            *calendar(),
            *own_fields(),
            *results(),
            *series(),
            *greetings(),
            *care(),
            *complaints(),
            *complaint_import(folder),
            *complaint_report(),
            *reminding(),
            *printing(),
        ]
        self._scenes(full, False, [*scenes.filled(folder), *own])
        without = [*scenes.empty(), *no_complaints(), *no_complaint_report()]
        self._scenes(_open(folder / "empty.db"), True, without)

    def _scenes(self, workspace: Workspace, empty: bool, scenes: list[Scene]) -> None:
        from crmdesk.core.services import workspace as workspaces
        from crmdesk.ui.main_window import MainWindow

        window = MainWindow(workspace, LocalSettings(language=i18n.language()))
        window.resize(*self._size)
        window.show()
        window.activateWindow()
        window.begin(empty=empty)
        for scene in scenes:
            for step in scene.steps:
                settle(window)
                step(window)
            settle(window)
            self._take(scene.name, scene.shown(window))
        window.desk.tasks.close()
        workspaces.close(workspace)
        window.hide()
        window.deleteLater()

    def _take(self, name: str, widget: QWidget) -> None:
        path = self._directory / f"{len(self.made) + 1:02}-{name}.png"
        if not widget.grab().save(str(path)):
            raise CrmError(
                _("The picture {file} could not be written.").format(file=path.name),
                _("Check that the folder can be written and the disk has room."),
            )
        self.made.append(path)


def _open(path: Path) -> Workspace:
    from crmdesk.core.services.workspace import open_workspace

    return open_workspace(path, clock=fixed_clock(2026, 11, 21))


def settle(window: MainWindow) -> None:
    """Let the window work until every answer has arrived and nothing is left to be drawn."""
    wait_until(window.desk.tasks.idle)


def wait_until(quiet: Callable[[], bool]) -> None:
    """Run the event loop until a condition has held for some looks in a row."""
    loop = QEventLoop()
    looks = 0

    def look() -> None:
        nonlocal looks
        looks = looks + 1 if quiet() else 0
        if looks >= QUIET_LOOKS:
            loop.quit()

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(LOOK_MS)
    QTimer.singleShot(LONGEST_WAIT_MS, loop, loop.quit)
    loop.exec()
    timer.stop()
