"""The heat table: a cell for each count, where it leads, and what has no date."""

from urllib.parse import unquote

import pytest

from components.briefing.address import Address
from components.briefing.coverage import coverage
from components.briefing.filters import Filters
from components.charts.palette import LIGHT

from drawings import YEAR, a_coverage, a_heat_table

TOPICS = ("Exercises", "Reform")


def texts(figure):
    return [note.text for note in figure.layout.annotations]


def cells(figure):
    """Where each mark leads, by its name."""
    return {name: unquote(href) for trace in figure.data for href, name in trace.customdata}


def test_each_count_of_the_built_in_briefing_is_a_cell(briefing):
    found = coverage(Filters().apply(briefing))
    chart = a_heat_table(found)
    wide, narrow = map(cells, chart)
    undated = {"Capabilities: no dated event", "Reform: no dated event"}
    assert len(wide) == int((found.counts > 0).to_numpy().sum()) + 2
    assert {"Intelligence, Key agreement: 1 area", "Intelligence, 2025-Q2: 1 event", *undated} <= wide.keys()
    assert wide["Intelligence: 2 recommendations"] == "/coverage?topic=Intelligence"
    assert wide["Intelligence, 2025-Q2: 1 event"] == "/coverage?quarter=2025-Q2&topic=Intelligence"
    assert narrow == {name: href for name, href in wide.items() if "2025-" in name or name in undated}
    assert {"Events of 2025", "Areas of cooperation", "no event"} <= set(texts(chart.wide))
    assert {"1 area · 1 recommendation", "no areas · 2 recommendations"} <= set(texts(chart.narrow))


def test_a_cell_that_is_chosen_leads_back():
    address = Address("coverage", Filters(quarters=("2025-Q1",), topics=("Reform",)))
    found = a_coverage(("Reform",), (), YEAR[:1])
    found.counts[:] = 1
    assert cells(a_heat_table(found, address).wide) == {
        "Reform, 2025-Q1: 1 event": "/coverage", "Reform: 1 recommendation": "/coverage?quarter=2025-Q1",
    }  # fmt: skip


@pytest.mark.parametrize(("count", "fill"), [(0, None), (1, LIGHT.soft), (2, LIGHT.mid), (40, LIGHT.mid)])
def test_the_fill_follows_the_count(count, fill):
    found = a_coverage(("Reform",), (), YEAR[:1], most=1)
    found.counts[0] = count
    figure = a_heat_table(found).narrow
    assert [colour for trace in figure.data for colour in trace.marker.color] == ([fill] if fill else [])
    assert (f"{count}" if count else "–") in texts(figure)


@pytest.mark.parametrize(
    ("strands", "quarters", "is_full"),
    [
        pytest.param(("Key agreement", "Dialogue area"), YEAR, True, id="as built in"),
        pytest.param(("Put off until the survey of the sea bed",), YEAR, False, id="a long strand"),
        pytest.param(("Agreed",), tuple(f"{year}-Q{n}" for year in (2025, 2026) for n in (1, 2, 3, 4)), False, id="8"),
    ],
)
def test_where_names_have_no_space_the_wide_table_is_made_like_the_narrow_one(strands, quarters, is_full):
    wide = a_heat_table(a_coverage(TOPICS, strands, quarters)).wide
    assert ("Recommendations" in texts(wide)) is is_full
    assert any("recommendation" in text.lower() for text in texts(wide))


@pytest.mark.parametrize(
    ("quarters", "named"),
    [
        (YEAR, list(YEAR)),
        ((*YEAR, "2026-Q1", "2026-Q2"), ["2025", "Q1", "Q2", "Q3", "Q4", "2026", "Q1", "Q2"]),
        (tuple(f"{year}-Q1" for year in range(2020, 2030)), ["2021", "Q1", "2023", "Q1", "2025", "Q1", "2027", "Q1"]),
        (tuple(f"{2020 + n // 4}-Q{n % 4 + 1}" for n in range(40)), ["2021", "2023", "2025", "2027"]),
    ],
    ids=["quarters", "under their years", "one of each year", "years"],
)
def test_as_much_of_the_time_is_named_as_has_space(quarters, named):
    figure = a_heat_table(a_coverage(TOPICS, ("Agreed",), quarters)).narrow
    assert texts(figure)[: len(named)] == named


@pytest.mark.parametrize(("is_narrowed", "said"), [(False, "no event"), (True, "no match")])
def test_a_quarter_without_events_says_no_more_than_is_known(is_narrowed, said):
    found = a_coverage(TOPICS, ("Agreed",), empty=("2025-Q3",), is_narrowed=is_narrowed)
    assert [text for text in texts(a_heat_table(found).wide) if text.startswith("no ")] == [said]


def test_a_count_that_has_no_space_is_rounded_and_its_name_is_exact():
    found = a_coverage(("Reform",), (), tuple(f"{2020 + n // 4}-Q{n % 4 + 1}" for n in range(48)), most=1)
    found.counts[0] = 1_234
    figure = a_heat_table(found).narrow
    assert "1k" in texts(figure)
    assert list(cells(figure)) == ["Reform, 2020: 1,234 events"]
