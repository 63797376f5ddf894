"""The one style sheet, filled in from the tokens of a look."""

from __future__ import annotations

from pathlib import Path
from string import Template

from crmdesk.ui.kit.tokens import Tokens

_TEXT = """
QMainWindow, QDialog { background: $window; }
QToolTip { background: $tooltip; color: $tooltip_text; border: none; padding: 5px 8px; }
QLabel { background: transparent; }
QLabel[kind="title"] { font-size: ${title}pt; font-weight: 600; }
QLabel[kind="heading"] { font-size: ${heading}pt; font-weight: 600; }
QLabel[kind="subheading"] { font-size: ${subheading}pt; font-weight: 600; }
QLabel[kind="number"] { font-size: ${number}pt; font-weight: 600; }
QLabel[kind="label"] { color: $muted; }
QLabel[kind="hint"] { color: $muted; font-size: ${caption}pt; }
QLabel[kind="caption"] { color: $muted; font-size: ${caption}pt; font-weight: 600; }
QLabel[kind="muted"] { color: $muted; }
QLabel[kind="doubt"] { color: $warning; font-size: ${caption}pt; }
QLabel[kind="error"] { color: $danger; font-size: ${caption}pt; }
"""

_SURFACES = """
QFrame[kind="card"] { background: $surface; border: 1px solid $border;
    border-radius: ${card_radius}px; }
QFrame[kind="card"][chosen="true"] { border: 1px solid $accent; }
QFrame[kind="card"][tone="warning"] { border: 1px solid $warning; }
QFrame[kind="card"][tone="danger"] { border: 1px solid $danger; }
QFrame[kind="foot"] { background: $window; border: none;
    border-bottom-left-radius: ${card_radius}px; border-bottom-right-radius: ${card_radius}px; }
QFrame[kind="nav"] { background: $surface; border: none; border-right: 1px solid $border; }
QFrame[kind="popup"] { background: $raised; border: 1px solid $border;
    border-radius: ${card_radius}px; }
QFrame[kind="line"] { background: $border; border: none; max-height: 1px; min-height: 1px; }
QFrame[kind="status"] { background: $surface; border: none; border-top: 1px solid $border; }
QFrame[kind="notice"] { border-radius: ${radius}px; border: 1px solid $border;
    background: $neutral_soft; }
QFrame[kind="notice"][tone="info"] { background: $info_soft; border-color: $info; }
QFrame[kind="notice"][tone="success"] { background: $success_soft; border-color: $success; }
QFrame[kind="notice"][tone="warning"] { background: $warning_soft; border-color: $warning; }
QFrame[kind="notice"][tone="danger"] { background: $danger_soft; border-color: $danger; }
QFrame[kind="chip"] { background: $accent_soft; border: none; border-radius: ${radius}px; }
QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget[kind="page"] { background: transparent; }
QSplitter::handle { background: transparent; }
QSplitter::handle:hover { background: $border; }
"""

_BUTTONS = """
QPushButton { background: $raised; color: $text; border: 1px solid $control_border;
    border-radius: ${radius}px; padding: 5px 14px; min-height: 20px; }
QPushButton:hover { background: $hover; border-color: $muted; }
QPushButton:pressed, QPushButton:checked { background: $sunken; }
QPushButton:focus { border: 2px solid $focus; padding: 4px 13px; }
QPushButton:disabled { color: $disabled; border-color: $border; background: transparent; }
QPushButton[kind="primary"] { background: $accent; color: $on_accent;
    border: 1px solid $accent; font-weight: 600; }
QPushButton[kind="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[kind="primary"]:pressed { background: $accent_pressed; }
QPushButton[kind="primary"]:focus { border: 2px solid $text; padding: 4px 13px; }
QPushButton[kind="primary"]:disabled { background: $neutral_soft; color: $disabled;
    border-color: $neutral_soft; }
QPushButton[kind="danger"] { background: $danger; color: $on_danger; border: 1px solid $danger;
    font-weight: 600; }
QPushButton[kind="danger"]:hover { background: $danger_hover; border-color: $danger_hover; }
QPushButton[kind="danger"]:focus { border: 2px solid $text; padding: 4px 13px; }
QPushButton[kind="quiet"] { background: transparent; border: 1px solid transparent;
    padding: 5px 9px; }
QPushButton[kind="quiet"]:hover { background: $hover; }
QPushButton[kind="quiet"]:focus { border: 2px solid $focus; padding: 4px 8px; }
QPushButton[kind="quiet"]:checked, QPushButton[kind="quiet"][chosen="true"] {
    background: $accent_soft; color: $accent; }
QPushButton[kind="quiet"]:disabled { color: $disabled; }
QPushButton[kind="action"] { background: transparent; border: 1px solid transparent;
    padding: 5px 7px; text-align: left; }
QPushButton[kind="action"]:hover { background: $hover; }
QPushButton[kind="action"]:focus { border: 2px solid $focus; padding: 4px 6px; }
QPushButton[kind="answer"] { text-align: left; }
QPushButton[kind="answer"]:checked { background: $accent_soft; color: $accent;
    border-color: $accent; }
QPushButton[kind="link"] { background: transparent; border: 1px solid transparent; color: $accent;
    padding: 3px 4px; text-align: left; font-weight: 600; }
QPushButton[kind="link"]:hover { color: $accent_hover; text-decoration: underline; }
QPushButton[kind="link"]:focus { border: 2px solid $focus; padding: 2px 3px; }
QPushButton[kind="link"]:disabled { color: $disabled; }
QPushButton[kind="inline"] { background: transparent; border: 1px solid transparent;
    color: $accent; padding: 0; min-height: 0; text-align: left; font-weight: 600; }
QPushButton[kind="inline"]:hover { color: $accent_hover; text-decoration: underline; }
QPushButton[kind="inline"]:focus { border-color: $focus; }
QToolButton { background: transparent; border: 1px solid transparent; padding: 5px;
    border-radius: ${radius}px; }
QToolButton:hover { background: $hover; }
QToolButton:pressed, QToolButton:checked { background: $accent_soft; }
QToolButton:focus { border: 2px solid $focus; padding: 4px; }
QToolButton:disabled { color: $disabled; }
QToolButton::menu-indicator { image: none; }
QToolButton[kind="section"] { font-weight: 600; padding: 4px 6px; text-align: left; }
QToolButton[kind="section"]:focus { padding: 3px 5px; }
QPushButton::menu-indicator { image: url("$images-down.svg"); width: 14px; height: 14px;
    subcontrol-origin: padding; subcontrol-position: right center; right: 4px; }
"""

_INPUTS = """
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox, QTimeEdit, QDateEdit {
    background: $surface; color: $text; border: 1px solid $control_border;
    border-radius: ${radius}px; padding: 4px 8px; min-height: 22px;
    selection-background-color: $accent; selection-color: $on_accent; }
QPlainTextEdit, QTextEdit { padding: 3px 5px; }
QLineEdit:hover, QPlainTextEdit:hover, QTextEdit:hover, QComboBox:hover, QSpinBox:hover,
QTimeEdit:hover { border-color: $muted; }
QLineEdit:focus, QComboBox:focus, QSpinBox:focus, QTimeEdit:focus, QDateEdit:focus {
    border: 2px solid $focus; padding: 3px 7px; }
QComboBox[editable="true"]:focus, QComboBox:on { border: 2px solid $focus; }
QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid $focus; padding: 2px 4px; }
QLineEdit[invalid="true"], QPlainTextEdit[invalid="true"], QComboBox[invalid="true"],
QTimeEdit[invalid="true"] { border-color: $danger; }
QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled, QComboBox:disabled,
QSpinBox:disabled, QTimeEdit:disabled { background: $window; color: $disabled;
    border-color: $border; }
QLineEdit:read-only { background: $window; }
QComboBox QLineEdit, QLineEdit[kind="bare"] { border: none; padding: 0; background: transparent;
    min-height: 0; }
QComboBox QLineEdit:focus, QLineEdit[kind="bare"]:focus { border: none; padding: 0; }
QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:focus { border: none; padding: 0 7px;
    background: transparent; min-height: 0; }
QFrame[kind="input"] { background: $surface; border: 1px solid $control_border;
    border-radius: ${radius}px; }
QFrame[kind="input"][active="true"] { border: 2px solid $focus; }
QFrame[kind="input"][invalid="true"] { border-color: $danger; }
QComboBox { combobox-popup: 0; }
QComboBox::drop-down { border: none; width: 26px; }
QComboBox::down-arrow { image: url("$images-down.svg"); width: 16px; height: 16px; }
QComboBox QAbstractItemView, QListView[kind="completion"] { background: $raised; color: $text;
    border: 1px solid $border; border-radius: ${radius}px; padding: 4px; outline: none; }
QComboBox QAbstractItemView::item, QListView[kind="completion"]::item { min-height: 28px;
    padding: 0 8px; border-radius: 4px; }
QComboBox QAbstractItemView::item:selected, QListView[kind="completion"]::item:selected {
    background: $selection; color: $selection_text; }
QSpinBox::up-button, QTimeEdit::up-button, QDateEdit::up-button { subcontrol-origin: border;
    subcontrol-position: top right; width: 24px; border: none; }
QSpinBox::down-button, QTimeEdit::down-button, QDateEdit::down-button {
    subcontrol-origin: border; subcontrol-position: bottom right; width: 24px; border: none; }
QSpinBox::up-arrow, QTimeEdit::up-arrow, QDateEdit::up-arrow { image: url("$images-up.svg");
    width: 12px; height: 12px; }
QSpinBox::down-arrow, QTimeEdit::down-arrow, QDateEdit::down-arrow {
    image: url("$images-down.svg"); width: 12px; height: 12px; }
QCheckBox, QRadioButton { spacing: 8px; padding: 3px; border: 1px solid transparent;
    border-radius: 4px; }
QCheckBox:focus, QRadioButton:focus { border: 1px solid $focus; }
QCheckBox::indicator, QRadioButton::indicator, QListWidget::indicator { width: 16px; height: 16px;
    border: 1px solid $control_border; background: $surface; border-radius: 4px; }
QRadioButton::indicator { border-radius: 9px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: $accent; }
QCheckBox::indicator:checked, QListWidget::indicator:checked {
    background: $accent; border-color: $accent;
    image: url("$images-check.svg"); }
QCheckBox::indicator:indeterminate { background: $accent; border-color: $accent;
    image: url("$images-dash.svg"); }
QRadioButton::indicator:checked { background: $accent; border-color: $accent;
    image: url("$images-dot.svg"); }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: $border;
    background: $window; }
"""

_VIEWS = """
QAbstractItemView { background: $surface; color: $text; border: none; outline: none;
    selection-background-color: $selection; selection-color: $selection_text; }
QTableView { gridline-color: $grid; }
QTableView[kind="boxed"], QListView[kind="boxed"], QTreeView[kind="boxed"] {
    border: 1px solid $border; border-radius: ${radius}px; padding: 2px; }
QTableView::item:selected, QListView::item:selected, QTreeView::item:selected {
    background: $selection; color: $selection_text; }
QHeaderView { background: $surface; border: none; }
QHeaderView::section { background: $surface; color: $muted; border: none; font-weight: 600;
    font-size: ${caption}pt; border-bottom: 1px solid $border; padding: 7px 10px 7px 10px; }
QHeaderView::section:hover { background: $hover; color: $text; }
QHeaderView::up-arrow { image: url("$images-up.svg"); width: 12px; height: 12px;
    subcontrol-origin: padding; subcontrol-position: center right; right: 3px; }
QHeaderView::down-arrow { image: url("$images-down.svg"); width: 12px; height: 12px;
    subcontrol-origin: padding; subcontrol-position: center right; right: 3px; }
QTableCornerButton::section, QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $control_border; border-radius: 3px; margin: 3px; }
QScrollBar::handle:vertical { min-height: 36px; }
QScrollBar::handle:horizontal { min-width: 36px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QCalendarWidget QAbstractItemView { border: none; selection-background-color: $accent;
    selection-color: $on_accent; background: $raised; }
QCalendarWidget QAbstractItemView:disabled { color: $disabled; }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: $raised; }
QCalendarWidget QToolButton { font-weight: 600; padding: 4px 8px; }
QCalendarWidget QToolButton#qt_calendar_prevmonth { qproperty-icon: url("$images-left.svg"); }
QCalendarWidget QToolButton#qt_calendar_nextmonth { qproperty-icon: url("$images-right.svg"); }
"""

_CHROME = """
QMenuBar { background: $surface; border-bottom: 1px solid $border; padding: 2px 4px; }
QMenuBar::item { padding: 5px 10px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected, QMenuBar::item:pressed { background: $hover; }
QMenu { background: $raised; border: 1px solid $border; border-radius: ${radius}px;
    padding: 5px; }
QMenu::item { padding: 6px 28px 6px 12px; border-radius: 4px; }
QMenu::icon { padding-left: 8px; }
QMenu::item:selected { background: $selection; color: $selection_text; }
QMenu::item:disabled { color: $disabled; }
QMenu::separator { height: 1px; background: $border; margin: 5px 8px; }
QMenu::indicator { width: 16px; height: 16px; margin-left: 8px; border-radius: 4px;
    border: 1px solid $control_border; }
QMenu::indicator:checked { background: $accent; border-color: $accent;
    image: url("$images-check.svg"); }
QMenu::indicator:exclusive { border-radius: 8px; }
QTabWidget::pane { border: none; border-top: 1px solid $border; }
QTabBar { qproperty-drawBase: 0; background: transparent; }
QTabBar::tab { background: transparent; color: $muted; padding: 8px 12px; border: none;
    border-bottom: 2px solid transparent; margin-right: 4px; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $accent; border-bottom: 2px solid $accent; font-weight: 600; }
QTabBar::tab:focus { color: $text; background: $hover; }
QProgressBar { background: $sunken; border: none; border-radius: 4px; min-height: 8px;
    max-height: 8px; text-align: center; color: transparent; }
QProgressBar::chunk { background: $accent; border-radius: 4px; }
QGroupBox { border: 1px solid $border; border-radius: ${card_radius}px; margin-top: 10px;
    padding: 12px; }
QGroupBox::title { subcontrol-origin: margin; left: 10px; padding: 0 4px; font-weight: 600; }
"""


def build(tokens: Tokens, images: Path) -> str:
    """Return the style sheet of a look; `images` is the folder with its little pictures."""
    values: dict[str, object] = {**tokens.colours, **tokens.sizes, **tokens.points}
    values["images"] = (images / tokens.name).as_posix()
    template = Template(_TEXT + _SURFACES + _BUTTONS + _INPUTS + _VIEWS + _CHROME)
    return template.substitute(values)
