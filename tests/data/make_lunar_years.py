"""Writes `lunar_years.txt`: the Chinese calendar of 1900 to 2099 as a second library knows it.

The program itself uses borax; this table comes from lunar_python, day by day, so that neither is
tested with its own answers. The library is needed for this alone and is no dependency. In a
throw-away environment:

    python -m venv /tmp/lunar && /tmp/lunar/bin/pip install lunar_python
    /tmp/lunar/bin/python tests/data/make_lunar_years.py

One line for each lunar year: the year, its first day, the leap month (0: none), the months as `+`
(30 days) and `-` (29 days) with the leap month in its place, and the days of Qingming and of the
winter solstice in the solar year of that number.
"""

import datetime as dt
from itertools import groupby
from pathlib import Path

from lunar_python import Solar

FIRST, LAST = dt.date(1900, 1, 31), dt.date(2100, 2, 8)
TARGET = Path(__file__).with_name("lunar_years.txt")


def lunar(day):
    found = Solar.fromYmd(day.year, day.month, day.day).getLunar()
    # A leap month has a negative number.
    return found.getYear(), found.getMonth(), found.getDay(), found.getJieQi()


def main():
    days = [FIRST + dt.timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
    known = [(day, *lunar(day)) for day in days]
    terms = {(day.year, term): day for day, _y, _m, _d, term in known if term}
    lines = []
    for year, of_year in groupby(known, key=lambda row: row[1]):
        rows = list(of_year)
        months = [list(of_month) for _m, of_month in groupby(rows, key=lambda row: row[2])]
        leap = max(0, *(-row[2] for row in rows))
        for month in months:
            assert [row[3] for row in month] == list(range(1, len(month) + 1))
            assert len(month) in (29, 30)
        numbers = [month[0][2] for month in months]
        wanted = [m for n in range(1, 13) for m in ([n, -n] if n == leap else [n])]
        assert numbers == wanted, (year, numbers)
        lengths = "".join("+" if len(month) == 30 else "-" for month in months)
        qingming, solstice = terms[year, "清明"], terms[year, "冬至"]
        lines.append(f"{year} {rows[0][0]} {leap} {lengths} {qingming} {solstice}\n")
    TARGET.write_text("".join(lines), encoding="utf-8")


main()
