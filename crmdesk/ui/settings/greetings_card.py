"""The greeting texts: written with words in braces, and seen at once on a real customer."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QWidget

from crmdesk.core import i18n
from crmdesk.core.domain.festivals import KINDS, REGIONS, to_greet
from crmdesk.core.domain.greeting_texts import (
    ANY_FESTIVAL,
    CHINESE,
    COMPANY_DAY,
    ENGLISH,
    LATE_BIRTHDAY,
    usual_text,
)
from crmdesk.core.domain.greetings import PLACEHOLDERS, Placeholder, problem_of
from crmdesk.core.domain.occasions import BIRTHDAY, occasion_of
from crmdesk.core.i18n import _
from crmdesk.core.services import greetings
from crmdesk.core.services.greetings import GreetingSettings
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.actions import button
from crmdesk.ui.kit.forms import Form
from crmdesk.ui.kit.inputs import ChoiceBox, PlainTextEdit
from crmdesk.ui.kit.layout import FlowLayout
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.settings.card import SavedCard
from crmdesk.ui.settings.greeting_preview import GreetingPreview


class GreetingsCard(SavedCard):
    """One text at a time; all that was changed is kept in the database with Save."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Greeting texts"), parent)
        self._kept = GreetingSettings({})
        self._texts: dict[tuple[str, str], str] = {}
        self.occasion = ChoiceBox(_occasions())
        self.occasion.set_key(BIRTHDAY)
        languages = [(CHINESE, _("Chinese")), (ENGLISH, _("English"))]
        self.language = ChoiceBox(languages)
        self.language.set_key(CHINESE if i18n.language().startswith("zh") else ENGLISH)
        self.spoken = ChoiceBox([("", _("By the customer's name")), *languages])
        self.spoken.set_key("")
        self.text = PlainTextEdit(5, 12)
        self.text.setAccessibleName(_("Greeting text"))
        self.usual_button = button(_("Use the usual text"), self.use_usual, kind="link")
        self.preview = GreetingPreview(desk)
        self._lay_out()
        self.occasion.changed.connect(self._show_text)
        self.language.changed.connect(self._show_text)
        self.spoken.changed.connect(self._changed)
        self.text.textChanged.connect(self._typed)
        self.text.submitted.connect(self.save)
        self.refresh()

    def _lay_out(self) -> None:
        form = Form(columns=3, column_width=170)
        form.add(_("Occasion"), self.occasion)
        form.add(_("Text in"), self.language)
        form.add(_("Greet in"), self.spoken)
        self.body.addWidget(form)
        self.body.addWidget(self.text)
        self.body.addWidget(self.problem)
        words = FlowLayout(spacing=6)
        for one in PLACEHOLDERS:
            words.addWidget(button(one.show(), self._insert(one), tip=_(one.what)))
        self.body.addLayout(words)
        hint = _(
            "A click puts the word into the text. What stands in [square brackets] is left out"
            " when nothing is known for it."
        )
        self.body.addWidget(plain.label(hint, "hint", wrap=True))
        self.body.addWidget(self.preview)
        self.add_save(self.usual_button)

    def refresh(self) -> None:
        """Read the texts, unless something was changed that is not saved yet."""
        workspace = self._desk.workspace
        if not self.save_button.isEnabled():
            self._desk.tasks.read(
                lambda: greetings.settings(workspace), self._show, key=(self, "texts")
            )
        self.preview.refresh()

    def written(self) -> GreetingSettings:
        """Return what the card says."""
        return GreetingSettings(dict(self._texts), self.spoken.key() or "")

    def save(self) -> None:
        """Keep the texts, unless one has a mistake."""
        if not self.save_button.isEnabled():
            return
        workspace, wanted = self._desk.workspace, self.written()
        self.keep(
            lambda: greetings.save_settings(workspace, wanted), lambda: self._remember(wanted)
        )

    def _remember(self, saved: GreetingSettings) -> None:
        self._kept = saved

    def use_usual(self) -> None:
        """Write the usual text again."""
        self.text.set_text(usual_text(*self._key()))

    def _insert(self, one: Placeholder) -> Callable[[], None]:
        def insert() -> None:
            chinese = self._key()[1].startswith("zh")
            word = one.chinese if chinese else one.key
            self.text.insertPlainText(f"{{{word}}}")
            self.text.setFocus()

        return insert

    def _key(self) -> tuple[str, str]:
        return self.occasion.key() or BIRTHDAY, self.language.key() or CHINESE

    def _show(self, found: GreetingSettings) -> None:
        self._kept = found
        self._texts = dict(found.texts)
        with QSignalBlocker(self.spoken):
            self.spoken.set_key(found.language)
        self._show_text()

    def _show_text(self) -> None:
        with QSignalBlocker(self.text):
            self.text.set_text(self._texts.get(self._key()) or usual_text(*self._key()))
        self._changed()
        self._look()

    def _typed(self) -> None:
        key, text = self._key(), self.text.text().strip()
        if not text or text == usual_text(*key):
            self._texts.pop(key, None)
        else:
            self._texts[key] = text
        self._changed()
        # With a mistake in it the last good one stays to be seen.
        if self.problem.isHidden():
            self._look()

    def _look(self) -> None:
        occasion, language = self._key()
        self.preview.show_text(occasion, language, self.text.text())

    def _changed(self) -> None:
        self._tell(problem_of(self.text.text()))
        self.usual_button.setEnabled(self.text.text() != usual_text(*self._key()))
        self.save_button.setEnabled(self.written() != self._kept and self.problem.isHidden())


def _occasions() -> list[tuple[str, str]]:
    festivals = to_greet(list(REGIONS))
    known: dict[str, str] = {}
    for kind in KINDS:
        name = festivals.get(kind.key, "")
        # Regions keep some festivals on days of their own; their texts may differ, too.
        if list(festivals.values()).count(name) > 1:
            regions = ", ".join(_(REGIONS[key]) for key in kind.regions)
            name = _("{festival} ({region})").format(festival=name, region=regions)
        if kind.greet:
            known[occasion_of(kind.key)] = name
    return [
        (BIRTHDAY, _("Birthday")),
        (LATE_BIRTHDAY, _("Belated birthday")),
        (COMPANY_DAY, _("Anniversary of a company")),
        (ANY_FESTIVAL, _("Any other festival")),
        *known.items(),
    ]
