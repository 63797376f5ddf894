"""Labels lie where the sheets that are sold have them."""

from __future__ import annotations

import pytest

from crmdesk.core.reports.document import PAPER_SIZES
from crmdesk.core.reports.label_sheets import LABEL_SHEETS, USUAL_SHEETS, LabelSheet


@pytest.mark.parametrize("sheet", LABEL_SHEETS.values(), ids=LABEL_SHEETS)
def test_that_every_label_lies_on_the_paper_and_none_on_another(sheet: LabelSheet) -> None:
    across, down = PAPER_SIZES[sheet.paper]
    places = [sheet.place(number) for number in range(1, sheet.count + 1)]
    assert len(set(places)) == sheet.count
    for left, top in places:
        assert left >= -0.01
        assert top >= -0.01
        assert left + sheet.width <= across + 0.01
        assert top + sheet.height <= down + 0.01
    assert sheet.step_x >= sheet.width
    assert sheet.step_y >= sheet.height


@pytest.mark.parametrize(
    ("key", "first", "last"),
    [
        ("a4-3x8", (0.0, 0.5), (140.0, 259.5)),
        ("a4-3x7", (7.21, 15.15), (139.29, 243.75)),
        ("a4-2x7", (4.65, 15.15), (106.25, 243.75)),
        ("a4-2x4", (4.65, 13.1), (106.25, 216.2)),
        ("a4-4x10", (8.0, 21.5), (153.5, 250.1)),
        ("letter-3x10", (4.7625, 12.7), (144.4625, 241.3)),
        ("letter-2x10", (3.96875, 12.7), (110.33125, 241.3)),
        ("letter-2x5", (3.96875, 12.7), (110.33125, 215.9)),
    ],
)
def test_that_the_first_and_the_last_label_lie_where_the_makers_say(
    key: str, first: tuple[float, float], last: tuple[float, float]
) -> None:
    sheet = LABEL_SHEETS[key]
    assert sheet.place(1) == pytest.approx(first, abs=0.05)
    assert sheet.place(sheet.count) == pytest.approx(last, abs=0.05)


def test_that_labels_are_counted_along_the_rows() -> None:
    sheet = LABEL_SHEETS["a4-3x8"]
    assert sheet.place(2) == pytest.approx((70.0, 0.5))
    assert sheet.place(4) == pytest.approx((0.0, 37.5))


def test_that_every_paper_has_a_usual_sheet() -> None:
    assert set(USUAL_SHEETS) == set(PAPER_SIZES)
    assert set(USUAL_SHEETS.values()) <= set(LABEL_SHEETS)
