"""Charts of every kind, of ordinary, hostile, many and no data, for the tests of charts."""

from datetime import date, timedelta
from itertools import chain, cycle, islice

import pandas as pd

from components.briefing.address import Address
from components.briefing.briefing import Timing
from components.briefing.coverage import ColumnHeading, ColumnKind, Coverage
from components.briefing.quarters import periods, quarters_between, whole_years
from components.charts.blocks import blocks
from components.charts.figure import Chart
from components.charts.gantt import gantt
from components.charts.heat_table import heat_table

STATUSES = ("proposed", "confirmed", "held", "cancelled")
HOSTILE = (
    "<b>x</b> &amp; $5 %{x} \\n", "WWWWWWWW MMMMMMMM WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW", "x" * 300, "漢字" * 40,
    "שלום עליכם " * 9, "\"'>]]> <!--", "</text></svg><script>alert(1)</script>",
    "Laying of the new northern breakwater between the old lighthouse on Noss and the sunken barge",
)  # fmt: skip
TOPICS = (
    "Exercises", "Pilotage, towing and the safety of navigation in narrow or unlit waters", "W" * 40, "漢字" * 20,
    "ميناء الصيد", "<b>&amp;</b>", "Cyber and hybrid", "Investment", "Regional", "Reform", "Training", "Weather",
)  # fmt: skip
YEAR = tuple(f"2025-Q{number}" for number in (1, 2, 3, 4))


def an_event(start=date(2025, 4, 1), end=None, **cells):
    """One event as a row of a briefing's events; of one day where no ``end`` is given."""
    end = end or start
    row = {
        "id": "evt-1", "title": "Forum", "summary": "", "start": start, "end": end, "precision": "day",
        "status": "proposed", "topics": ("Reform",), "source": "", "quarters": quarters_between(start, end),
    }  # fmt: skip
    assert cells.keys() <= row.keys()
    return row | cells


def a_gantt(*events, quarters=None, address=None, occupied=None, **seen) -> Chart:
    """The Gantt of some events, by default over their years."""
    frame = pd.DataFrame(list(events), columns=list(an_event()), dtype=object)
    axis = quarters if quarters is not None else whole_years([*frame["start"], *frame["end"]])
    filled = chain.from_iterable(frame["quarters"]) if occupied is None else occupied
    return gantt(frame, axis, address or Address("timeline"), occupied=frozenset(filled), **seen)


def many_events(number: int, days: int) -> list[dict]:
    """Events of every length and status with hostile titles, spread over so many days."""
    lengths = cycle((0, 1, 10, 60, days // 2))
    return [
        an_event(
            start := date(2025, 1, 1) + timedelta(place * days // number),
            start + timedelta(length),
            id=f"evt-{place}", status=STATUSES[place % 4], title=HOSTILE[place % len(HOSTILE)],
        )
        for place, length in enumerate(islice(lengths, number))
    ]  # fmt: skip


def an_area(title="Sharing", strand="Agreed", topics=("Reform",)):
    return {"id": "area-1", "title": title, "summary": "", "strand": strand, "topics": topics, "source": ""}


def some_blocks(*areas, topics=TOPICS, strands=None, address=None) -> Chart:
    frame = pd.DataFrame(list(areas), columns=list(an_area()), dtype=object)
    found = strands if strands is not None else tuple(dict.fromkeys(frame["strand"]))
    return blocks(frame, topics, found, address or Address("areas"))


def many_areas(strands: tuple[str, ...], number: int = 100) -> list[dict]:
    return [
        an_area(HOSTILE[place % len(HOSTILE)], strands[place % len(strands)], (TOPICS[place % 11],))
        for place in range(number)
    ]


def a_coverage(topics=TOPICS, strands=("Agreed",), quarters=YEAR, *, most=3, undated=(), empty=(), **more) -> Coverage:
    """A coverage whose counts run from 0 to below ``most``, over and over."""
    time = [ColumnHeading(ColumnKind.QUARTER, name, within) for name, within in periods(quarters, 12)]
    headings = [*(ColumnHeading(ColumnKind.STRAND, name) for name in strands), *time]
    headings.append(ColumnHeading(ColumnKind.RECOMMENDATIONS, "Recommendations"))
    counts = {at: [(7 * at + 5 * row) % most for row in range(len(topics))] for at in range(len(headings))}
    return Coverage(
        pd.DataFrame(counts, index=pd.Index(topics, name="topic"), dtype=int),
        tuple(headings), undated=undated, unmatched=(), empty_quarters=empty, **more,
    )  # fmt: skip


def a_heat_table(found: Coverage, address=None) -> Chart:
    return heat_table(found, address or Address("coverage"))


def _years(first: int, last: int) -> tuple[str, ...]:
    return whole_years([date(first, 1, 1), date(last, 1, 1)])


LONG_STRANDS = ("Put off until the survey of the sea bed has been published", "W" * 30, "Agreed", "مؤجل")
SEEN = {f"evt-{place}": list(Timing)[place % len(Timing)] for place in range(24)}
CHARTS = {
    "a few events": lambda: a_gantt(
        an_event(date(2025, 1, 1), date(2025, 3, 31), title="Joint Military Exercises"),
        an_event(date(2025, 12, 31), status="held"),
        an_event(date(2025, 1, 1), status="cancelled"),
        an_event(date(2025, 3, 1), date(2025, 11, 30), status="cancelled"),
        today=date(2025, 2, 1), timings={"evt-1": Timing.PASSED},
    ),
    "24 events in a year": lambda: a_gantt(
        *many_events(24, 200), timings=SEEN, today=date(2025, 12, 31)
    ),
    "24 events in three years": lambda: a_gantt(
        *many_events(24, 800), timings=SEEN, today=date(2025, 1, 1)
    ),
    "24 events in forty years": lambda: a_gantt(
        *many_events(24, 14_000), timings=SEEN, today=date(2030, 1, 1)
    ),
    "no event": a_gantt,
    "a few areas": lambda: some_blocks(an_area(), an_area(strand="Discussed")),
    "100 areas": lambda: some_blocks(*many_areas(("Agreed", "Discussed"))),
    "long strands": lambda: some_blocks(*many_areas(LONG_STRANDS[:3])),
    "many strands": lambda: some_blocks(*many_areas(LONG_STRANDS)),
    "no area": some_blocks,
    "four quarters": lambda: a_heat_table(
        a_coverage(strands=("Key agreement", "Dialogue area"), undated=("Reform",), empty=("2025-Q4",))
    ),
    "twelve quarters": lambda: a_heat_table(
        a_coverage(quarters=_years(2025, 2027), undated=TOPICS[:2], empty=("2025-Q4",))
    ),
    "ten quarters of ten years": lambda: a_heat_table(
        a_coverage(quarters=tuple(f"{year}-Q1" for year in range(2020, 2030)))
    ),
    "twelve years": lambda: a_heat_table(a_coverage(quarters=_years(2020, 2031), most=4_000)),
    "eighty years": lambda: a_heat_table(a_coverage(quarters=_years(1950, 2029), most=900)),
    "one quarter": lambda: a_heat_table(a_coverage(quarters=YEAR[:1], undated=TOPICS[:1])),
    "no quarter": lambda: a_heat_table(a_coverage(quarters=(), undated=TOPICS)),
    "long strands in a table": lambda: a_heat_table(a_coverage(strands=LONG_STRANDS)),
}  # fmt: skip
"""Every kind of chart, by a name, as a function that draws it."""
