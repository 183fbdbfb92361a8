"""A view knows what it shows and through which events; coverage counts what the CSV files hold, topic by topic."""

import pytest

from components.briefing import caching
from components.briefing.coverage import ColumnHeading, ColumnKind, coverage
from components.briefing.filters import Filters
from components.briefing.loading import load
from components.settings import BUILT_IN

from large import TOPICS
from reference import matching, quarters_of, rows, topics_of

QUARTERS = ("2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4")
STRANDS = ("Key agreement", "Dialogue area")

# --- the view ----------------------------------------------------------------------------------------------------


def test_views_are_equal_when_version_and_filters_are(folder):
    """Two servers that load the same folder hold equal views, and a cache finds them."""
    filters = Filters(("2025-Q1",), (), "x")
    here = filters.apply(load(folder))
    caching.clear()  # as on another server
    there = filters.apply(load(folder))
    assert here.briefing is not there.briefing
    assert here == there
    assert hash(here) == hash(there)
    assert len({here, there}) == 1


def test_who_follows_one_link_shares_one_view(briefing):
    assert Filters(("2025-Q1",)).apply(briefing) is Filters(("2025-Q1",)).apply(briefing)


@pytest.mark.parametrize(
    "filters",
    [Filters(), Filters(("2025-Q2",)), Filters(("2025-Q1",), ("Reform",)), Filters(("2025-Q1",), (), "x")],
    ids=["fewer", "another-quarter", "a-topic-more", "words-more"],
)
def test_views_differ_with_their_filters(briefing, filters):
    assert filters.apply(briefing) != Filters(("2025-Q1",)).apply(briefing)


def test_views_differ_with_the_version(briefing, rewrite):
    other = rewrite("notes", [])
    assert Filters().apply(other) != Filters().apply(briefing)
    assert len({Filters().apply(other), Filters().apply(briefing)}) == 2


def test_view_is_not_equal_to_something_else(briefing):
    assert Filters().apply(briefing) != Filters()
    assert Filters().apply(briefing) != briefing
    assert briefing != briefing.version


@pytest.mark.parametrize(
    ("filters", "quarters", "topics", "is_empty"),
    [
        pytest.param(Filters(), QUARTERS, TOPICS, False, id="nothing-chosen"),
        pytest.param(Filters(("2025-Q2",)), ("2025-Q2",), TOPICS, False, id="quarter"),
        pytest.param(Filters(topics=("Reform",)), QUARTERS, ("Reform",), False, id="only-a-recommendation-matches"),
        pytest.param(Filters(text="Regional Collaboration"), QUARTERS, TOPICS, False, id="only-an-area-matches"),
        pytest.param(Filters(("2025-Q1",), ("Exercises",), "quickly"), ("2025-Q1",), ("Exercises",), False, id="all"),
        pytest.param(Filters(("2025-Q4",)), ("2025-Q4",), TOPICS, True, id="quarter-without-an-event"),
        pytest.param(Filters(text="nowhere"), QUARTERS, TOPICS, True, id="words-that-occur-nowhere"),
    ],
)
def test_view_knows_its_quarters_topics_and_whether_it_is_empty(briefing, filters, quarters, topics, is_empty):
    view = filters.apply(briefing)
    assert (view.quarters, view.topics, view.is_empty) == (quarters, topics, is_empty)


# --- coverage ----------------------------------------------------------------------------------------------------


def cells(found):
    """Return the counts of a coverage by topic and by name of the column."""
    names = [heading.name for heading in found.headings]
    return {
        topic: {name: int(count) for name, count in zip(names, found.counts.loc[topic], strict=True)}
        for topic in found.topics
    }


def recounted(folder, quarter="", topic="", words=""):
    """Count the rows of the CSV files that match, by topic and by strand, quarter and recommendations."""
    kept = matching(folder, quarter, topic, words)
    columns = {
        **{name: [row for row in rows(folder, "areas") if row["strand"] == name] for name in STRANDS},
        **{
            name: [row for row in rows(folder, "events") if name in quarters_of(row)]
            for name in ((quarter,) if quarter else QUARTERS)
        },
        "Recommendations": rows(folder, "recommendations"),
    }
    everything = {name for names in kept.values() for name in names}
    return {
        name: {
            column: sum(name in topics_of(row) for row in found if row["id"] in everything)
            for column, found in columns.items()
        }
        for name in ((topic,) if topic else TOPICS)
    }


def test_counts_of_the_whole_briefing_are_those_counted_by_hand(briefing):
    found = coverage(Filters().apply(briefing))
    assert found.headings == (
        ColumnHeading(ColumnKind.STRAND, "Key agreement"),
        ColumnHeading(ColumnKind.STRAND, "Dialogue area"),
        *(ColumnHeading(ColumnKind.QUARTER, quarter, (quarter,)) for quarter in QUARTERS),
        ColumnHeading(ColumnKind.RECOMMENDATIONS, "Recommendations"),
    )
    assert {topic: list(row.values()) for topic, row in cells(found).items()} == {
        "Exercises": [1, 0, 1, 0, 0, 0, 1],
        "Intelligence": [1, 1, 0, 1, 0, 0, 2],
        "Capabilities": [0, 1, 0, 0, 0, 0, 1],
        "Investment": [1, 1, 0, 0, 1, 0, 1],
        "Cyber and hybrid": [0, 0, 1, 0, 0, 0, 2],
        "Regional": [1, 0, 0, 1, 0, 0, 1],
        "Reform": [0, 0, 0, 0, 0, 0, 1],
    }
    assert found.topics == TOPICS


@pytest.mark.parametrize("words", ["", "cyber", "information", "nowhere"], ids=lambda words: words or "any-words")
@pytest.mark.parametrize("topic", ["", *TOPICS], ids=lambda topic: topic or "any-topic")
@pytest.mark.parametrize("quarter", ["", *QUARTERS], ids=lambda quarter: quarter or "any-quarter")
def test_counts_are_those_of_the_files(briefing, quarter, topic, words):
    filters = Filters((quarter,) if quarter else (), (topic,) if topic else (), words)
    assert cells(coverage(filters.apply(briefing))) == recounted(BUILT_IN, quarter, topic, words)


DATED = ("Exercises", "Intelligence", "Investment", "Cyber and hybrid", "Regional")


@pytest.mark.parametrize(
    ("filters", "dated", "undated", "unmatched", "empty_quarters"),
    [
        pytest.param(Filters(), DATED, ("Capabilities", "Reform"), (), ("2025-Q4",), id="everything"),
        pytest.param(
            Filters(("2025-Q2",)),
            ("Intelligence", "Regional"),
            ("Capabilities", "Reform"),
            ("Exercises", "Investment", "Cyber and hybrid"),
            (),
            id="quarter",
        ),
        pytest.param(
            Filters(("2025-Q3", "2025-Q4")),
            ("Investment",),
            ("Capabilities", "Reform"),
            ("Exercises", "Intelligence", "Cyber and hybrid", "Regional"),
            ("2025-Q4",),
            id="two-quarters",
        ),
        pytest.param(
            Filters(("2025-Q4",)), (), ("Capabilities", "Reform"), DATED, ("2025-Q4",), id="quarter-without-an-event"
        ),
        pytest.param(
            Filters(topics=("Investment",)),
            ("Investment",),
            (),
            (),
            ("2025-Q1", "2025-Q2", "2025-Q4"),
            id="topic-with-an-event",
        ),
        pytest.param(Filters(topics=("Reform",)), (), ("Reform",), (), QUARTERS, id="topic-without-an-event"),
        pytest.param(Filters(("2025-Q3",), ("Investment",)), ("Investment",), (), (), (), id="nothing-is-missing"),
        pytest.param(
            Filters(("2025-Q1",), ("Investment", "Reform")),
            (),
            ("Reform",),
            ("Investment",),
            ("2025-Q1",),
            id="topic-with-an-event-in-another-quarter",
        ),
        pytest.param(
            Filters(text="quickly"),
            ("Exercises", "Cyber and hybrid"),
            ("Capabilities", "Reform"),
            ("Intelligence", "Investment", "Regional"),
            ("2025-Q2", "2025-Q3", "2025-Q4"),
            id="words",
        ),
    ],
)
def test_what_is_without_a_date(briefing, filters, dated, undated, unmatched, empty_quarters):
    found = coverage(filters.apply(briefing))
    assert tuple(topic for topic in found.topics if topic not in (*found.undated, *found.unmatched)) == dated
    assert found.undated == undated
    assert found.unmatched == unmatched
    assert found.empty_quarters == empty_quarters


def test_event_over_two_quarters_counts_in_both_of_the_chosen_ones(rewrite):
    briefing = rewrite("events", [{"start": "2025-03-31", "end": "2025-04-01", "topics": "Reform"}])
    everything = coverage(Filters().apply(briefing))
    assert [cells(everything)["Reform"][quarter] for quarter in QUARTERS] == [1, 1, 0, 0]
    assert everything.empty_quarters == ("2025-Q3", "2025-Q4")
    second = coverage(Filters(("2025-Q2",)).apply(briefing))
    assert cells(second)["Reform"] == {"Key agreement": 0, "Dialogue area": 0, "2025-Q2": 1, "Recommendations": 1}


def test_several_items_in_one_cell_are_added_up(rewrite):
    rewrite("areas", [{"id": f"area-{number}", "topics": "Reform; Regional"} for number in range(1, 13)])
    found = cells(coverage(Filters(topics=("Reform", "Regional")).apply(rewrite("notes", []))))
    assert {topic: (row["Key agreement"], row["Recommendations"]) for topic, row in found.items()} == {
        "Regional": (12, 1),
        "Reform": (12, 1),
    }


def test_a_briefing_without_recommendations_has_no_column_for_them(rewrite):
    """Where only the filters leave none, the column stays: it says that there are others."""
    assert "Recommendations" in cells(coverage(Filters(text="nowhere").apply(rewrite("notes", []))))["Reform"]
    found = coverage(Filters().apply(rewrite("recommendations", [])))
    assert [heading.kind for heading in found.headings] == [ColumnKind.STRAND] * 2 + [ColumnKind.QUARTER] * 4


def test_nothing_but_topics_and_facts_is_a_coverage_without_columns(rewrite):
    for table in ("events", "areas"):
        rewrite(table, [])
    found = coverage(Filters().apply(rewrite("recommendations", [])))
    assert found.headings == ()
    assert found.topics == found.undated == TOPICS


def test_more_than_twelve_quarters_are_counted_by_the_year(rewrite):
    """An event counts once in a year, however many of its quarters it overlaps."""
    briefing = rewrite(
        "events",
        [
            {"id": "evt-1", "start": "2025-03-31", "end": "2026-01-01", "topics": "Reform"},
            {"id": "evt-2", "start": "2026-05-01", "end": "2026-05-01", "topics": "Reform"},
            {"id": "evt-3", "start": "2028-12-31", "end": "2028-12-31", "topics": "Reform"},
        ],
    )
    found = coverage(Filters().apply(briefing))
    years = [heading for heading in found.headings if heading.kind is ColumnKind.QUARTER]
    assert [heading.name for heading in years] == ["2025", "2026", "2027", "2028"]
    assert [cells(found)["Reform"][heading.name] for heading in years] == [1, 2, 0, 1]
    assert years[2].quarters == ("2027-Q1", "2027-Q2", "2027-Q3", "2027-Q4")
    assert [found.is_empty(heading) for heading in years] == [False, False, True, False]
    chosen = coverage(Filters(("2025-Q1", "2028-Q4")).apply(briefing))
    assert [heading.name for heading in chosen.headings if heading.quarters] == ["2025-Q1", "2028-Q4"]


def test_without_events_every_topic_is_undated_and_there_is_no_quarter(rewrite):
    found = coverage(Filters().apply(rewrite("events", [])))
    assert [heading.name for heading in found.headings] == ["Key agreement", "Dialogue area", "Recommendations"]
    assert found.undated == TOPICS
    assert (found.unmatched, found.empty_quarters) == ((), ())
    assert cells(found)["Intelligence"] == {"Key agreement": 1, "Dialogue area": 1, "Recommendations": 2}


def test_without_areas_there_is_no_strand(rewrite):
    found = coverage(Filters().apply(rewrite("areas", [])))
    assert [heading.name for heading in found.headings] == [*QUARTERS, "Recommendations"]


def test_strand_with_the_name_of_a_quarter_stays_a_column_of_its_own(rewrite):
    found = coverage(Filters().apply(rewrite("areas", [{"strand": "2025-Q1", "topics": "Reform"}])))
    assert found.headings[:2] == (
        ColumnHeading(ColumnKind.STRAND, "2025-Q1"),
        ColumnHeading(ColumnKind.QUARTER, "2025-Q1", ("2025-Q1",)),
    )
    assert list(found.counts.loc["Reform"])[:2] == [1, 0]
