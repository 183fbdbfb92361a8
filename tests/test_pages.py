"""What the pages say: exactly the items of the link, counts that hold, and nothing that is false."""

from datetime import date
from itertools import pairwise, product
from urllib.parse import urlencode

import pytest

import pages
from components.briefing.address import Address
from components.briefing.contract import AREAS, CHANGES, EVENTS, FACTS, NOTES, RECOMMENDATIONS, Kind
from components.briefing.filters import Filters
from components.briefing.store import Snapshot
from components.content.choices import facets
from components.content.rows import count_matches

import exported
import reference
from markup import Element, cards, parse
from paths import DATA
from small import TODAY, draw, event, quarter, small

QUARTERS = ("", "2025-Q1", "2025-Q3", "2025-Q4")
TOPICS = ("", "Exercises", "Intelligence", "Capabilities", "Reform")
ITEM_PAGES = {"timeline": EVENTS, "areas": AREAS, "recommendations": RECOMMENDATIONS}


def page(briefing, link: str = "/", today: date = TODAY) -> Element:
    return parse(draw(briefing, link, today).content)


@pytest.mark.parametrize("path", ITEM_PAGES)
def test_a_page_shows_exactly_the_items_of_its_link_and_says_so(briefing, path: str):
    """In every combination of quarter, topic, words and strand or pillar: the items, and no other claim about them."""
    table = ITEM_PAGES[path]
    groups = ["", *(dict.fromkeys(briefing.table(table.name)[table.group]) if table.group else ())]
    for chosen_quarter, topic, words, group in product(QUARTERS, TOPICS, ("", "cyber"), groups):
        chosen = exported.link(chosen_quarter, topic, words) | ({table.group: group} if group else {})
        wanted = [
            row["id"]
            for row in reference.rows(DATA, table.name)
            if row["id"] in reference.matching(DATA, chosen_quarter, topic, words)[table.name]
            and (not group or row[table.group] == group)
        ]
        shown = page(briefing, f"/{path}?{urlencode(chosen)}")
        assert cards(shown) == wanted, chosen
        heading, is_empty = shown.one("h1").text, not wanted
        assert heading.startswith(f"No {table.noun} matches") == is_empty, chosen
        assert bool(shown.all("ul", class_="ways")) == is_empty
        if chosen:
            total = len(briefing.table(table.name))
            assert f": {len(wanted)} of {total} {table.noun}s ·" in shown.all("p", class_="matching")[0].text


@pytest.mark.parametrize("page_of", [one for one in pages.PAGES if one.tables != (CHANGES,)], ids=lambda one: one.name)
def test_a_chip_counts_what_the_page_would_show_if_it_were_its_filters_only_choice(briefing, page_of):
    for chosen_quarter, topic, words in product(QUARTERS, TOPICS, ("", "cyber")):
        asked = pages.page_request(
            page_of.path, [("quarter", chosen_quarter), ("topic", topic), ("q", words)], Snapshot(briefing), TODAY, ""
        )
        for facet in facets(asked, page_of.tables):
            for option in facet.options:
                only = {"quarter": chosen_quarter, "topic": topic, facet.parameter: option.name}
                found = reference.matching(DATA, only["quarter"], only["topic"], words)
                wanted = sum(len(found[table.name]) for table in page_of.tables)
                assert option.matches == wanted, (page_of.path, chosen_quarter, topic, words, option.name)


def test_chips_count_within_the_chosen_strand(briefing):
    shown = page(briefing, "/areas?strand=Dialogue+area")
    counted = {chip.one("bdi").text: chip.one("span", class_="n").text for chip in shown.all("a", class_="chip")}
    assert counted["Intelligence"] == "1 area"
    assert counted["Exercises"] == "0 areas"


def test_the_changes_are_counted_and_narrowed_by_the_items_that_they_concern():
    briefing = small(
        events=[event("2025-01-01", topics="One"), event("2025-05-01", topics="Two")],
        changes=[{"date": "2025-01-01", "subject": subject, "change": f"About {subject}."}
                 for subject in ("evt-1", "evt-2", "evt-2", "briefing")],
    )  # fmt: skip
    assert draw(briefing, "/changes").heading == "Four changes of the data, the last on 1 January 2025"
    shown = page(briefing, "/changes?topic=Two")
    assert shown.one("h1").text == "Two of four changes concern what matches, the last on 1 January 2025"
    for drawn in (shown, page(briefing, "/briefing?topic=Two")):
        assert [one.attributes["id"] for one in drawn.all("section", class_="change")] == ["chg-3", "chg-2"]
    assert shown.one("p", class_="matching").text.startswith("Two: 2 of 4 changes")
    counted = {chip.one("bdi").text: chip.one("span", class_="n").text for chip in shown.all("a", class_="chip")}
    assert (counted["One"], counted["Two"], counted["2025-Q2"]) == ("1 change", "2 changes", "2 changes")
    one = draw(briefing, "/changes?topic=One").heading
    assert one == "One of four changes concerns what matches, on 1 January 2025"
    assert draw(briefing, "/changes?topic=Three").heading == "No change concerns an item that matches"


def test_what_matches_in_words_of_any_number_of_rows():
    """The counts of many quarters and rows come from masks; they agree with counting each view."""
    events = [
        quarter(f"20{year}-Q{number}", topics=("One", "Two")[year % 2]) for year in (24, 25) for number in (1, 2, 3)
    ]
    areas = [{"topics": topics} for topics in ("One", "One; Two", "Three", "Two; Three")]
    briefing = small(events=events, areas=areas)
    asked = pages.page_request("", [("topic", "Two")], Snapshot(briefing), TODAY, "")
    (by_quarter, _) = facets(asked, pages.PAGES[0].tables)
    for option in by_quarter.options:
        view = Filters((option.name,), ("Two",)).apply(briefing)
        assert option.matches == len(view.events) + len(view.areas)


@pytest.mark.parametrize(
    ("link", "ways"),
    [
        ("/recommendations?quarter=2025-Q3&topic=Reform",
         [("Drop 2025-Q3, keep Reform: 1 recommendation", "/recommendations?topic=Reform"),
          ("Drop Reform, keep 2025-Q3: 1 recommendation", "/recommendations?quarter=2025-Q3"),
          ("Clear both filters: all seven recommendations", "/recommendations")]),
        ("/recommendations?pillar=Economic+stability&topic=Reform",
         [("Drop Reform, keep Economic stability: 3 recommendations", "/recommendations?pillar=Economic+stability"),
          ("Drop Economic stability, keep Reform: 1 recommendation", "/recommendations?topic=Reform"),
          ("Clear both filters: all seven recommendations", "/recommendations")]),
        ("/timeline?quarter=2025-Q4", [("Clear the filter: all three events", "/timeline")]),
        ("/?q=nowhere&topic=Reform&quarter=2025-Q4",
         [("Clear the filters: all 16 items", "/")]),
    ],
)  # fmt: skip
def test_an_empty_page_offers_ways_out_that_lead_somewhere(briefing, link, ways):
    shown = page(briefing, link).one("ul", class_="ways").all("li")
    assert [(way.text, way.one("a").attributes["href"]) for way in shown] == ways


def test_a_strand_and_a_topic_of_one_name_are_two_filters():
    briefing = small(topics=("One", "Two"), areas=[{"topics": "One", "strand": "Two"}, {"topics": "Two"}])
    shown = page(briefing, "/areas?strand=Two&topic=Two&q=area")
    assert [way.text for way in shown.one("ul", class_="ways").all("li")] == [
        "Drop Two, keep Two and “area”: 1 area",
        "Drop Two, keep Two and “area”: 1 area",
        "Clear the filters: both areas",
    ]


@pytest.mark.parametrize(
    ("link", "words"),
    [
        ("/timeline?quarter=2025-Q1&quarter=2025-Q2", "Clear the filter"),
        ("/timeline?quarter=2025-Q1&quarter=2025-Q2&topic=Exercises&topic=Reform", "Clear both filters"),
        ("/timeline?quarter=2025-Q2&topic=Exercises&topic=Reform", "Clear both filters"),
    ],
)
def test_the_link_that_clears_counts_filters_and_not_their_values(briefing, link, words):
    shown = page(briefing, link)
    assert shown.one("p", class_="matching").all("a")[0].text == words
    assert [ways.all("li")[-1].text for ways in shown.all("ul", class_="ways")] in ([], [f"{words}: all three events"])


@pytest.mark.parametrize(
    ("link", "reason"),
    [
        ("/recommendations?quarter=2025-Q3&topic=Reform",
         "Reform has no dated event in this briefing, so no quarter leads there."),
        ("/areas?quarter=2025-Q4", "No event of this briefing lies in 2025-Q4."),
        ("/timeline?topic=Reform", "Reform has no dated event in this briefing."),
        ("/areas?q=nowhere", ""),
    ],
)  # fmt: skip
def test_an_empty_page_says_why_where_that_is_known(briefing, link, reason):
    assert [line.text for line in page(briefing, link).all("p", class_="lede")] == [reason] * bool(reason)


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("/areas?quarter=2025-Q9&strand=nope&item=area-99",
         "Ignored in this link: quarter 2025-Q9, strand nope, item area-99."),
        ("/timeline?page=7", "Ignored in this link: page 7."),
        ("/timeline?v=0123456789ab", "The data has changed since this link was made. What changed"),
    ],
)  # fmt: skip
def test_what_a_link_asks_for_in_vain_is_said(briefing, link, said):
    assert [notice.text for notice in page(briefing, link).all("p", class_="notice")] == [said]


def test_a_link_of_this_version_says_nothing_of_changes(briefing):
    assert not page(briefing, f"/timeline?v={briefing.version}").all("p", class_="notice")


@pytest.mark.parametrize(
    ("link", "wanted"),
    [
        ("/recommendations?sort=Title&view=None", ["rec-6", "rec-2", "rec-1", "rec-5", "rec-3", "rec-7", "rec-4"]),
        ("/recommendations?sort=Dated+first&view=None",
         ["rec-1", "rec-2", "rec-5", "rec-6", "rec-7", "rec-3", "rec-4"]),
        ("/recommendations?view=Topic&topic=Intelligence&topic=Regional", ["rec-2", "rec-6", "rec-6"]),
        ("/areas?view=Treemap", [f"area-{number}" for number in range(1, 7)]),
    ],
)  # fmt: skip
def test_a_pages_own_choices_are_honoured(briefing, link, wanted):
    shown = page(briefing, link)
    titles = {row["title"]: row["id"] for table in reference.TABLES for row in reference.rows(DATA, table)}
    assert [titles[card.one("h3").text] for card in shown.all("article")] == wanted


@pytest.mark.parametrize(
    ("words", "links"),
    [
        ("Rutte", [("Note on people", "/sources#note-1")]),
        ("headquarters podgorica", [("Note on place", "/sources#note-2")]),
        ("PODGORICA", [("Note on place", "/sources#note-2"), ("Place", "/sources#fact-place-as-reported")]),
        ("“any of them”", [("Note on events", "/sources#note-5")]),
        ("workshop", []),
    ],
)
def test_notes_and_facts_that_hold_the_words_are_listed_with_links(briefing, words, links):
    for one in pages.PAGES:
        found = page(briefing, f"/{one.path}?q={words}").all("span", class_="also")
        assert [(link.text, link.attributes["href"]) for line in found for link in line.all("a")] == links
        ids = [element.attributes.get("id") for element in page(briefing, "/sources").all()]
        assert all(href.partition("#")[2] in ids for _, href in links)


@pytest.mark.parametrize(
    ("target", "link"),
    [
        ("https://a.example/report?kind=data",
         "https://a.example/report?kind=data&item=evt-1&link=http%3A%2F%2Fh%2Ftimeline%3Fitem%3Devt-1&version={version}"),
        ("mailto:desk@a.example",
         ("mailto:desk@a.example?subject=Correction%20to%20evt-1%2C%20A%20small%20briefing&body=What%20is%20wrong%3A%0A%0A%0A"
         "Item%3A%20evt-1%0ALink%3A%20http%3A%2F%2Fh%2Ftimeline%3Fitem%3Devt-1%0AData%20version%3A%20{version}%0A")),
    ],
)  # fmt: skip
def test_a_mistake_can_be_reported_with_everything_filled_in(target, link):
    briefing = small(facts={"correction address": target}, events=[event("2025-01-01")], notes=[{"subject": "events"}])
    found = [one.attributes["href"] for one in page(briefing, "/timeline").all("a") if one.text == "Report a mistake"]
    assert found[0] == link.format(version=briefing.version)
    assert len(found) == 2
    assert "note-1" in found[1]


def test_words_in_quotation_marks_are_said_with_one_pair_of_them(briefing):
    assert draw(briefing, '/timeline?q="cyber+defense"').heading == (
        "One of three events mentions “cyber defense”; its date has passed"
    )


def test_next_first_puts_what_comes_before_what_has_passed():
    briefing = small(
        events=[event("2025-01-01"), event("2025-09-01"), event("2025-05-01", "2025-06-01"), event("2025-07-01"),
                event("2025-03-01", status="held")]
    )  # fmt: skip
    assert cards(page(briefing, "/timeline?sort=Next+first", date(2025, 5, 10))) == [
        "evt-3", "evt-4", "evt-2", "evt-5", "evt-1",
    ]  # fmt: skip


def test_an_item_that_stands_under_two_topics_has_its_id_once(briefing):
    shown = page(briefing, "/recommendations?view=Topic").all("article")
    ids = [card.attributes["id"] for card in shown if "id" in card.attributes]
    assert len(shown) > len(ids) == len(set(ids))


def test_a_linked_item_is_the_subject_of_its_page_whatever_the_filters(briefing):
    shown = page(briefing, "/recommendations?item=rec-3&topic=Reform")
    assert shown.one("h1").text == "Modernization of Defense Capabilities"
    assert cards(shown) == ["rec-4"]
    assert "One of six other recommendations matches the filters" in [heading.text for heading in shown.all("h2")]
    facts = dict(zip([term.text for term in shown.one("dl", class_="facts").all("dt")],
                     [said.text for said in shown.one("dl", class_="facts").all("dd")], strict=True))  # fmt: skip
    assert facts["Related event"] == "None. No event of the timeline carries this topic."
    assert facts["Link to this item"] == "/recommendations?item=rec-3"


def test_more_than_24_items_are_paged_and_other_items_begin_at_their_first_page():
    briefing = small(events=[event("2025-01-01", topics=("One", "Two")[number % 2]) for number in range(60)])
    shown = page(briefing, "/timeline?page=2")
    assert cards(shown) == [f"evt-{number}" for number in range(25, 49)]
    pager = shown.one("nav", class_="pager")
    assert [(link.text, link.attributes["href"]) for link in pager.all("a")] == [
        ("1", "/timeline"), ("3", "/timeline?page=3"), ("Next", "/timeline?page=3"),
    ]  # fmt: skip
    assert pager.all("span")[0].text == "25 to 48 of 60 events"
    chip = next(chip for chip in shown.all("a", class_="chip") if chip.one("bdi").text == "Two")
    assert chip.attributes["href"] == "/timeline?topic=Two"


def test_a_card_names_its_related_events_and_says_where_they_stand(briefing):
    facts = {
        card.attributes["id"]: card.one("div", class_="fact").text for card in page(briefing, "/areas").all("article")
    }
    assert facts["area-1"].startswith(
        "Related events: Joint Military Exercises, 2025-Q1, passed; Intelligence Workshop, 2025-Q2, passed"
    )
    assert facts["area-4"].startswith("Related event: none")


def test_differences_on_the_meeting_come_first_and_are_announced(briefing):
    shown = page(briefing)
    assert shown.one("p", class_="caution").text == (
        "Before you quote: the public record differs from the article on two points, people and place. "
        "Compare both versions"
    )
    rows = list(shown.all("section", class_="version"))
    assert [row.one("h3").text for row in rows] == [
        "PeoplePublic record differs", "PlacePublic record differs", "Date", "Parties",
    ]  # fmt: skip
    assert "Jens Stoltenberg" in rows[0].text
    assert "it was Rutte who met" in rows[0].text
    assert rows[3].text.endswith("No difference noted")


def test_a_note_on_an_item_is_on_its_card_and_on_its_page():
    briefing = small(
        events=[event("2025-01-01")],
        notes=[
            {"subject": "evt-1", "reported": "It was in May.", "finding": "It was in June.", "evidence": "A letter"}
        ],
    )
    assert "Public record differs" in page(briefing, "/timeline").one("article").text
    assert "It was in June." in page(briefing, "/timeline?item=evt-1").text


@pytest.mark.parametrize(
    ("evidence", "links"),
    [
        ("A report, https://a.example/x", [("A report", "https://a.example/x")]),
        ("See https://a.example/x.", [("https://a.example/x", "https://a.example/x")]),
        ("(https://a.example/x), and more", [("https://a.example/x", "https://a.example/x")]),
        ("Wiki, https://a.example/Cell_(biology)", [("Wiki", "https://a.example/Cell_(biology)")]),
        ("One http://a.example and two https://b.example/?q=1&r=2;", [
            ("http://a.example", "http://a.example"), ("https://b.example/?q=1&r=2", "https://b.example/?q=1&r=2")]),
        ("javascript:alert(1) ftp://a.example", []),
    ],
)  # fmt: skip
def test_addresses_in_evidence_are_links_without_the_punctuation_around_them(evidence, links):
    shown = page(small(notes=[{"subject": "events", "evidence": evidence}]), "/sources")
    (hint,) = [line for line in shown.all("p", class_="hint") if line.text.startswith("Evidence")]
    assert [(link.text, link.attributes["href"]) for link in hint.all("a")] == links


def test_every_chart_has_a_table_of_the_same_rows(briefing):
    for path, first in {"": "Joint Military Exercises", "timeline": "Joint Military Exercises", "areas": "Exercises",
                        "coverage": "Exercises"}.items():  # fmt: skip
        table = page(briefing, f"/{path}").one("details", class_="more")
        assert table.one("tbody").all("th")[0].text == first


def test_the_sources_count_the_rows_of_the_files_that_they_offer():
    briefing = small(events=[event("2025-01-01")], changes=[{"date": "2025-01-01", "subject": "briefing"}])
    for query, wanted in {"": {"events.csv": "1", "changes.csv": "1"}, "?q=nowhere": {}}.items():
        files = [row for row in page(briefing, f"/sources{query}").all("tr") if row.all("td")]
        counted = {row.one("th").text: row.all("td")[-1].text for row in files if row.all("td")[-1].text.isdecimal()}
        assert {name: counted[name] for name in ("events.csv", "changes.csv") if name in counted} == wanted


def test_a_briefing_without_events_does_not_say_that_none_matches():
    briefing = small(areas=[{}])
    assert "No event matches" not in page(briefing, "/").text
    assert "No event matches; 1 area does." in page(briefing, "/?topic=One").text


def test_the_share_panel_has_the_link_of_exactly_this_view(briefing):
    share = page(briefing, "/areas?topic=Reform&strand=Key+agreement&quarter=2025-Q9").one("details", class_="sharing")
    assert share.all("input")[0].attributes["value"] == (
        f"http://h/areas?topic=Reform&strand=Key+agreement&v={briefing.version}"
    )
    assert "webcal://h/export/events.ics?topic=Reform" in [link.attributes["href"] for link in share.all("a")]


def test_only_a_page_with_a_chart_offers_to_embed_it(briefing):
    for link, is_offered in {"/areas": True, "/recommendations": False, "/timeline?item=evt-1": False}.items():
        share = page(briefing, link).one("details", class_="sharing").text
        assert ("Embedding is switched off on this server." in share) == is_offered


def test_a_link_that_servers_refuse_is_said_before_it_is_sent():
    topics = [f"{'Тема' * 12} {number}" for number in range(40)]
    briefing = small(topics=topics, events=[event("2025-01-01", topics="; ".join(topics))])
    everything = str(Address("", Filters(topics=tuple(topics))))
    assert "longer than the server accepts" in page(briefing, everything).one("details", class_="sharing").text
    assert "longer than the server accepts" not in page(briefing).one("details", class_="sharing").text


def test_an_embedded_page_is_its_finding_and_its_chart(briefing):
    shown = page(briefing, "/timeline?embed=true&quarter=2025-Q1")
    assert shown.one("h1").text == "One of three events is in 2025-Q1; its date has passed"
    assert not shown.all("nav")
    assert not shown.all("form")
    assert [(link.text, link.attributes["href"]) for link in shown.one("footer").all("a")] == [
        ("Open the timeline with its notes", "/timeline?quarter=2025-Q1")
    ]


@pytest.mark.parametrize("one", pages.PAGES, ids=lambda one: one.name)
@pytest.mark.parametrize("query", ["", "?quarter=2025-Q2&topic=Intelligence&topic=Regional", "?q=nowhere"])
def test_every_link_within_the_site_keeps_what_it_can_and_repeats_no_id(briefing, one, query):
    shown = page(briefing, f"/{one.path}{query}")
    ids = [element.attributes["id"] for element in shown.all() if "id" in element.attributes]
    assert sorted(ids) == sorted(set(ids))
    menu = [link.attributes["href"] for link in shown.one("ul", class_="menu").all("a")]
    assert menu == [f"/{other.path}{query}" for other in pages.PAGES]
    for name in [link.attributes["href"] for link in shown.all("a") if link.attributes["href"].startswith("#")]:
        assert name[1:] in ids


@pytest.mark.parametrize("kept", ["events", "areas", "recommendations", "notes"])
def test_tables_without_rows_have_pages_too(kept):
    rows = {"events": [event("2025-01-01")], "areas": [{}], "recommendations": [{}], "notes": [{"subject": "title"}]}
    briefing = small(**{kept: rows[kept]})
    for one in pages.PAGES:
        for query in ("", "?topic=Two", "?item=evt-1"):
            assert draw(briefing, f"/{one.path}{query}").heading


HOSTILE = (
    "</script><script>alert(1)</script>", '"><img src=http://evil.example onerror=alert(1)>', "{{ 7 * 7 }} {% x %}",
    "]]> <!-- -->", "' onmouseover='alert(1)", "<b>&amp</b>",
)  # fmt: skip


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_texts_are_shown_as_they_are(hostile):
    """Each column and each fact has its own, and some page shows it; none makes an element or an attribute."""
    texts = {
        table: {
            column.name: f"{hostile} {table.name} {column.name}" for column in table.columns if column.kind is Kind.TEXT
        }
        for table in (EVENTS, AREAS, RECOMMENDATIONS, NOTES, CHANGES)
    }
    facts = {fact.name: f"{hostile} {fact.name}" for fact in FACTS if fact.kind is Kind.TEXT}
    topic = f"{hostile} topic"
    own = {"topics": topic, "subject": "events", "date": "2025-01-01", "start": "2025-01-01", "end": "2025-01-01"}
    briefing = small(
        topics=(topic, "Two"), facts=facts, **{table.name: [own_texts | own] for table, own_texts in texts.items()}
    )
    plain = small(topics=("One", "Two"), **{table.name: [{**own, "topics": "One", "evidence": "A"}] for table in texts})
    said = []
    for one in pages.PAGES:
        shown, usual = page(briefing, f"/{one.path}"), page(plain, f"/{one.path}")
        assert {element.name for element in shown.all()} <= {element.name for element in usual.all()}
        said.append(shown.text)
    wanted = [
        topic,
        *facts.values(),
        *(text for table in texts for name, text in texts[table].items() if name not in own),
    ]
    missing = [text for text in wanted if " ".join(text.split()) not in " ".join(said)]
    assert not missing, f"on no page (see “a column” in CONTRIBUTING.md): {missing}"


@pytest.mark.parametrize("table", ITEM_PAGES.values(), ids=lambda table: table.name)
def test_every_column_is_on_the_page_of_an_item_and_on_paper(table):
    texts = {column.name: f"Its {column.name}" for column in table.columns if column.kind is Kind.TEXT}
    briefing = small(**{table.name: [{"start": "2025-01-01", "end": "2025-01-01", **texts}]})
    for link in (f"/{table.page}?item={table.columns[0].prefix}-1", "/briefing"):
        shown = page(briefing, link).text
        assert [name for name, text in texts.items() if text not in shown] == [], link


@pytest.mark.parametrize("path", [*(one.path for one in pages.PAGES), "timeline?item=evt-1", "briefing"])
def test_headings_skip_no_level(briefing, path):
    elements = page(briefing, f"/{path}").one("main").all()
    levels = [int(element.name[1]) for element in elements if element.name in ("h1", "h2", "h3")]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise([0, *levels]))


def test_counts_of_a_page_are_those_of_its_tables(briefing):
    asked = pages.page_request("areas", [("strand", "Key agreement")], Snapshot(briefing), TODAY, "")
    assert count_matches(asked.view.briefing, asked.address, (AREAS,)) == 3
