"""Actions and buttons made in one way: text, icon, shortcut, and a tooltip that names it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QMenu, QPushButton, QToolButton, QWidget

from crmdesk.ui.kit import icons, plain
from crmdesk.ui.kit.key_press import is_enter

Slot = Callable[[], object]


class PressButton(QPushButton):
    """A push button that Enter presses too, but only while it has the keyboard itself."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Click with Enter; with a modifier it belongs to the form around."""
        if not is_enter(event):
            super().keyPressEvent(event)
            return
        event.accept()
        # A key that is held down must not press again and again.
        if not event.isAutoRepeat():
            self.click()


def make_action(
    parent: QWidget,
    text: str,
    slot: Slot | None = None,
    *,
    shortcut: str | QKeySequence.StandardKey | None = None,
    icon: str | None = None,
    tip: str = "",
    checkable: bool = False,
    context: Qt.ShortcutContext = Qt.ShortcutContext.WindowShortcut,
) -> QAction:
    """Return an action that belongs to the widget and listens to its shortcut at once."""
    action = QAction(text, parent)
    if shortcut is not None:
        action.setShortcut(QKeySequence(shortcut))
        action.setShortcutContext(context)
    if icon is not None:
        icons.set_icon(action, icon)
    action.setCheckable(checkable)
    action.setToolTip(tip_with_keys(tip or without_mnemonic(text), action.shortcut()))
    if slot is not None:
        action.triggered.connect(lambda _checked=False: slot())
    parent.addAction(action)
    return action


def action_inside(
    widget: QWidget, text: str, slot: Slot | None = None, keys: str = "", icon: str | None = None
) -> QAction:
    """Return an action whose keys count only while the keyboard is inside the widget."""
    made = make_action(widget, text, slot, shortcut=keys or None, icon=icon)
    made.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    return made


def button(
    text: str,
    slot: Slot | None = None,
    *,
    icon: str | None = None,
    kind: str = "",
    tip: str = "",
    shortcut: str | None = None,
) -> QPushButton:
    """Return a push button; `kind` is empty, primary, danger, quiet or link."""
    made = PressButton(plain.caption(text))
    made.setAutoDefault(False)
    if kind:
        made.setProperty("kind", kind)
    if icon is not None:
        tones = {"primary": "on_accent", "danger": "on_danger", "link": "accent"}
        icons.set_icon(made, icon, tones.get(kind, "neutral"))
        made.setIconSize(QSize(16, 16))
    keys = QKeySequence(shortcut) if shortcut else QKeySequence()
    if shortcut:
        made.setShortcut(keys)
    if tip or shortcut:
        made.setToolTip(tip_with_keys(tip or text, keys))
    if slot is not None:
        made.clicked.connect(lambda _checked=False: slot())
    return made


def tool_button(
    icon: str, tip: str, slot: Slot | None = None, *, shortcut: str | None = None, text: str = ""
) -> QToolButton:
    """Return a small button with an icon, named by its tooltip for readers as well."""
    made = QToolButton()
    icons.set_icon(made, icon, "muted")
    made.setIconSize(QSize(16, 16))
    made.setAutoRaise(True)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.setAccessibleName(tip)
    keys = QKeySequence(shortcut) if shortcut else QKeySequence()
    if shortcut:
        made.setShortcut(keys)
    made.setToolTip(tip_with_keys(tip, keys))
    if text:
        made.setText(plain.caption(text))
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    if slot is not None:
        made.clicked.connect(lambda _checked=False: slot())
    return made


def action_button(action: QAction, *, text: bool = True) -> QToolButton:
    """Return a tool button for an action, with its text beside the icon unless told otherwise."""
    made = QToolButton()
    made.setDefaultAction(action)
    made.setIconSize(QSize(16, 16))
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    style = Qt.ToolButtonStyle
    made.setToolButtonStyle(style.ToolButtonTextBesideIcon if text else style.ToolButtonIconOnly)
    return made


def quiet_button(action: QAction) -> QPushButton:
    """Return a quiet push button that does what an action does, and is enabled with it."""
    made = button(action.text(), action.trigger, kind="quiet")
    made.setToolTip(action.toolTip())
    action.enabledChanged.connect(made.setEnabled)
    return made


def allow(made: QAbstractButton, allowed: bool, why_not: str) -> None:
    """Enable a button, or disable it with a tooltip that says why."""
    usual = made.property("usualTip")
    if usual is None:
        usual = made.toolTip()
        made.setProperty("usualTip", usual)
    made.setEnabled(allowed)
    made.setToolTip(usual if allowed else plain.tip(why_not))


def menu_button(text: str, actions: list[QAction], *, icon: str | None = None) -> QPushButton:
    """Return a button that opens a menu of actions."""
    made = button(text, icon=icon)
    menu = QMenu(made)
    menu.addActions(actions)
    made.setMenu(menu)
    return made


def tip_with_keys(text: str, keys: QKeySequence) -> str:
    """Return a plain tooltip with the shortcut in brackets."""
    shown = keys.toString(QKeySequence.SequenceFormat.NativeText)
    return plain.tip(f"{text} ({shown})" if shown else text)


def without_mnemonic(text: str) -> str:
    """Return the text of an action as it is read, without the mark of its letter."""
    import re

    bare = re.sub(r"\(&\w\)", "", text)
    return bare.replace("&&", "\0").replace("&", "").replace("\0", "&").rstrip(".… ")


def shortcuts_of(
    window: QWidget, areas: Sequence[QWidget] = ()
) -> dict[QWidget | None, list[tuple[str, str]]]:
    """Return (what it does, keys) of the actions with shortcuts, by the area they work in.

    None is what works everywhere. Each area keeps the order in which its actions were made.
    """
    found: dict[QWidget | None, dict[tuple[str, str], None]] = {one: {} for one in (None, *areas)}
    native = QKeySequence.SequenceFormat.NativeText
    for action in window.findChildren(QAction):
        keys = " / ".join(one.toString(native) for one in action.shortcuts())
        text = without_mnemonic(action.text())
        if keys and text:
            found[_area_of(action, areas)][(text, keys)] = None
    return {area: list(lines) for area, lines in found.items() if lines}


def _area_of(action: QAction, areas: Sequence[QWidget]) -> QWidget | None:
    owner = action.parent()
    while owner is not None:
        if isinstance(owner, QWidget) and owner in areas:
            return owner
        owner = owner.parent()
    return None


def connect_keys(widget: QWidget, keys: str, slot: Callable[..., Any]) -> QAction:
    """Let keys pressed anywhere inside the widget call a slot, without a visible action."""
    action = QAction(widget)
    action.setShortcut(QKeySequence(keys))
    action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    action.triggered.connect(lambda _checked=False: slot())
    widget.addAction(action)
    return action
