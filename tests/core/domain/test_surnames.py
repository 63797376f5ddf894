"""The table of surname readings is sound."""

from __future__ import annotations

from crmdesk.core.domain.pinyin import readings
from crmdesk.core.domain.surnames import COMPOUND_READINGS, SURNAME_READINGS


def test_that_every_surname_is_found_by_its_first_reading() -> None:
    for surname, ways in SURNAME_READINGS.items():
        spelled = {way.replace("ü", "v") + "ming" for way in ways}
        assert spelled <= set(readings(surname + "明").full), surname


def test_that_compound_readings_have_a_syllable_for_each_character() -> None:
    for surname, ways in COMPOUND_READINGS.items():
        assert all(len(way.split(",")) == len(surname) for way in ways), surname
        assert readings(surname + "明").full[0] == ways[0].replace(",", "") + "ming"
