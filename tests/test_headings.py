"""Headings that are the answer: for none, one, some and all, seen from any day, and never more than the data says."""

from datetime import date

import pytest

from markup import parse
from small import draw, event, quarter, small

SPRING = date(2025, 5, 10)
THREE = [quarter("2025-Q1"), quarter("2025-Q2"), quarter("2025-Q3")]


@pytest.mark.parametrize(
    ("events", "today", "overview", "timeline"),
    [
        ([], SPRING, "This briefing has no events", "This briefing has no events"),
        ([event("2025-01-02")], SPRING, "The one proposed date has passed; its outcome is not recorded",
         "One event proposed for 2025-Q1; its date has passed"),
        ([event("2025-01-02"), event("2025-02-02")], SPRING,
         "Both proposed dates have passed; outcomes are not recorded",
         "Two events proposed for 2025-Q1; both dates have passed"),
        (THREE, date(2026, 1, 1), "All three proposed dates have passed; outcomes are not recorded",
         "Three events proposed for 2025-Q1 to 2025-Q3; all dates have passed"),
        (THREE, date(2024, 1, 1), "All three proposed dates lie ahead; the next is 2025-Q1",
         "Three events proposed for 2025-Q1 to 2025-Q3; all dates lie ahead, the next is 2025-Q1"),
        (THREE, SPRING,
         "Of three events, one is now, one lies ahead (2025-Q3) and one has passed without a recorded outcome",
         ("Three events proposed for 2025-Q1 to 2025-Q3; one is now, one lies ahead (2025-Q3) and one has passed "
         "without a recorded outcome")),
        ([event("2025-06-01")], SPRING, "The one proposed date lies ahead: 2025-06-01",
         "One event proposed for 2025-Q2; its date lies ahead"),
        ([event("2025-05-10")], SPRING, "The one proposed date is now",
         "One event proposed for 2025-Q2; its date is now"),
        ([event("2025-01-02", status="confirmed")], SPRING,
         "The one confirmed date has passed; its outcome is not recorded",
         "One event confirmed for 2025-Q1; its date has passed"),
        ([event("2025-01-02", status="held")] * 1, SPRING, "The one event was held", "One event held in 2025-Q1"),
        ([event("2025-01-02", status="cancelled"), event("2026-01-02", status="cancelled")], SPRING,
         "Both events are cancelled", "Two cancelled events in 2025-Q1 and 2026-Q1"),
        ([event("2025-01-02", status="held"), event("2025-02-02", status="cancelled"), event("2025-03-02"),
          event("2025-05-01", "2025-06-01"), event("2025-08-01"), event("2025-09-01")], SPRING,
         ("Of six events, one is now, two lie ahead (next: 2025-08-01), one has passed without a recorded outcome, "
         "one was held and one is cancelled"),
         ("Six events in 2025-Q1 to 2025-Q3; one is now, two lie ahead (next: 2025-08-01), one has passed without a "
         "recorded outcome, one was held and one is cancelled")),
        ([event(f"20{year}-02-01") for year in range(10, 22)], SPRING,
         "All 12 proposed dates have passed; outcomes are not recorded",
         "12 events proposed for 2010-Q1 to 2021-Q1; all dates have passed"),
    ],
)  # fmt: skip
def test_what_has_become_of_the_dates(events, today, overview, timeline):
    briefing = small(events=events)
    assert (draw(briefing, "/", today).heading, draw(briefing, "/timeline", today).heading) == (overview, timeline)


AREAS = [{"topics": "One"}, {"topics": "One; Two"}, {"topics": "Three", "strand": "Discussed"}]


@pytest.mark.parametrize(
    ("areas", "link", "heading"),
    [
        ([], "/areas", "This briefing has no areas of cooperation"),
        ([{"topics": "Two"}], "/areas", "One area of cooperation, on Two"),
        (AREAS, "/areas", "Three areas of cooperation, most on One"),
        ([{"topics": topic} for topic in ("One", "Two", "Three")], "/areas",
         "Three areas of cooperation, on three topics"),
        ([{"topics": "One"}] * 2 + [{"topics": "Two"}, {"topics": "Three"}], "/areas",
         "Four areas of cooperation, on three topics"),  # two of four are not most
        (AREAS, "/areas?topic=One", "Two of three areas are on One"),
        (AREAS, "/areas?topic=One&topic=Two&topic=Three", "All three areas are on One, Two or Three"),
        (AREAS, "/areas?topic=Two&strand=Agreed", "One of three areas is under Agreed and is on Two"),
        (AREAS, "/areas?strand=Discussed", "One of three areas is under Discussed"),
        (AREAS, "/areas?quarter=2025-Q1", "Two of three areas have a related event in 2025-Q1"),
        (AREAS, "/areas?q=area+3&topic=Three", "One of three areas is on Three and mentions “area 3”"),
        (AREAS, "/areas?topic=Three&strand=Agreed", "No area matches Agreed and Three"),
        (AREAS, "/areas?q=nowhere", "No area matches “nowhere”"),
        (AREAS, "/areas?q=%22nowhere%22", "No area matches “nowhere”"),
        (AREAS, "/areas?q=nowhere&topic=One&topic=Two", "No area matches One or Two and “nowhere”"),
        (AREAS, "/areas?quarter=2025-Q2&quarter=2025-Q3", "No area matches 2025-Q2 or 2025-Q3"),
    ],
)  # fmt: skip
def test_how_many_areas_and_on_what(areas, link, heading):
    assert draw(small(events=[event("2025-01-02")], areas=areas), link).heading == heading


@pytest.mark.parametrize(
    ("topics", "link", "heading"),
    [
        ([], "/recommendations", "This briefing has no recommendations"),
        (["One"], "/recommendations", "One recommendation; it has a related event"),
        (["Two"], "/recommendations", "One recommendation; it has no related event"),
        (["One", "One"], "/recommendations", "Two recommendations; each has a related event"),
        (["Two", "Three"], "/recommendations", "Two recommendations; none has a related event"),
        (["One", "Two", "Three"], "/recommendations", "Three recommendations; two have no related event"),
        (["One", "Two", "Three"], "/recommendations?topic=Two",
         "One of three recommendations is on Two; it has no related event"),
        (["One", "Two", "Three"], "/recommendations?quarter=2025-Q1",
         "One of three recommendations has a related event in 2025-Q1"),
        (["One"], "/recommendations?item=rec-1", "Recommendation 1"),
    ],
)  # fmt: skip
def test_how_many_recommendations_and_which_have_no_event(topics, link, heading):
    briefing = small(events=[event("2025-01-02")], recommendations=[{"topics": topic} for topic in topics])
    assert draw(briefing, link).heading == heading


@pytest.mark.parametrize(
    ("events", "link", "heading", "line"),
    [
        ([quarter(f"2025-Q{number}", topics="One; Two; Three") for number in (1, 2, 3, 4)], "/coverage",
         "Every topic has a dated event", "3 of 3 topics have a dated event."),
        (THREE, "/coverage", "Two and Three have no dated event; 2025-Q4 has none either",
         "1 of 3 topics has a dated event."),
        ([quarter("2025-Q1", topics="One; Two; Three")], "/coverage",
         "Every topic has a dated event; 2025-Q2 to 2025-Q4 have no event", "3 of 3 topics have a dated event."),
        ([*THREE, quarter("2025-Q4", topics="Two")], "/coverage?quarter=2025-Q1",
         "Three has no dated event; Two has none in this view", "1 of 3 topics has a dated event in this view."),
        (THREE, "/coverage?topic=One", "The topic One has a dated event; 2025-Q4 has no matching event",
         "1 of 1 topic has a dated event."),
        ([quarter("2025-Q1", topics="One; Two")], "/coverage?topic=One&topic=Two",
         "One and Two have a dated event; 2025-Q2 to 2025-Q4 have no matching event",
         "2 of 2 topics have a dated event."),
        ([], "/coverage", "One, Two and Three have no dated event", "0 of 3 topics have a dated event."),
    ],
)  # fmt: skip
def test_which_topics_and_quarters_have_no_event(events, link, heading, line):
    drawn = draw(small(events=events), link)
    assert drawn.heading == heading
    assert parse(drawn.content).one("p", class_="lede").text == line


@pytest.mark.parametrize(
    ("link", "line"),
    [
        ("/coverage", "Two areas have no related event."),
        ("/coverage?topic=One", "Every matching area has a related event."),
        ("/coverage?topic=Two", "One matching area has no related event."),
        ("/coverage?quarter=2025-Q1", ""),
    ],
)
def test_items_without_an_event_are_said_to_be_those_in_view(link, line):
    briefing = small(events=[event("2025-01-02")], areas=[{"topics": topic} for topic in ("One", "Two", "Three")])
    lede = parse(draw(briefing, link).content).one("p", class_="lede").text
    assert lede.partition(". ")[2] == line


@pytest.mark.parametrize(
    ("events", "today", "line"),
    [
        (THREE, date(2026, 1, 1),
         "None is confirmed, and nothing here records whether any took place. 2025-Q4 has no event."),
        ([event("2025-01-02")], SPRING,
         "It is not confirmed, and nothing here records whether it took place. 2025-Q2 to 2025-Q4 have no event."),
        (THREE, SPRING, ("None is confirmed, and nothing here records whether the one that has passed took place. "
         "2025-Q4 has no event.")),
        (THREE, date(2025, 8, 1), ("None is confirmed, and nothing here records whether either of the two that have "
         "passed took place. 2025-Q4 has no event.")),
        (THREE, date(2024, 1, 1), "None is confirmed. 2025-Q4 has no event."),
        ([quarter("2025-Q1", "confirmed"), quarter("2025-Q2")], date(2024, 1, 1),
         "One of two events is confirmed. 2025-Q3 to 2025-Q4 have no event."),
        ([quarter("2025-Q1", "confirmed"), quarter("2025-Q2", "confirmed")], date(2024, 1, 1),
         "Both events are confirmed. 2025-Q3 to 2025-Q4 have no event."),
        ([quarter("2025-Q1", "held"), quarter("2025-Q2", "held")], SPRING, "2025-Q3 to 2025-Q4 have no event."),
    ],
)  # fmt: skip
def test_the_line_below_says_how_settled_the_events_are(events, today, line):
    assert parse(draw(small(events=events), "/timeline", today).content).one("p", class_="lede").text == line


@pytest.mark.parametrize(
    ("evidence", "heading"),
    [(["A report"], "One article, checked against the public record"), ([""], "One article, and what it leaves open"),
     ([], "One article, and what it leaves open")],
)  # fmt: skip
def test_only_a_note_with_evidence_is_a_check(evidence, heading):
    notes = [{"subject": "events", "evidence": said} for said in evidence]
    assert draw(small(notes=notes), "/sources").heading == heading
