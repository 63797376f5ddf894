"""Puts the program together: the command line, or a window on the database."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from crmdesk.core.services.workspace import Workspace
    from crmdesk.core.settings import LocalSettings
    from crmdesk.ui.main_window import MainWindow

PRELOAD_MS: Final = 600
BACKGROUND: Final = "--background"
READ_FLAG: Final = "--read-file"
_WITH_VALUE: Final = ("--db", "--lang", "--theme", "--staff")


@dataclass(slots=True)
class WindowOptions:
    """What the command line asks of the window."""

    database: Path | None = None
    language: str = ""
    theme: str = ""
    staff: str = ""
    demo: bool = False
    background: bool = False


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code: 0 done, 1 failed, 2 wrong usage."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments[:1] == [READ_FLAG]:
        from crmdesk.core.importing.child import serve_if_asked

        code = serve_if_asked(arguments)
        if code is not None:
            return code
    options = window_options(arguments)
    if options is None:
        from crmdesk import cli

        return cli.main(arguments)
    return run_window(options)


def window_options(arguments: Sequence[str]) -> WindowOptions | None:
    """Return what the window should be, or None when the arguments are for the command line."""
    found: dict[str, str] = {}
    demo = background = False
    rest = iter(arguments)
    for argument in rest:
        name, has_value, value = argument.partition("=")
        if argument == "--demo":
            demo = True
        elif argument == BACKGROUND:
            background = True
        elif name in _WITH_VALUE:
            value = value if has_value else next(rest, "")
            if not value:
                return None
            found[name] = value
        else:
            return None
    if not _is_theme(found.get("--theme")) or not _is_offered(found.get("--lang")):
        return None
    return WindowOptions(
        Path(found["--db"]) if "--db" in found else None,
        found.get("--lang", ""),
        found.get("--theme", ""),
        found.get("--staff", ""),
        demo,
        background,
    )


def _is_theme(theme: str | None) -> bool:
    from crmdesk.core.settings import THEMES

    return theme is None or theme in THEMES


def _is_offered(language: str | None) -> bool:
    from crmdesk.core import i18n

    return language is None or i18n.is_offered(language)


@dataclass(slots=True)
class Started:
    """The running application with its window, or with what kept the window from opening."""

    app: QApplication
    settings: LocalSettings
    window: MainWindow | None = None
    trouble: Exception | None = None


def run_window(options: WindowOptions) -> int:
    """Open the window and return when it is closed."""
    from crmdesk.ui.kit.display import NoDisplay, nobody_watches

    if _another_is_there(options):
        return 0
    try:
        started = start(options)
    except NoDisplay as error:
        tell(error)
        return 1
    if started.trouble is None:
        return _run(started.app, started.window, hidden=options.background)
    tell(started.trouble)
    return 1 if nobody_watches() else _mend(options, started)


def start(options: WindowOptions) -> Started:
    """Open the database and show the window on it, ready for the event loop.

    Raises NoDisplay where no window can be shown, and then has not touched the database.
    """
    import gc

    from crmdesk.core import i18n, settings
    from crmdesk.opening import Opening
    from crmdesk.ui.kit import display

    # What is loaded at the start stays for good: there is nothing to collect in it.
    gc.disable()
    kept = settings.load()
    i18n.use_language(options.language or kept.language or None)
    kept.staff = options.staff or kept.staff
    display.require_display()
    opening = Opening(_database(options), kept.staff)
    started = Started(application(options, kept), kept)
    from crmdesk.ui.main_window import MainWindow

    try:
        workspace, empty = opening.result()
    except Exception as error:  # noqa: BLE001 - whatever it is, the user is told
        started.trouble = error
        gc.enable()
        return started
    window = MainWindow(workspace, kept)
    started.window = _show(started.app, window, hidden=options.background)
    if options.demo and empty:
        started.window.desk.open_demo()
    else:
        started.window.begin(empty=empty)
    gc.freeze()
    gc.enable()
    return started


def application(options: WindowOptions, kept: LocalSettings) -> QApplication:
    """Return the Qt application in its look and language."""
    from PySide6.QtWidgets import QApplication

    from crmdesk.core import i18n
    from crmdesk.ui.kit import language, theme

    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication(["crmdesk"])
    app.setApplicationName("crmdesk")
    app.setDesktopFileName("crmdesk")
    look = options.theme or kept.theme
    theme.install(
        app,
        "light" if look == "light" else "dark" if look == "dark" else "system",
        i18n.language(),
    )
    language.use(i18n.language())
    language.use_weeks(kept.week_begins)
    return app


def tell(error: Exception) -> None:
    """Say a failure in one sentence where the program was started from, if anywhere."""
    if sys.stderr is not None:
        sys.stderr.write(f"{error}\n")


def _database(options: WindowOptions) -> Path:
    from crmdesk.core import paths

    if options.demo:
        return paths.demo_database()
    return options.database or paths.default_database()


def _another_is_there(options: WindowOptions) -> bool:
    """Tell whether a program that waits beside the clock took over this start."""
    from crmdesk.core import paths

    if not next(paths.config_dir().glob("waiting-*"), None):
        return False
    from crmdesk.ui.desktop import one_window

    return one_window.another_shows_itself(_database(options), show=not options.background)


def _show(app: QApplication, window: MainWindow, *, hidden: bool = False) -> MainWindow:
    from crmdesk import watching

    watching.catch_all(window.desk.trouble)
    app.commitDataRequest.connect(lambda _manager: window.end_now())
    window.closed.connect(app.quit)
    if not hidden:
        window.show()
    return window


def _run(app: QApplication, window: MainWindow | None, *, hidden: bool = False) -> int:
    import signal

    from PySide6.QtCore import QTimer

    from crmdesk import watching

    # The first picture waits neither for the log file nor for what is wanted next.
    QTimer.singleShot(0, app, watching.start_log)
    if window is not None:
        QTimer.singleShot(PRELOAD_MS, window, window.preload)
        if hidden:
            QTimer.singleShot(0, window, lambda: window.be_present(hidden=True))
    # Ctrl+C in the terminal; Python alone would only hear it at the next event.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    code = app.exec()
    watching.catch_nothing()
    return code


def _mend(options: WindowOptions, started: Started) -> int:
    """Offer another database or a backup in a window of its own."""
    from PySide6.QtCore import QTimer

    from crmdesk.ui.main_window import MainWindow
    from crmdesk.ui.start_trouble import StartTrouble

    assert started.trouble is not None

    def opened(workspace: Workspace, empty: bool) -> None:
        started.window = _show(started.app, MainWindow(workspace, started.settings))
        started.window.begin(empty=empty)
        QTimer.singleShot(PRELOAD_MS, started.window, started.window.preload)

    trouble = StartTrouble(_database(options), started.trouble, opened)
    trouble.show()
    code = _run(started.app, None)
    return code if started.window is not None else 1
