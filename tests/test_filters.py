"""Filters: reading them from a link, saying them in words, and which items match, checked against a second rule."""

import dataclasses
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.briefing.address import Address
from components.briefing.contract import EVENTS, ITEM_TABLES
from components.briefing.filters import Filters, Ignored, ignored_sentence
from components.settings import BUILT_IN

from briefings import examples
from large import TOPICS
from reference import TABLES, matching

QUARTERS = ("2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4")


def ids(view):
    """Return the ids of a view, by table, in their order."""
    return {table: list(view.table(table)["id"]) for table in TABLES}


def chosen(quarter="", topic="", words=""):
    """Return filters with at most one quarter and one topic."""
    return Filters((quarter,) if quarter else (), (topic,) if topic else (), words)


# --- the value ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("field", ["quarters", "topics", "text"])
def test_filters_cannot_be_changed(field):
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(Filters(("2025-Q1",), ("Reform",), "border"), field, "")


def test_equal_filters_are_one_member_of_a_set():
    several = {
        Filters(("2025-Q1",), ("Reform",), "border"),
        Filters(("2025-Q1",), ("Reform",), "  border\n"),
        Filters(("2025-Q1",), ("Reform",), "borders"),
        Filters(("2025-Q1",), ("Reform",)),
    }
    assert len(several) == 3


@pytest.mark.parametrize(
    ("filters", "anything"),
    [
        pytest.param(Filters(), False, id="nothing"),
        pytest.param(Filters(text=" \t\n "), False, id="only-spaces"),
        pytest.param(Filters(("2025-Q1",)), True, id="a-quarter"),
        pytest.param(Filters(topics=("Reform",)), True, id="a-topic"),
        pytest.param(Filters(text="x"), True, id="a-word"),
    ],
)
def test_filters_are_true_when_anything_is_chosen(filters, anything):
    assert bool(filters) is anything


@pytest.mark.parametrize(
    ("filters", "sentence"),
    [
        pytest.param(Filters(), "", id="nothing"),
        pytest.param(Filters(("2025-Q1",)), "2025-Q1", id="one-quarter"),
        pytest.param(Filters(("2025-Q1", "2025-Q3")), "2025-Q1 or 2025-Q3", id="two-quarters"),
        pytest.param(Filters(topics=("Reform",)), "Reform", id="one-topic"),
        pytest.param(
            Filters(topics=("Exercises", "Regional", "Reform")), "Exercises, Regional or Reform", id="three-topics"
        ),
        pytest.param(Filters(text=" two   words "), "“two words”", id="words"),
        pytest.param(
            Filters(("2025-Q1",), ("Intelligence",), "border"), "2025-Q1 · Intelligence · “border”", id="all-three"
        ),
        pytest.param(Filters(("2025-Q2",), (), "border"), "2025-Q2 · “border”", id="quarter-and-words"),
    ],
)
def test_sentence_says_the_filters(filters, sentence):
    assert filters.sentence == sentence


TERMS = [
    ("", ()),
    ("  Border  CONTROL border", ("border", "control")),
    ("Spajić", ("spajic",)),
    ("border\u00a0control\u2028now", ("border", "control", "now")),
    ("cyber-defense, reform.", ("cyber", "defense", "reform")),
    ("50% of C++ (100 €)", ("50", "of", "c", "100")),
    ("snake_case", ("snake", "case")),
    ("O’Brien's boys'", ("o'brien's", "boys")),
    ('"cyber  defense" border', ("cyber defense", "border")),
    ("border “cyber-defense!”", ("border", "cyber defense")),
    ("„mir i sloboda” „Ruhe“ »a b« «c d» ”e f”", ("mir i sloboda", "ruhe", "a b", "c d", "e f")),
    ('„straight at the end" ‚single ones‘ ‹angles here›', ("straight at the end", "single ones", "angles here")),
    ("'joint exercises' ‘NATO’s own’", ("joint exercises", "nato's own")),
    ("「日本 語」", ("日本 語",)),
    ('"lonely mark', ("lonely", "mark")),
    ("lonely» 'mark", ("lonely", "mark")),
    ('«another "whole one"', ("another", "whole one")),
    ("boys' and girls' days", ("boys", "and", "girls", "days")),
    ("\"\" “…” '' — ? 💥 ❤️", ()),
    ("ตั๋ว दुनिया", ("ตัว", "दुनिया")),
    ("e\u0301t\u00ade\u0301 İstanbul ①", ("ete", "istanbul", "1")),
]


@pytest.mark.parametrize(("text", "terms"), TERMS, ids=[text for text, _ in TERMS])
def test_a_text_is_read_as_terms(text, terms):
    filters = Filters(text=text)
    assert filters.terms == terms
    assert bool(filters) is bool(filters.text) is bool(terms)


@pytest.mark.parametrize(
    ("filters", "parameters"),
    [
        pytest.param(Filters(), (), id="nothing"),
        pytest.param(
            Filters(("2025-Q1", "2025-Q2"), ("Cyber and hybrid", "Reform"), "Mladić & co"),
            (
                ("quarter", "2025-Q1"),
                ("quarter", "2025-Q2"),
                ("topic", "Cyber and hybrid"),
                ("topic", "Reform"),
                ("q", "Mladić & co"),
            ),
            id="everything",
        ),
    ],
)
def test_parameters_are_in_the_order_of_a_link(filters, parameters):
    assert filters.parameters == parameters


# --- reading a link ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parameters", "filters"),
    [
        pytest.param([], Filters(), id="nothing"),
        pytest.param([("quarter", "2025-Q2")], Filters(("2025-Q2",)), id="quarter"),
        pytest.param([("topic", "Cyber and hybrid")], Filters((), ("Cyber and hybrid",)), id="topic"),
        pytest.param([("q", "border")], Filters(text="border"), id="words"),
        pytest.param([("quarter", " 2025-q2\t")], Filters(("2025-Q2",)), id="quarter-in-lower-case-with-spaces"),
        pytest.param(
            [("topic", "  CYBER   and hybrid ")], Filters((), ("Cyber and hybrid",)), id="topic-in-another-case"
        ),
        pytest.param([("topic", "Réform")], Filters((), ("Reform",)), id="topic-with-diacritics"),
        pytest.param([("q", "  Two\r\n  Words ")], Filters(text="Two Words"), id="words-keep-their-case"),
        pytest.param(
            [("quarter", "2025-Q3"), ("quarter", "2025-Q1")], Filters(("2025-Q1", "2025-Q3")), id="order-of-quarters"
        ),
        pytest.param(
            [("topic", "Reform"), ("q", "x"), ("topic", "Exercises"), ("quarter", "2025-Q1"), ("topic", "Regional")],
            Filters(("2025-Q1",), ("Exercises", "Regional", "Reform"), "x"),
            id="order-of-topics-is-that-of-the-briefing",
        ),
        pytest.param(
            [("quarter", "2025-Q1"), ("quarter", "2025-q1"), ("topic", "Reform"), ("topic", "reform"), ("topic", "")],
            Filters(("2025-Q1",), ("Reform",)),
            id="repeated-values",
        ),
        pytest.param([("q", "first"), ("q", "last")], Filters(text="last"), id="last-words-count"),
        pytest.param([("q", "first"), ("q", " ")], Filters(), id="last-words-count-even-when-empty"),
        pytest.param([("quarter", ""), ("topic", "  "), ("q", "")], Filters(), id="empty-values"),
        pytest.param(
            [("item", "rec-3"), ("page", "2"), ("Quarter", "2025-Q1"), ("", ""), ("utm_source", "chat")],
            Filters(),
            id="parameters-of-other-names",
        ),
        pytest.param([("q", "a\x00b\x07\x1b[31m\x7f")], Filters(text="a b [31m"), id="control-characters-in-words"),
        pytest.param([("quarter", "\x002025-Q1\x00")], Filters(("2025-Q1",)), id="control-characters-around-a-value"),
        pytest.param([("q", "x" * 200)], Filters(text="x" * 200), id="longest-words"),
        pytest.param([("q", "%22><script>")], Filters(text="%22><script>"), id="hostile-words-are-words"),
    ],
)
def test_link_is_read_and_nothing_in_it_ignored(briefing, parameters, filters):
    assert Filters.read(parameters, briefing) == (filters, ())


@pytest.mark.parametrize(
    ("parameters", "filters", "sentence"),
    [
        pytest.param(
            [("quarter", "2025-Q9")], Filters(), "Ignored in this link: quarter 2025-Q9", id="quarter-that-is-none"
        ),
        pytest.param(
            [("quarter", "2026-Q1"), ("quarter", "2025-Q1")],
            Filters(("2025-Q1",)),
            "Ignored in this link: quarter 2026-Q1",
            id="quarter-of-another-year",
        ),
        pytest.param(
            [("topic", " Space "), ("q", "x"), ("quarter", "Q1"), ("topic", "Reform")],
            Filters((), ("Reform",), "x"),
            "Ignored in this link: quarter Q1, topic Space",
            id="both-kinds-quarters-first",
        ),
        pytest.param(
            [("topic", "Space"), ("topic", "Space")], Filters(), "Ignored in this link: topic Space", id="said-once"
        ),
        pytest.param(
            [("topic", "Exercises; Reform")],
            Filters(),
            "Ignored in this link: topic Exercises; Reform",
            id="list-in-one-value",
        ),
        pytest.param(
            [("quarter", str(number)) for number in range(1, 6)],
            Filters(),
            "Ignored in this link: quarter 1, quarter 2, quarter 3, quarter 4, quarter 5",
            id="five-are-said",
        ),
        pytest.param(
            [("quarter", str(number)) for number in range(1, 7)],
            Filters(),
            "Ignored in this link: quarter 1, quarter 2, quarter 3, quarter 4, quarter 5, and 1 more",
            id="the-sixth-is-counted",
        ),
        pytest.param(
            [("topic", f"no {number}") for number in range(2005)],
            Filters(),
            "Ignored in this link: topic no 0, topic no 1, topic no 2, topic no 3, topic no 4, and 2,000 more",
            id="thousands-are-counted",
        ),
        pytest.param(
            [("topic", "x" * 41)], Filters(), f"Ignored in this link: topic {'x' * 39}…", id="long-value-shortened"
        ),
        pytest.param(
            [("q", "y" * 201)], Filters(), f"Ignored in this link: q {'y' * 39}…", id="words-that-are-too-long"
        ),
        pytest.param(
            [("quarter", "2025-\x00Q1"), ("topic", "a\nb\x1bc")],
            Filters(),
            "Ignored in this link: quarter 2025- Q1, topic a b c",
            id="control-characters-within",
        ),
        pytest.param(
            [("quarter", "\ufffd\ufffd"), ("topic", "<b>")],
            Filters(),
            "Ignored in this link: quarter \ufffd\ufffd, topic <b>",
            id="broken-and-hostile-values",
        ),
        pytest.param(
            [("quarter", "../../etc/passwd"), ("topic", "'; DROP TABLE topics")],
            Filters(),
            "Ignored in this link: quarter ../../etc/passwd, topic '; DROP TABLE topics",
            id="values-of-attackers",
        ),
    ],
)
def test_what_the_briefing_does_not_have_is_ignored_and_said(briefing, parameters, filters, sentence):
    found, ignored = Filters.read(parameters, briefing)
    assert found == filters
    assert ignored_sentence(ignored) == sentence


def test_ignored_values_keep_their_parameter_and_their_whole_text(briefing):
    _, ignored = Filters.read([("q", "y" * 201), ("topic", "Space"), ("quarter", "2025-Q9")], briefing)
    assert ignored == (Ignored("quarter", "2025-Q9"), Ignored("topic", "Space"), Ignored("q", "y" * 201))


def test_nothing_ignored_says_nothing():
    assert ignored_sentence(()) == ""


ROUND_TRIPS = [
    Filters(),
    Filters(("2025-Q1",)),
    Filters(QUARTERS, TOPICS, "border"),
    Filters((), ("Cyber and hybrid", "Reform")),
    Filters(("2025-Q4",), (), "Mladić & “co” = 100% + <b>#1</b>; 東京"),
    Filters(text="x" * 200),
]


@pytest.mark.parametrize("filters", ROUND_TRIPS, ids=["nothing", "quarter", "everything", "topics", "hostile", "long"])
def test_parameters_read_again_give_equal_filters(briefing, filters):
    assert Filters.read(filters.parameters, briefing) == (filters, ())


VALUES = st.one_of(
    st.sampled_from((*QUARTERS, *TOPICS, "2025-q1 ", " REFORM", "2025-Q9", "", " ", "border", "x" * 201)),
    st.text(max_size=12),
    st.text(min_size=190, max_size=210),
)
PARAMETERS = st.lists(st.tuples(st.one_of(st.sampled_from(("quarter", "topic", "q", "item", "")), st.text()), VALUES))


@examples(100)
@given(parameters=PARAMETERS)
def test_any_link_is_read_to_something_that_the_briefing_has(briefing, parameters):
    """Whatever a link holds, reading raises nothing, chooses among the options in their order, and can be sent on."""
    filters, ignored = Filters.read(parameters, briefing)
    assert filters.quarters == tuple(quarter for quarter in QUARTERS if quarter in filters.quarters)
    assert filters.topics == tuple(topic for topic in TOPICS if topic in filters.topics)
    assert len(filters.text) <= 200
    assert {entry.parameter for entry in ignored} <= {"quarter", "topic", "q"}
    assert Filters.read(filters.parameters, briefing) == (filters, ())
    assert str(Address("timeline", filters)).isascii()
    whole, found = matching(BUILT_IN), ids(filters.apply(briefing))
    for table in TABLES:
        assert found[table] == [name for name in whole[table] if name in found[table]]


# --- which items match -------------------------------------------------------------------------------------------

WORDS = {
    "none": "",
    "one-word": "exercises",
    "upper-case": "INTELLIGENCE",
    "part-of-a-word": "informa",
    "two-words": "montenegro security",
    "two-words-other-order": "border workshop",
    "across-title-and-topic": "economic investment",
    "across-summary-and-topic": "misinformation hybrid",
    "topic-only": "cyber hybrid",
    "with-diacritics": "régionál",
    "without-diacritics": "spajic",
    "one-word-of-two-missing": "exercises nowhere",
    "nowhere": "nowhere",
    "punctuation": "cyber-defense, (reacting)!",
    "part-of-a-phrase": "'sharing information' border",
    "phrase-across-cells": "'workshop a'",
    "status": "proposed",
    "strand-and-pillar": "'key agreement'",
    "quote-without-partner": "'reform",
    "spaces": "   ",
}


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS.keys())
@pytest.mark.parametrize("quarter", ["", *QUARTERS], ids=lambda quarter: quarter or "any-quarter")
def test_items_that_match_are_those_of_the_second_rule(briefing, quarter, words):
    for topic in ("", *TOPICS):
        found = ids(chosen(quarter, topic, words).apply(briefing))
        assert found == matching(BUILT_IN, quarter, topic, words), topic


@pytest.mark.parametrize(
    ("filters", "events", "areas", "recommendations"),
    [
        pytest.param(Filters(), "1 2 3", "1 2 3 4 5 6", "1 2 3 4 5 6 7", id="nothing"),
        pytest.param(Filters(("2025-Q1",)), "1", "1", "1 5 7", id="quarter"),
        pytest.param(Filters(("2025-Q4",)), "", "", "", id="quarter-without-an-event"),
        pytest.param(Filters(("2025-Q1", "2025-Q3")), "1 3", "1 2 6", "1 5 7", id="either-quarter"),
        pytest.param(Filters(topics=("Reform",)), "", "", "4", id="topic"),
        pytest.param(Filters(topics=("Reform", "Capabilities")), "", "4", "3 4", id="either-topic"),
        pytest.param(Filters(("2025-Q2",), ("Regional",)), "2", "3", "6", id="quarter-and-topic"),
        pytest.param(
            Filters(("2025-Q1",), ("Investment",)), "", "", "5", id="reached-through-another-topic-than-the-chosen"
        ),
        pytest.param(Filters(text="BORDERS"), "2", "", "", id="words"),
        pytest.param(Filters(text="information security"), "", "5", "6", id="both-words-in-any-place"),
        pytest.param(Filters(text="security-information"), "", "5", "6", id="words-with-a-hyphen-between"),
        pytest.param(Filters(text="“Security; Information”"), "", "", "", id="phrase-that-stands-nowhere"),
        pytest.param(Filters(text="„defense  industry“"), "3", "", "", id="phrase"),
        pytest.param(Filters(text="'defense in'"), "3", "2 3", "5", id="phrase-that-ends-within-a-word"),
        pytest.param(Filters(text="agreement regional"), "", "3", "", id="strand-and-title"),
        pytest.param(Filters(text="READINESS nato"), "", "", "3", id="pillar-and-summary"),
        pytest.param(Filters(text="proposed borders"), "2", "", "", id="status-and-summary"),
        pytest.param(Filters(("2025-Q1",), (), "cyber"), "1", "", "5 7", id="quarter-and-words"),
    ],
)
def test_items_that_match_are_those_counted_by_hand(briefing, filters, events, areas, recommendations):
    def named(prefix, numbers):
        return [f"{prefix}-{number}" for number in numbers.split()]

    assert ids(filters.apply(briefing)) == {
        "events": named("evt", events),
        "areas": named("area", areas),
        "recommendations": named("rec", recommendations),
    }


@pytest.mark.parametrize(
    ("text", "notes", "facts"),
    [
        ("Rutte", [1], []),
        ("spajic", [1], ["people as reported"]),
        ("“prime minister” stoltenberg", [1], ["people as reported"]),
        ("podgorica", [2], ["place as reported"]),
        ("place reported", [2], ["place as reported"]),
        ("proposed", [3], ["subtitle"]),
        ("“stand in”", [4], []),
        ("'opening paragraph'", [], []),
        ("note-1", [], []),
        ("nowhere", [], []),
        ("", [], []),
    ],
    ids=str,
)
def test_notes_and_facts_that_hold_all_terms_are_also_found(briefing, text, notes, facts):
    assert briefing.also_in(Filters(text=text).terms) == [*(f"note-{number}" for number in notes), *facts]


PAIRS_OF_QUARTERS = list(combinations(QUARTERS, 2))
PAIRS_OF_TOPICS = [(), *combinations(TOPICS, 2)]


@pytest.mark.parametrize("quarters", [(), *PAIRS_OF_QUARTERS], ids=lambda pair: "+".join(pair) or "any")
def test_within_one_filter_any_value_is_enough(briefing, quarters):
    """Two quarters and two topics match what one or more of the four single choices match."""
    for topics in PAIRS_OF_TOPICS:
        found = ids(Filters(quarters, topics).apply(briefing))
        singles = [matching(BUILT_IN, quarter, topic) for quarter in quarters or ("",) for topic in topics or ("",)]
        for table, whole in matching(BUILT_IN).items():
            either = {name for single in singles for name in single[table]}
            assert found[table] == [name for name in whole if name in either], topics


@pytest.mark.parametrize(
    "words", ["mladic", "Mladić-", "MLADIĆ", "Mladic\u0301", "đurđa", "djurdja", "durda", "strasse mladić"]
)
def test_diacritics_do_not_matter_in_either_direction(rewrite, words):
    found = rewrite(
        "areas",
        [
            {"id": "area-1", "title": "Security Cooperation"},
            {"id": "area-2", "title": "Mladić", "summary": "Seen by Đurđa in the Straße."},
            {"id": "area-3", "title": "Mladenović"},
        ],
    )
    wanted = [] if words == "djurdja" else ["area-2"]
    assert list(Filters(text=words).apply(found).areas["id"]) == wanted


def test_order_of_the_file_is_kept(rewrite, folder):
    """Neither ids nor dates sort the rows."""
    rewrite("areas", [{"id": f"area-{number}", "title": f"Area {number}"} for number in (3, 1, 2)])
    found = rewrite(
        "events",
        [
            {"id": "evt-9", "start": "2025-07-01", "end": "2025-07-02", "topics": "Exercises"},
            {"id": "evt-10", "start": "2025-01-01", "end": "2025-01-02", "topics": "Reform"},
            {"id": "evt-2", "start": "2025-02-01", "end": "2025-02-02", "topics": "Exercises"},
        ],
    )
    for filters in (Filters(), Filters(("2025-Q1", "2025-Q3"), ("Exercises",))):
        view = filters.apply(found)
        assert list(view.events["id"]) == (["evt-9", "evt-2"] if filters else ["evt-9", "evt-10", "evt-2"])
        assert list(view.areas["id"]) == ["area-3", "area-1", "area-2"]
    assert ids(Filters(topics=("Exercises",)).apply(found)) == matching(folder, "", "Exercises")


DATES = [
    pytest.param("2025-03-31", "2025-04-01", ["2025-Q1", "2025-Q2"], id="two-days-over-a-border"),
    pytest.param("2025-02-01", "2025-08-31", ["2025-Q1", "2025-Q2", "2025-Q3"], id="three-quarters"),
    pytest.param("2024-12-31", "2025-01-01", ["2024-Q4", "2025-Q1"], id="over-new-year"),
    pytest.param("2025-01-01", "2025-01-01", ["2025-Q1"], id="first-day-of-a-year"),
    pytest.param("2025-03-31", "2025-03-31", ["2025-Q1"], id="last-day-of-a-quarter"),
    pytest.param("2025-04-01", "2025-04-01", ["2025-Q2"], id="first-day-of-a-quarter"),
    pytest.param("2025-12-31", "2025-12-31", ["2025-Q4"], id="last-day-of-a-year"),
    pytest.param("2024-02-29", "2024-02-29", ["2024-Q1"], id="leap-day"),
]


@pytest.mark.parametrize(("start", "end", "quarters"), DATES)
def test_event_belongs_to_every_quarter_that_its_dates_overlap(rewrite, folder, start, end, quarters):
    """Undated items that share its topic follow it into each of these quarters, and into no other."""
    found = rewrite("events", [{"start": start, "end": end, "topics": "Reform"}])
    years = sorted({start[:4], end[:4]})
    assert found.quarters == tuple(f"{year}-Q{number}" for year in years for number in (1, 2, 3, 4))
    for quarter in found.quarters:
        there = quarter in quarters
        assert ids(Filters((quarter,)).apply(found)) == {
            "events": ["evt-1"] if there else [],
            "areas": [],
            "recommendations": ["rec-4"] if there else [],
        }
        assert ids(Filters((quarter,)).apply(found)) == matching(folder, quarter)


def test_briefing_without_events_has_no_quarter_to_choose(rewrite):
    found = rewrite("events", [])
    filters, ignored = Filters.read([("quarter", "2025-Q1"), ("topic", "Reform")], found)
    assert filters == Filters((), ("Reform",))
    assert ignored_sentence(ignored) == "Ignored in this link: quarter 2025-Q1"
    assert ids(filters.apply(found)) == {"events": [], "areas": [], "recommendations": ["rec-4"]}
    assert ids(Filters(("2025-Q1",)).apply(found)) == {"events": [], "areas": [], "recommendations": []}


@pytest.mark.parametrize("filters", [Filters(), Filters(text="nowhere")], ids=["everything", "nothing-matches"])
@pytest.mark.parametrize("table", ITEM_TABLES, ids=lambda table: table.name)
def test_tables_without_rows_keep_their_columns(rewrite, table, filters):
    items = filters.apply(rewrite(table.name, [])).table(table.name)
    assert items.empty
    assert tuple(items.columns) == (*table.column_names, *(["quarters"] if table is EVENTS else []))


def test_matching_leaves_the_briefing_as_it_was(rewrite):
    """The briefing is shared by all visitors."""
    found = rewrite("events", [{"id": "evt-1"}, {"id": "evt-2", "topics": "Reform"}])
    before = found.events.copy(deep=True)
    assert list(Filters(topics=("Reform",)).apply(found).events["id"]) == ["evt-2"]
    assert found.events.equals(before)
