"""The look of the whole program: light, dark or the system's, switched live."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

from crmdesk.core import paths
from crmdesk.ui.kit import fonts, icons, stylesheet
from crmdesk.ui.kit import tokens as look
from crmdesk.ui.kit.tokens import Tokens

Choice = Literal["system", "light", "dark"]


class Watcher(QObject):
    """Tells when the look has changed, and follows the system when asked to."""

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.choice: Choice = "system"
        self.language = "en"
        app.styleHints().colorSchemeChanged.connect(self._follow)

    def apply(self) -> None:
        """Dress the application in the chosen look."""
        name = self.choice if self.choice != "system" else system_look()
        chosen = look.use(name)
        app = application()
        app.setPalette(palette(chosen))
        app.setStyleSheet(stylesheet.build(chosen, paths.resource_dir() / "themes"))
        icons.refresh()
        self.changed.emit()

    def _follow(self) -> None:
        if self.choice == "system" and look.current().name != system_look():
            self.apply()


_watchers: list[Watcher] = []


def install(app: QApplication, choice: Choice = "system", language: str = "en") -> None:
    """Give the application its style, fonts and colours; call before the first window."""
    app.setStyle(QStyleFactory.create("Fusion"))
    if not _watchers:
        _watchers.append(Watcher(app))
    use_language(language)
    choose(choice)


def watcher() -> Watcher:
    """Return the object whose `changed` tells of a new look."""
    return _watchers[0]


def choose(choice: Choice) -> None:
    """Switch the look at once; `system` follows the desktop's setting."""
    watcher().choice = choice
    schemes = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
    # Window frames and the system's own dialogs follow this.
    application().styleHints().setColorScheme(schemes.get(choice, Qt.ColorScheme.Unknown))
    watcher().apply()


def use_language(language: str) -> None:
    """Choose the fonts that suit a language."""
    watcher().language = language
    application().setFont(fonts.application_font(language, look.current().points["base"]))


def tokens() -> Tokens:
    """Return the tokens in use."""
    return look.current()


def colour(role: str) -> QColor:
    """Return the current colour of a role."""
    return look.colour(role)


def mark(widget: QWidget, name: str, value: str | bool) -> None:
    """Set a property that the style sheet knows (`kind`, `invalid`...) and redraw the widget."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def application() -> QApplication:
    """Return the running application."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app


def system_look() -> str:
    """Return the look the desktop asks for: `light` or `dark`."""
    scheme = QGuiApplication.styleHints().colorScheme()
    return "dark" if scheme == Qt.ColorScheme.Dark else "light"


def palette(chosen: Tokens) -> QPalette:
    """Return the palette of a look, for everything the style sheet does not draw."""
    role = QPalette.ColorRole
    made = QPalette()
    for part, name in (
        (role.Window, "window"),
        (role.WindowText, "text"),
        (role.Base, "surface"),
        (role.AlternateBase, "window"),
        (role.Text, "text"),
        (role.PlaceholderText, "placeholder"),
        (role.Button, "raised"),
        (role.ButtonText, "text"),
        (role.BrightText, "danger"),
        (role.Highlight, "selection"),
        (role.HighlightedText, "selection_text"),
        (role.Accent, "accent"),
        (role.Link, "accent"),
        (role.LinkVisited, "accent"),
        (role.ToolTipBase, "tooltip"),
        (role.ToolTipText, "tooltip_text"),
        (role.Light, "surface"),
        (role.Midlight, "grid"),
        (role.Mid, "border"),
        (role.Dark, "control_border"),
        (role.Shadow, "sunken"),
    ):
        made.setColor(part, chosen.colour(name))
    for part in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, part, chosen.colour("disabled"))
    return made
