"""Quarters, words, findings and links: tables of what goes in and what must come out."""

from datetime import date
from urllib.parse import parse_qsl, urlsplit

import pandas as pd
import pytest

from components.briefing import arrangement, findings, links, quarters, words
from components.briefing.coverage import Coverage, coverage
from components.briefing.filters import Filters
from components.briefing.links import link

# --- quarters ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (date(2025, 1, 1), "2025-Q1"),
        (date(2024, 2, 29), "2024-Q1"),
        (date(2025, 3, 31), "2025-Q1"),
        (date(2025, 4, 1), "2025-Q2"),
        (date(2025, 5, 15), "2025-Q2"),
        (date(2025, 6, 30), "2025-Q2"),
        (date(2025, 7, 1), "2025-Q3"),
        (date(2025, 8, 31), "2025-Q3"),
        (date(2025, 9, 30), "2025-Q3"),
        (date(2025, 10, 1), "2025-Q4"),
        (date(2025, 11, 30), "2025-Q4"),
        (date(2025, 12, 31), "2025-Q4"),
    ],
    ids=str,
)
def test_quarter_of_a_day(day, quarter):
    assert quarters.quarter_of(day) == quarter


@pytest.mark.parametrize(
    ("quarter", "first", "last", "following"),
    [
        ("2024-Q1", date(2024, 1, 1), date(2024, 3, 31), "2024-Q2"),
        ("2025-Q2", date(2025, 4, 1), date(2025, 6, 30), "2025-Q3"),
        ("2025-Q3", date(2025, 7, 1), date(2025, 9, 30), "2025-Q4"),
        ("2025-Q4", date(2025, 10, 1), date(2025, 12, 31), "2026-Q1"),
        ("1999-Q4", date(1999, 10, 1), date(1999, 12, 31), "2000-Q1"),
        ("2199-Q4", date(2199, 10, 1), date(2199, 12, 31), "2200-Q1"),
    ],
)
def test_days_of_a_quarter_and_the_one_after(quarter, first, last, following):
    assert quarters.first_day(quarter) == first
    assert quarters.last_day(quarter) == last
    assert quarters.next_quarter(quarter) == following


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        pytest.param(date(2025, 3, 31), date(2025, 3, 31), ("2025-Q1",), id="one-day"),
        pytest.param(date(2025, 1, 1), date(2025, 3, 31), ("2025-Q1",), id="a-whole-quarter"),
        pytest.param(date(2025, 3, 31), date(2025, 4, 1), ("2025-Q1", "2025-Q2"), id="over-a-border"),
        pytest.param(
            date(2024, 12, 31), date(2025, 7, 1), ("2024-Q4", "2025-Q1", "2025-Q2", "2025-Q3"), id="over-new-year"
        ),
    ],
)
def test_quarters_between_two_days(start, end, found):
    assert quarters.quarters_between(start, end) == found


def test_quarters_between_the_first_and_the_last_year_are_all_there():
    found = quarters.quarters_between(date(1900, 1, 1), date(2199, 12, 31))
    assert (found[0], found[-1], len(found), len(set(found))) == ("1900-Q1", "2199-Q4", 1200, 1200)


@pytest.mark.parametrize(
    ("days", "found"),
    [
        pytest.param([], (), id="no-day"),
        pytest.param([date(2025, 8, 8)], ("2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"), id="one-day"),
        pytest.param(
            [date(2026, 1, 1), date(2024, 12, 31)],
            tuple(f"{year}-Q{number}" for year in (2024, 2025, 2026) for number in (1, 2, 3, 4)),
            id="a-year-between-without-a-day",
        ),
    ],
)
def test_quarters_of_whole_years(days, found):
    assert quarters.whole_years(days) == found


@pytest.mark.parametrize(
    ("years", "most", "names"),
    [
        pytest.param(0, 4, [], id="none"),
        pytest.param(1, 4, ["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"], id="quarters"),
        pytest.param(2, 4, ["2025", "2026"], id="years"),
        pytest.param(5, 4, ["2025", "2026 to 2027", "2028 to 2029"], id="two-years-together"),
        pytest.param(175, 12, ["2025 to 2039", "2040 to 2059", *[f"{y} to {y + 19}" for y in range(2060, 2200, 20)]],
                     id="twenty-years-together"),
    ],
)  # fmt: skip
def test_periods_that_hold_all_quarters(years, most, names):
    given = [f"{year}-Q{number}" for year in range(2025, 2025 + years) for number in (1, 2, 3, 4)]
    found = quarters.periods(given, most)
    assert [name for name, _ in found] == names
    assert [quarter for _, inside in found for quarter in inside] == given
    assert len(found) <= most


def test_periods_of_chosen_quarters_leave_gaps_where_they_are():
    given = ["2025-Q1", "2025-Q4", "2027-Q2"]
    assert quarters.periods(given, 2) == [("2025", ("2025-Q1", "2025-Q4")), ("2027", ("2027-Q2",))]


@pytest.mark.parametrize(
    ("chosen", "text"),
    [
        pytest.param([], "", id="none"),
        pytest.param(["2025-Q1"], "2025-Q1", id="one"),
        pytest.param(["2025-Q1", "2025-Q2"], "2025-Q1 to 2025-Q2", id="two-neighbours"),
        pytest.param(["2025-Q1", "2025-Q3"], "2025-Q1, 2025-Q3", id="a-gap"),
        pytest.param(["2024-Q4", "2025-Q1"], "2024-Q4 to 2025-Q1", id="over-new-year"),
        pytest.param(["2024-Q1", "2025-Q1"], "2024-Q1, 2025-Q1", id="same-number-of-another-year"),
        pytest.param(
            ["2026-Q1", "2025-Q3", "2025-Q1", "2025-Q2", "2025-Q1"],
            "2025-Q1 to 2025-Q3, 2026-Q1",
            id="unordered-and-repeated",
        ),
    ],
)
def test_quarters_in_words(chosen, text):
    assert quarters.ranges(chosen) == text


# --- words -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("", ""),
        ("Spajić", "spajic"),
        ("Spajic\u0301", "spajic"),
        ("ČĆŽŠĐ čćžšđ", "cczsd cczsd"),
        ("Łódź, Århus, Tromsø", "lodz, arhus, tromso"),
        ("STRASSE Straße", "strasse strasse"),
        ("İstanbul ISPARTA Diyarbakır", "istanbul isparta diyarbakir"),
        ("ﬁn ２０２５-Ｑ１", "fin 2025-q1"),
        ("ΣΟΦΟΣ σοφός", "σοφοσ σοφοσ"),
        ("Црна Гора", "црна гора"),
        ("Spa\u00adjić\u200d s\ufeffaid", "spajic said"),
    ],
)
def test_folded_text_has_no_case_and_no_diacritics(text, folded):
    assert words.fold(text) == folded


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param("", "", id="empty"),
        pytest.param(" \t\r\n ", "", id="only-white-space"),
        pytest.param("  two   words ", "two words", id="spaces"),
        pytest.param("two\r\nwords\tand\u2028more\u00a0still", "two words and more still", id="line-breaks"),
        pytest.param("a\x00b\x1bc\x7fd\x85e", "a b c d e", id="control-characters"),
        pytest.param("Spajić 🤝", "Spajić 🤝", id="nothing-to-do"),
    ],
)
def test_one_line(text, line):
    assert words.one_line(text) == line


@pytest.mark.parametrize(
    ("text", "characters", "short"),
    [
        pytest.param("", 5, "", id="empty"),
        pytest.param("abcde", 5, "abcde", id="just-fits"),
        pytest.param("abcdef", 5, "abcd…", id="one-too-long"),
        pytest.param("abc def", 5, "abc…", id="no-space-before-the-mark"),
    ],
)
def test_shortened_text_is_never_longer_than_asked(text, characters, short):
    assert words.shortened(text, characters) == short
    assert len(short) <= characters


@pytest.mark.parametrize(
    ("names", "conjunction", "text"),
    [
        ([], "and", ""),
        (["a"], "and", "a"),
        (["a", "b"], "and", "a and b"),
        (["a", "b"], "or", "a or b"),
        (("a", "b", "c"), "and", "a, b and c"),
        (("a", "b", "c", "d"), "or", "a, b, c or d"),
    ],
)
def test_listed(names, conjunction, text):
    assert words.listed(names, conjunction) == text


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        pytest.param("", "", id="empty"),
        pytest.param("Spajić 漢字 Спајић 5", "Spajić 漢字 Спајић 5", id="left-to-right"),
        pytest.param("ميناء", "\u2068ميناء\u2069", id="arabic"),
        pytest.param("the נמל of Noss", "\u2068the נמל of Noss\u2069", id="a-word-of-hebrew"),
    ],
)
def test_only_what_runs_from_right_to_left_is_set_apart(text, apart):
    assert words.isolated(text) == apart


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "no events"), (1, "1 event"), (2, "2 events"), (999, "999 events"), (1200, "1,200 events")],
)
def test_counted(number, text):
    """Thousands are separated, as everywhere else on the pages."""
    assert words.counted(number, "event") == text


@pytest.mark.parametrize(
    ("text", "capital"),
    [("", ""), ("all 3", "All 3"), ("the EU and NATO", "The EU and NATO"), ("1 of 3", "1 of 3"), ("ćao", "Ćao")],
)
def test_capitalised_changes_the_first_letter_only(text, capital):
    assert words.capitalised(text) == capital


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("Title", "Title"),
        (" tItle ", "Title"),
        ("title", "title"),
        ("TÍTLE", "Title"),
        ("other", None),
        ("", None),
        ("\u0301", "\u0301"),
        ("\u0302", None),
        ("´", "´"),
    ],
)
def test_an_option_is_chosen_as_it_is_written_or_by_the_same_letters(asked, found):
    """Options of which folding leaves nothing are chosen by their own name, and not by a link that asks for none."""
    assert arrangement.chosen(asked, ("\u0301", "´", "Title", "title")) == found


# --- findings ----------------------------------------------------------------------------------------------------

Q1, Q4 = Filters(("2025-Q1",)), Filters(("2025-Q4",))
REFORM = Filters(topics=("Reform",))


def events_of(*statuses, start="2025-01-01", end="2025-03-31", precision="quarter"):
    """Return rows of events, one for each status."""
    dates = {"start": start, "end": end, "precision": precision}
    return [{"id": f"evt-{number}", "status": status, **dates} for number, status in enumerate(statuses, 1)]


@pytest.mark.parametrize(
    ("filters", "text"),
    [
        pytest.param(Filters(), "", id="nothing"),
        pytest.param(Filters(("2025-Q1",), ("Reform",)), " under 2025-Q1 · Reform", id="quarter-and-topic"),
        pytest.param(Filters(text="border"), " under “border”", id="words"),
    ],
)
def test_under(briefing, filters, text):
    assert findings.under(filters.apply(briefing)) == text


@pytest.mark.parametrize(
    ("filters", "events", "areas", "recommendations", "everything"),
    [
        pytest.param(
            Filters(), "3 of 3 events", "6 of 6 areas", "7 of 7 recommendations", "16 of 16 items", id="everything"
        ),
        pytest.param(Q1, "1 of 3 events", "1 of 6 areas", "3 of 7 recommendations", "5 of 16 items", id="some"),
        pytest.param(Q4, "0 of 3 events", "0 of 6 areas", "0 of 7 recommendations", "0 of 16 items", id="none"),
    ],
)
def test_how_many_match(briefing, filters, events, areas, recommendations, everything):
    view = filters.apply(briefing)
    assert findings.matching(view, "events") == events
    assert findings.matching(view, "areas") == areas
    assert findings.matching(view, "recommendations") == recommendations
    assert findings.matching_everything(view) == everything


@pytest.mark.parametrize(
    ("number", "shown", "text"),
    [
        pytest.param(1, None, "1 of 1 area", id="one"),
        pytest.param(2, 0, "0 of 2 areas", id="none-shown"),
        pytest.param(2, 1, "1 of 2 areas", id="fewer-shown"),
        pytest.param(1200, None, "1,200 of 1,200 areas", id="thousands"),
    ],
)
def test_how_many_are_shown(rewrite, number, shown, text):
    view = Filters().apply(rewrite("areas", [{"id": f"area-{place}"} for place in range(1, number + 1)]))
    assert findings.matching(view, "areas", shown) == text


@pytest.mark.parametrize(
    ("filters", "text"),
    [
        pytest.param(Filters(), "3 proposed events in 2025-Q1 to 2025-Q3; none in 2025-Q4", id="many"),
        pytest.param(Q1, "1 proposed event in 2025-Q1", id="one"),
        pytest.param(
            Filters(("2025-Q1", "2025-Q4")), "1 proposed event in 2025-Q1; none in 2025-Q4", id="one-of-two-quarters"
        ),
        pytest.param(
            Filters(topics=("Exercises", "Investment")),
            "2 proposed events in 2025-Q1, 2025-Q3; none in 2025-Q2, 2025-Q4",
            id="topics",
        ),
        pytest.param(REFORM, "No event under Reform", id="none"),
        pytest.param(Q4, "No event under 2025-Q4", id="none-in-the-quarter"),
    ],
)
def test_finding_of_the_timeline(briefing, filters, text):
    assert findings.timeline(filters.apply(briefing)) == text


def test_finding_of_a_timeline_with_many_gaps_counts_the_quarters(rewrite):
    months = ["2025-01", "2025-07", "2026-01", "2026-07", "2027-01", "2027-07"]
    rows = [
        {"id": f"evt-{number}", "start": f"{month}-01", "end": f"{month}-02"} for number, month in enumerate(months, 1)
    ]
    view = Filters().apply(rewrite("events", rows))
    assert findings.timeline(view) == "6 proposed events in 6 of 12 quarters"
    assert findings.coverage(coverage(view)).endswith(
        "; 2025-Q2, 2025-Q4, 2026-Q2, 2026-Q4, 2027-Q2, 2027-Q4 have no event"
    )


@pytest.mark.parametrize(
    ("topics", "text"),
    [
        pytest.param(("A", "B"), "A and B have no dated event", id="short"),
        pytest.param(("A" * 41, "B" * 41), "2 topics have no dated event", id="two-long-ones"),
        pytest.param(("A" * 99,), f"{'A' * 99} has no dated event", id="a-long-one"),
    ],
)
def test_topics_with_long_names_are_counted(topics, text):
    found = Coverage(pd.DataFrame(index=list(topics)), headings=(), undated=topics, unmatched=(), empty_quarters=())
    assert findings.coverage(found) == text


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("place as reported", "Place as reported"),
        ("events", "Events"),
        ("evt-2", "Intelligence Workshop (evt-2)"),
        ("rec-4", "Support for Domestic Reforms (rec-4)"),
        ("evt-99", "Evt-99"),
    ],
)
def test_a_note_is_headed_by_what_it_is_about(briefing, name, heading):
    assert findings.subject(name, briefing) == heading


def test_a_long_title_in_a_heading_or_a_sentence_is_cut(rewrite):
    long = {"id": "evt-1", "title": "T" * 200, "topics": "Reform"}
    found = rewrite("events", [long])
    assert findings.subject("evt-1", found) == f"{'T' * 79}… (evt-1)"
    (item,) = found.recommendations[found.recommendations["id"] == "rec-4"].to_dict("records")
    assert findings.through(item, Filters().apply(found)) == f"Shares a topic with {'T' * 79}… (2025-Q1)"


@pytest.mark.parametrize(
    ("emptied", "text"),
    [
        ((), "topics against strands, quarters and recommendations"),
        (("recommendations",), "topics against strands and quarters"),
        (("recommendations", "events"), "topics against strands"),
        (("recommendations", "events", "areas"), "topics"),
    ],
)
def test_the_matrix_is_named_by_what_it_has(rewrite, emptied, text):
    found = rewrite("notes", [])
    for table in emptied:
        found = rewrite(table, [])
    assert findings.against(coverage(Filters().apply(found))) == text


def test_what_a_briefing_has_none_of_is_not_counted_out_of_none(rewrite):
    view = Filters().apply(rewrite("recommendations", []))
    assert findings.matching(view, "recommendations") == "no recommendations"
    assert findings.nothing(view, "recommendations") == "This briefing has no recommendations."


@pytest.mark.parametrize(
    ("statuses", "text"),
    [
        pytest.param([], "No event", id="none"),
        pytest.param(["held"], "1 held event in 2025-Q1; none in 2025-Q2 to 2025-Q4", id="one"),
        pytest.param(
            ["confirmed", "cancelled", "confirmed"],
            "2 confirmed and 1 cancelled events in 2025-Q1; none in 2025-Q2 to 2025-Q4",
            id="two-kinds",
        ),
    ],
)
def test_finding_of_the_timeline_counts_by_status(rewrite, statuses, text):
    assert findings.timeline(Filters().apply(rewrite("events", events_of(*statuses)))) == text


@pytest.mark.parametrize(
    ("statuses", "precision", "text"),
    [
        pytest.param([], "day", "", id="no-event"),
        pytest.param(
            ["proposed"] * 3,
            "quarter",
            "All 3 events are proposals; all 3 events are dated to the quarter only; outcomes are not recorded.",
            id="all",
        ),
        pytest.param(
            ["proposed"],
            "quarter",
            "The event is a proposal; the event is dated to the quarter only; outcomes are not recorded.",
            id="one",
        ),
        pytest.param(
            ["proposed", "confirmed", "confirmed"],
            "day",
            "1 of 3 is a proposal; outcomes are not recorded.",
            id="one-of-several",
        ),
        pytest.param(
            ["proposed", "proposed", "held"],
            "month",
            "2 of 3 are proposals.",
            id="an-outcome-is-recorded",
        ),
        pytest.param(["confirmed"], "day", "Outcomes are not recorded.", id="only-outcomes-missing"),
        pytest.param(["cancelled"], "day", "", id="nothing-to-warn-of"),
    ],
)
def test_caveat_of_the_timeline(rewrite, statuses, precision, text):
    view = Filters().apply(rewrite("events", events_of(*statuses, precision=precision)))
    assert findings.timeline_caveat(view) == text


@pytest.mark.parametrize(
    ("filters", "text"),
    [
        pytest.param(
            Filters(),
            "Gantt chart over 2025-Q1 to 2025-Q4. 3 proposed events in 2025-Q1 to 2025-Q3; none in 2025-Q4. "
            "Joint Military Exercises, 2025-Q1, proposed; Intelligence Workshop, 2025-Q2, proposed; "
            "Economic Forum, 2025-Q3, proposed",
            id="many",
        ),
        pytest.param(
            Q1,
            "Gantt chart over 2025-Q1 to 2025-Q4. 1 proposed event in 2025-Q1. "
            "Joint Military Exercises, 2025-Q1, proposed",
            id="one",
        ),
        pytest.param(REFORM, "Gantt chart over 2025-Q1 to 2025-Q4. No event under Reform", id="none"),
    ],
)
def test_text_alternative_of_the_timeline(briefing, filters, text):
    """Whether the last sentence has its full stop is not what this shows."""
    assert findings.timeline_alt(filters.apply(briefing)).removesuffix(".") == text


@pytest.mark.parametrize(
    ("number", "rest"),
    [
        pytest.param(12, "12 proposed events", id="twelve-are-named"),
        pytest.param(13, "and 1 more", id="the-thirteenth-is-counted"),
        pytest.param(1212, "and 1,200 more", id="thousands-are-counted"),
    ],
)
def test_text_alternative_of_the_timeline_names_twelve_events(rewrite, number, rest):
    text = findings.timeline_alt(Filters().apply(rewrite("events", events_of(*["proposed"] * number))))
    assert text.count("Joint Military Exercises, 2025-Q1, proposed") == 12
    assert rest in text
    assert ("more" in text) is (number > 12)


def test_text_alternative_of_a_timeline_without_events_names_no_axis(rewrite):
    """The Timeline page draws its chart for such a briefing too."""
    text = findings.timeline_alt(Filters().apply(rewrite("events", [])))
    assert "over ." not in text
    assert "No event" in text


@pytest.mark.parametrize(
    ("filters", "strand", "text"),
    [
        pytest.param(
            Filters(), "", "Intelligence and Investment are each the topic of 2 of 6 areas", id="two-topics-lead"
        ),
        pytest.param(
            Filters(topics=("Investment",)), "", "Investment is the topic of 2 of 2 areas", id="one-topic-leads"
        ),
        pytest.param(
            Filters(),
            "Dialogue area",
            "Intelligence, Capabilities and Investment are each the topic of 1 of 3 areas",
            id="three-topics-lead",
        ),
        pytest.param(Filters(), "Key agreement", "3 areas over 4 topics, at most 1 on one", id="four-topics-lead"),
        pytest.param(Q1, "", "1 area, on Exercises and Intelligence", id="one-area"),
        pytest.param(
            Filters(topics=("Exercises",)), "", "1 area, on Exercises", id="one-area-and-only-the-chosen-topic"
        ),
        pytest.param(REFORM, "", "No area under Reform", id="none"),
    ],
)
def test_finding_of_the_areas(briefing, filters, strand, text):
    view = filters.apply(briefing)
    assert findings.areas(view, strand or None) == text


def test_finding_of_the_areas_passes_over_topics_that_were_not_chosen(rewrite):
    """Regional is on both areas, and the reader asked for two other topics."""
    found = rewrite(
        "areas", [{"id": "area-1", "topics": "Reform; Regional"}, {"id": "area-2", "topics": "Exercises; Regional"}]
    )
    view = Filters(topics=("Exercises", "Reform")).apply(found)
    assert findings.areas(view) == "Exercises and Reform are each the topic of 1 of 2 areas"


def test_finding_of_a_briefing_without_areas(rewrite):
    view = Filters().apply(rewrite("areas", []))
    assert findings.areas(view) == "No area"


@pytest.mark.parametrize(
    ("filters", "text"),
    [
        pytest.param(
            Filters(),
            "Areas by topic and strand. Intelligence and Investment are each the topic of 2 of 6 areas. "
            "Key agreement: Security Cooperation, Defense Investments, Regional Collaboration; "
            "Dialogue area: Defense Collaboration, Intelligence Sharing, Economic Development.",
            id="many",
        ),
        pytest.param(
            Q1,
            "Areas by topic and strand. 1 area, on Exercises and Intelligence. "
            "Key agreement: Security Cooperation; Dialogue area: none.",
            id="one",
        ),
        pytest.param(
            REFORM,
            "Areas by topic and strand. No area under Reform. Key agreement: none; Dialogue area: none.",
            id="none",
        ),
    ],
)
def test_text_alternative_of_the_areas(briefing, filters, text):
    view = filters.apply(briefing)
    assert findings.areas_alt(view) == text


def test_text_alternative_of_the_areas_names_twelve_of_a_strand(rewrite):
    view = Filters().apply(rewrite("areas", [{"id": f"area-{n}", "title": f"Area {n}"} for n in range(1, 15)]))
    text = findings.areas_alt(view)
    assert text.endswith("Area 11, Area 12 and 2 more.")


@pytest.mark.parametrize(
    ("filters", "text", "dated"),
    [
        pytest.param(
            Filters(),
            "Capabilities and Reform have no dated event; 2025-Q4 has no event",
            "5 of 7 topics with a dated event",
            id="everything",
        ),
        pytest.param(
            Filters(("2025-Q2",), ("Intelligence", "Investment", "Reform")),
            "Reform has no dated event; Investment has none in this view",
            "1 of 3 topics with a dated event",
            id="topic-dated-elsewhere",
        ),
        pytest.param(
            Q4,
            "Capabilities and Reform have no dated event; Exercises, Intelligence, Investment, Cyber and hybrid and "
            "Regional have none in this view; 2025-Q4 has no event",
            "0 of 7 topics with a dated event",
            id="quarter-without-an-event",
        ),
        pytest.param(
            REFORM,
            "Reform has no dated event; 2025-Q1 to 2025-Q4 have no event in this view",
            "0 of 1 topic with a dated event",
            id="topic-without-an-event",
        ),
        pytest.param(
            Filters(("2025-Q3",), ("Investment",)),
            "Every topic has a dated event, and every quarter an event",
            "1 of 1 topic with a dated event",
            id="nothing-missing",
        ),
    ],
)
def test_finding_and_text_alternative_of_the_coverage(briefing, filters, text, dated):
    found = coverage(filters.apply(briefing))
    assert findings.coverage(found) == text
    assert findings.coverage_alt(found) == (
        f"Matrix of topics against strands, quarters and recommendations: {dated}. {text}."
    )


# --- links -------------------------------------------------------------------------------------------------------

ALL = Filters(("2025-Q1", "2025-Q2"), ("Cyber and hybrid", "Reform"), "border")


@pytest.mark.parametrize(
    ("path", "filters", "own", "address"),
    [
        pytest.param("", Filters(), {}, "/", id="overview"),
        pytest.param("timeline", Filters(), {}, "/timeline", id="page"),
        pytest.param("", Q1, {}, "/?quarter=2025-Q1", id="overview-under-a-quarter"),
        pytest.param(
            "timeline",
            ALL,
            {},
            "/timeline?quarter=2025-Q1&quarter=2025-Q2&topic=Cyber+and+hybrid&topic=Reform&q=border",
            id="all-filters",
        ),
        pytest.param("export/events.csv", Q1, {}, "/export/events.csv?quarter=2025-Q1", id="export"),
        pytest.param("preview.png", REFORM, {}, "/preview.png?topic=Reform", id="preview"),
        pytest.param("recommendations", Filters(), {"item": "rec-3"}, "/recommendations?item=rec-3", id="item"),
        pytest.param(
            "recommendations",
            REFORM,
            {"pillar": "Economic stability", "sort": "Title", "page": "2"},
            "/recommendations?topic=Reform&pillar=Economic+stability&sort=Title&page=2",
            id="own-parameters-after-the-filters",
        ),
        pytest.param(
            "recommendations",
            Filters(),
            {"pillar": "", "view": "Pillar", "sort": "Article order", "page": "1", "item": ""},
            "/recommendations",
            id="defaults-of-recommendations-left-out",
        ),
        pytest.param("areas", Filters(), {"strand": "", "view": "Bars"}, "/areas", id="defaults-of-areas-left-out"),
        pytest.param("areas", Q1, {"view": "Pillar"}, "/areas?quarter=2025-Q1&view=Pillar", id="default-of-another"),
        pytest.param("", Filters(text="a&b=c#d"), {}, "/?q=a%26b%3Dc%23d", id="separators-escaped"),
        pytest.param("", Filters(text="1+1 = 100%"), {}, "/?q=1%2B1+%3D+100%25", id="plus-and-percent-escaped"),
        pytest.param(
            "", Filters(text='"><script>'), {}, "/?q=%22%3E%3Cscript%3E", id="quotes-and-angle-brackets-escaped"
        ),
        pytest.param("", Filters(text="Mladić's"), {}, "/?q=Mladi%C4%87%27s", id="other-letters-as-utf-8"),
        pytest.param(
            "areas", Filters(), {"strand": "a&item=b"}, "/areas?strand=a%26item%3Db", id="own-parameters-escaped"
        ),
        pytest.param("a b?c#d", Filters(), {}, "/a%20b%3Fc%23d", id="path-escaped"),
    ],
)
def test_link(path, filters, own, address):
    assert link(path, filters, **own) == address


@pytest.mark.parametrize(
    "text",
    [
        "border",
        "two words",
        "\"><script>alert('1')</script>",
        "a&quarter=2025-Q2;topic=x#item",
        "%20+%00 \\ / ? = &amp;",
        "](javascript:alert(1)) **x** $y$ `z`",
        "Спајић 東京 🤝 abc",
    ],
)
def test_link_brings_back_exactly_its_filters(briefing, text):
    filters = Filters(("2025-Q1", "2025-Q4"), ("Cyber and hybrid",), text)
    address = link("recommendations", filters, item="rec-3")
    assert set(address) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~%+&=?/")
    pairs = parse_qsl(urlsplit(address).query, keep_blank_values=True, strict_parsing=True)
    assert pairs == [
        ("quarter", "2025-Q1"),
        ("quarter", "2025-Q4"),
        ("topic", "Cyber and hybrid"),
        ("q", text),
        ("item", "rec-3"),
    ]
    assert Filters.read(pairs, briefing) == (filters, ())


def test_pages_are_those_of_the_design():
    assert set(links.PAGES) == {"", "timeline", "areas", "recommendations", "coverage", "sources"}
    assert set(links.PAGE_OF_TABLE) == {"events", "areas", "recommendations"}
    assert set(links.PAGE_OF_TABLE.values()) <= set(links.PAGES)


def test_pages_have_no_parameters_but_those_of_the_design():
    """The page of every table with items also takes an item."""
    assert set(links.OWN_PARAMETERS) <= set(links.PAGES)
    own = {name for parameters in links.OWN_PARAMETERS.values() for name in parameters}
    assert own == {"strand", "pillar", "sort", "view", "page", "item"}
    assert all("item" in links.OWN_PARAMETERS[page] for page in links.PAGE_OF_TABLE.values())
