"""Small pieces of the import: where one is, and one sentence about what went wrong."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QWidget,
)

from crmdesk.core.i18n import N_, _
from crmdesk.ui.kit import plain, theme
from crmdesk.ui.kit.actions import button
from crmdesk.ui.kit.notices import ProgressPanel
from crmdesk.ui.kit.pause import pause

FILE, COLUMNS, CHECK, RESULT = range(4)
PROGRESS_AFTER_MS = 200
MOST_SHOWN, TITLE_TIP = 200, 12
STEPS = (N_("File"), N_("Columns"), N_("Check"), N_("Result"))


class StepsBar(QWidget):
    """The four steps, the present one strong."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels: list[QLabel] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        for number, name in enumerate(STEPS, start=1):
            if number > 1:
                row.addWidget(plain.label("›", "muted"))
            text = _("{number} {name}").format(number=number, name=_(name))
            label = plain.label(text, "muted")
            self._labels.append(label)
            row.addWidget(label)
        self.show_step(FILE)

    def show_step(self, step: int) -> None:
        """Show which step this is."""
        for place, label in enumerate(self._labels):
            theme.mark(label, "kind", "subheading" if place == step else "muted")


class StepPages(QStackedWidget):
    """The pages of the steps; one that is not shown does not make the others larger."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.currentChanged.connect(lambda _place: self.updateGeometry())

    def minimumSizeHint(self) -> QSize:
        """Return the smallest size of the page that is shown."""
        page = self.currentWidget()
        return super().minimumSizeHint() if page is None else page.minimumSizeHint()


class TitleLine(QLabel):
    """A title of any length on one line, cut off with a sign where there is no more room."""

    def __init__(self, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("kind", kind)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._words = ""

    def set_words(self, text: str) -> None:
        """Show a text."""
        self._words = plain.short(plain.one_line(text), MOST_SHOWN)
        self.setToolTip(plain.tip(text) if len(text) > TITLE_TIP else "")
        self._cut()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much as there is room for."""
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        elide = Qt.TextElideMode.ElideRight
        self.setText(self.fontMetrics().elidedText(self._words, elide, max(self.width(), 40)))


class Sentence(QFrame):
    """One sentence with advice, in the colour of its weight; hidden while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "notice")
        self._text = plain.label("", wrap=True, select=True)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 7, 12, 7)
        self._row.setSpacing(8)
        self._row.addWidget(self._text, 1)
        self.hide()

    def offer(self, text: str, slot: Callable[[], object]) -> QPushButton:
        """Add a button at the right of the sentence."""
        made = button(text, slot, kind="link")
        self._row.addWidget(made, 0, Qt.AlignmentFlag.AlignVCenter)
        return made

    def tell(self, text: str, advice: str = "", tone: str = "danger") -> None:
        """Show a sentence, or hide with an empty one."""
        theme.mark(self, "tone", tone)
        self._text.setText(f"{text} {advice}".strip())
        self.setVisible(bool(text))

    def text(self) -> str:
        """Return what is told."""
        return self._text.text()


class LatePanel(ProgressPanel):
    """Progress that is shown only when the work takes a moment, so that nothing flashes up."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._begun: tuple[str, Callable[[], object] | None] = ("", None)
        self._latest = (0, 0, "")
        self._soon = pause(self, PROGRESS_AFTER_MS, self._appear)

    def begin(self, text: str, on_cancel: Callable[[], object] | None) -> None:
        """Show the work soon, unless it is over by then."""
        self._begun, self._latest = (text, on_cancel), (0, 0, "")
        self._soon.start()

    def report(self, done: int, total: int, what: str = "") -> None:
        """Show how far the work is, now or when the panel appears."""
        self._latest = (done, total, what)
        super().report(done, total, what)

    def finish(self) -> None:
        """Take the panel away."""
        self._soon.stop()
        super().finish()

    def _appear(self) -> None:
        latest = self._latest
        self.start(*self._begun)
        self.report(*latest)
