from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from crmdesk.core import paths
from crmdesk.ui.kit import fonts, icons, stylesheet, theme, tokens

ON = ("window", "surface", "raised")
PAIRS = [
    *((ink, ground) for ink in ("text", "muted", "placeholder", "accent") for ground in ON),
    *((tone, ground) for tone in ("success", "warning", "danger", "info") for ground in ON),
    *((tone, f"{tone}_soft") for tone in ("accent", "success", "warning", "danger", "info")),
    ("text", "neutral_soft"),
    ("muted", "neutral_soft"),
    ("text", "hover"),
    ("muted", "hover"),
    ("muted", "selection"),
    ("danger", "selection"),
    ("selection_text", "selection"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("on_danger", "danger"),
    ("mark_text", "mark"),
    ("tooltip_text", "tooltip"),
]


def luminance(colour: QColor) -> float:
    def part(value: float) -> float:
        return value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = part(colour.redF()), part(colour.greenF()), part(colour.blueF())
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.fixture
def light_afterwards(qapp: QApplication) -> Iterator[None]:
    yield
    theme.choose("light")


@pytest.mark.parametrize("name", ["light", "dark"])
def test_that_text_has_the_contrast_that_weak_eyes_need(name: str) -> None:
    look = tokens.load(name)
    poor = {
        (ink, ground): round(contrast(look.colour(ink), look.colour(ground)), 2)
        for ink, ground in PAIRS
        if contrast(look.colour(ink), look.colour(ground)) < 4.5
    }
    assert poor == {}


@pytest.mark.parametrize("name", ["light", "dark"])
def test_that_borders_and_focus_rings_can_be_seen(name: str) -> None:
    look = tokens.load(name)
    for line in ("control_border", "focus"):
        for ground in ON:
            assert contrast(look.colour(line), look.colour(ground)) >= 3, (line, ground)


def test_that_both_looks_have_the_same_tokens() -> None:
    light, dark = tokens.load("light"), tokens.load("dark")
    assert light.colours.keys() == dark.colours.keys()
    assert light.sizes.keys() == dark.sizes.keys()
    assert light.points.keys() == dark.points.keys()


@pytest.mark.parametrize("name", ["light", "dark"])
def test_that_every_picture_of_the_style_sheet_exists(name: str) -> None:
    import re

    text = stylesheet.build(tokens.load(name), paths.resource_dir() / "themes")
    from pathlib import Path

    pictures = re.findall(r'url\("([^"]+)"\)', text)
    assert len(pictures) > 5
    assert [p for p in pictures if not Path(p).is_file()] == []


@pytest.mark.usefixtures("light_afterwards")
def test_that_the_look_is_switched_live_with_its_icons(qtbot: QtBot) -> None:
    button = QPushButton("Find")
    qtbot.addWidget(button)
    icons.set_icon(button, "search")
    before = button.icon().cacheKey()
    with qtbot.waitSignal(theme.watcher().changed):
        theme.choose("dark")
    assert theme.tokens().name == "dark"
    assert button.icon().cacheKey() != before
    assert button.palette().buttonText().color() == theme.colour("text")


def test_that_every_icon_is_drawn_in_its_colour(qapp: QApplication) -> None:
    assert len(icons.names()) >= 40
    for name in icons.names():
        picture = icons.pixmap(name, 24, "danger", 2.0).toImage()
        assert picture.width() == 48
        inks = [
            picture.pixelColor(x, y)
            for x in range(48)
            for y in range(48)
            if picture.pixelColor(x, y).alpha() > 250
        ]
        assert inks, name
        assert inks[0].name() == theme.colour("danger").name(), name


@pytest.mark.parametrize("platform", ["win32", "darwin", "linux"])
@pytest.mark.parametrize("language", ["en", "zh_CN", "zh_TW"])
def test_that_chinese_is_never_drawn_in_a_japanese_face(platform: str, language: str) -> None:
    names = fonts.families(language, platform)
    assert not [n for n in names if n.endswith((" JP", " KR")) or "Gothic" in n]
    simplified = [n for n in names if n.endswith((" SC", " CN")) or "YaHei" in n]
    traditional = [n for n in names if n.endswith(" TC") or "JhengHei" in n]
    first, second = (traditional, simplified) if language == "zh_TW" else (simplified, traditional)
    assert names.index(first[0]) < names.index(second[0])
