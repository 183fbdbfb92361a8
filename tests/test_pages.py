"""Pages as Streamlit runs them: each shows exactly the items of its link, and says what a reader must know."""

import re
from itertools import product

import pytest
from streamlit.testing.v1 import AppTest

from components.briefing import store
from components.briefing.links import OWN_PARAMETERS

import rule
from app import PAGES, clean, figures, open_page, tables, text
from paths import DATA

QUARTERS = ("", "2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4")
TOPICS = ("", "Exercises", "Intelligence", "Capabilities", "Investment", "Cyber and hybrid", "Regional", "Reform")
WORDS = ("", "intelligence", "Dëfënsë", "nowhere")

COMBINATIONS = [
    pytest.param(quarter, topic, words, id="/".join((quarter or "any", topic or "any", words or "any")))
    for quarter, topic, words in product(QUARTERS, TOPICS, WORDS)
]


def link_of(quarter: str, topic: str, words: str) -> str:
    return "&".join(f"{key}={value}" for key, value in (("quarter", quarter), ("topic", topic), ("q", words)) if value)


def carded(app: AppTest) -> list[str]:
    """The ids on cards, in order."""
    return re.findall(r"Link to ((?:evt|area|rec)\\-\d+)", text(app).replace("\n", " "))


def ids(app: AppTest) -> list[str]:
    return [found.replace("\\", "") for found in carded(app)]


def titled(rows: list[dict[str, str]], column: str) -> list[str]:
    """The ids to which the titles of a table lead."""
    return [re.search(r"item=([a-z]+-\d+)", row[column]).group(1) for row in rows]


def drawn(app: AppTest) -> list[str]:
    """The ids of the marks of the Gantt, in order."""
    return [trace["customdata"][0][0] for trace in figures(app)[0]["data"]]


@pytest.mark.parametrize(("quarter", "topic", "words"), COMBINATIONS)
def test_every_page_shows_exactly_the_items_of_the_link(quarter: str, topic: str, words: str):
    """Cards, tables, figures and counts of all six pages, against the rule written a second time."""
    query = link_of(quarter, topic, words)
    wanted = rule.matching(DATA, quarter, topic, words)
    events, areas, recommendations = (wanted[table] for table in rule.TABLES)

    overview = clean(open_page("", query))
    sizes = [f"{len(found)}" if len(found) == total else f"{len(found)} of {total}"
             for found, total in ((events, 3), (areas, 6), (recommendations, 7))]  # fmt: skip
    assert [metric.value for metric in overview.metric][:3] == sizes
    if events:
        assert drawn(overview) == events

    timeline = clean(open_page("timeline", query))
    assert ids(timeline) == events
    assert drawn(timeline) == events
    if events:
        assert titled(tables(timeline)[0], "Event") == events
    assert f"**{len(events)} of 3 events**" in text(timeline)

    shown = clean(open_page("areas", query))
    assert ids(shown) == areas
    assert f"**{len(areas)} of 6 areas**" in text(shown)
    if areas:
        assert titled(tables(shown)[-1], "Title") == areas
        rows = [row for row in rule.rows(DATA, "areas") if row["id"] in areas]
        counted = sum(len(rule.topics_of(row) & ({topic} if topic else set(TOPICS))) for row in rows)
        assert sum(sum(trace["x"]) for trace in figures(shown)[0]["data"]) == counted
        boxes = clean(open_page("areas", f"{query}&view=Treemap"))
        leaves = figures(boxes)[0]["data"][0]
        assert sum(v for v, data in zip(leaves["values"], leaves["customdata"], strict=True) if data[0]) == counted

    cards = clean(open_page("recommendations", query))
    assert ids(cards) == recommendations  # grouped by pillar, which is the order of the file
    assert f"**{len(recommendations)} of 7 recommendations**" in text(cards)
    if recommendations:
        assert titled(tables(cards)[0], "Title") == recommendations

    coverage = clean(open_page("coverage", query))
    counts = {
        (topic_of, name): int(label) if label.isdigit() else 0
        for trace in figures(coverage)[0]["data"]
        for (topic_of, _, name, _), label in zip(trace["customdata"], trace["text"], strict=True)
    }
    for row in rule.rows(DATA, "events"):
        for carried in rule.topics_of(row):
            if (carried, *rule.quarters_of(row)) in counts:
                assert counts[carried, *rule.quarters_of(row)] == (row["id"] in events)
    assert sum(number for (_, name), number in counts.items() if name == "Recommendations") == sum(
        len(rule.topics_of(row) & ({topic} if topic else set(TOPICS)))
        for row in rule.rows(DATA, "recommendations")
        if row["id"] in recommendations
    )

    sources = clean(open_page("sources", query))
    linked = [titled(rows, "Event" if "Event" in rows[0] else "Title") for rows in tables(sources)
              if {"Event", "Title"} & set(rows[0])]  # fmt: skip
    assert linked == [found for found in (events, areas, recommendations) if found]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(
    ("query", "said"),
    [
        pytest.param("quarter=2025-Q9&topic=nope", ["quarter 2025-Q9", "topic nope"], id="unknown"),
        pytest.param("quarter=2025-Q9&q=%00<script>alert(1)</script>", ["quarter 2025-Q9"], id="markup"),
        pytest.param("q=" + "x" * 100_000, ["q xxx", "…"], id="100-KB"),
        pytest.param("&".join(f"topic=t{n}" for n in range(1_000)), ["topic t0", "995 more"], id="1,000-parameters"),
        pytest.param("quarter=%ff%fe&topic=%E0%80", ["quarter \ufffd", "topic \ufffd"], id="broken-encoding"),
        pytest.param("topic=$5 and $6 :material/home: [a](b) ![i](http://x.example/i.png)", ["![i]"], id="markdown"),
        pytest.param("&quarter=&topic=&q=&=&&==", [], id="nothing-at-all"),
    ],
)
def test_a_strange_link_raises_nothing_and_says_what_was_ignored(path: str, query: str, said: list[str]):
    app = clean(open_page(path, query))
    warned = re.sub(r"\\(.)", r"\1", " ".join(warning.value for warning in app.warning))
    assert bool(app.warning) == bool(said)
    assert all(part in warned for part in said)


@pytest.mark.parametrize(
    ("asked", "quarters", "topics", "left"),
    [
        ("quarter=2025-q1", ["2025-Q1"], [], {"quarter": "2025-Q1"}),
        ("quarter=%202025-Q2%20&topic=INVESTMENT", ["2025-Q2"], ["Investment"],
         {"quarter": "2025-Q2", "topic": "Investment"}),
        ("quarter=2025-Q3&quarter=2025-q1&quarter=2025-Q9", ["2025-Q1", "2025-Q3"], [],
         {"quarter": ["2025-Q1", "2025-Q3"]}),
        ("quarter=2025-Q9", [], [], {}),
    ],
)  # fmt: skip
def test_a_link_is_written_the_way_the_filter_bar_takes_it(asked, quarters, topics, left):
    app = clean(open_page("timeline", asked))
    assert app.multiselect(key="quarter").value == quarters
    assert app.multiselect(key="topic").value == topics
    assert dict(app.query_params) == left


def test_choosing_and_clearing_filters_keeps_the_link_in_step():
    app = clean(open_page("recommendations"))
    app.multiselect(key="quarter").set_value(["2025-Q3"])
    clean(app.run())
    assert ids(app) == rule.matching(DATA, "2025-Q3")["recommendations"]
    app.text_input(key="q").set_value("funding")
    clean(app.run())
    assert "2025\\-Q3 · “funding”" in text(app)
    app.button(key="clear").click()
    clean(app.run())
    assert len(ids(app)) == 7
    assert dict(app.query_params) == {}


def test_what_was_ignored_is_said_until_the_reader_chooses():
    app = clean(open_page("timeline", "quarter=2025-Q9"))
    assert app.warning
    app.multiselect(key="quarter").set_value(["2025-Q1"])
    assert not clean(app.run()).warning


def test_a_topic_on_a_card_filters_and_takes_itself_back():
    app = clean(open_page("recommendations"))
    button = next(button for button in app.button if "Reform" in button.label)
    button.click()
    clean(app.run())
    assert app.multiselect(key="topic").value == ["Reform"]
    assert ids(app) == ["rec-4"]
    next(button for button in app.button if "Reform" in button.label).click()
    clean(app.run())
    assert app.multiselect(key="topic").value == []


def test_the_page_that_names_the_secretary_general_shows_the_note_beside_it():
    for path in ("", "sources"):
        said = text(clean(open_page(path)))
        assert "Jens Stoltenberg" in said
        assert "Mark Rutte has held the office since 1 October 2024" in said
        assert "Brussels" in said


def test_no_other_page_names_the_secretary_general():
    for path in ("timeline", "areas", "recommendations", "coverage"):
        assert "Stoltenberg" not in text(clean(open_page(path)))


def test_the_timeline_says_that_dates_are_proposals_and_outcomes_unknown():
    said = text(clean(open_page("timeline")))
    assert "All 3 events are proposals; all 3 events are dated to the quarter only; outcomes are not recorded" in said
    assert "Nothing in this data says whether any of them took place" in said


def test_coverage_names_the_topics_without_a_date_and_the_quarter_without_an_event():
    app = clean(open_page("coverage"))
    assert "Capabilities and Reform have no dated event; 2025\\-Q4 has no event" in app.header[0].value
    assert titled(tables(app)[-1], "Title") == ["area-4", "rec-3", "rec-4"]


def test_a_quarter_says_through_which_event_an_item_matches():
    said = text(clean(open_page("areas", "quarter=2025-Q1")))
    assert "In this view through Joint Military Exercises (2025\\-Q1)" in said.replace("\\(", "(").replace("\\)", ")")


@pytest.mark.parametrize("path", ["timeline", "areas", "recommendations"])
def test_an_empty_view_says_so_and_offers_to_clear_the_filters(path: str):
    app = clean(open_page(path, "quarter=2025-Q4"))
    assert re.search(r"No (event|area|recommendation) matches 2025\\-Q4", text(app))
    app.button(key=next(button.key for button in app.button if button.key.startswith("clear-empty"))).click()
    clean(app.run())
    assert dict(app.query_params) == {}


@pytest.mark.parametrize(("path", "item"), [("timeline", "evt-2"), ("areas", "area-4"), ("recommendations", "rec-3")])
def test_a_link_to_an_item_shows_it_first_and_marked_until_closed(path: str, item: str):
    app = clean(open_page(path, f"item={item.upper()}"))
    assert ids(app)[0] == item
    assert text(app).count("▸ Linked: ") == 2
    app.button(key="unmark").click()
    clean(app.run())
    assert "▸ Linked" not in text(app)
    assert "item" not in app.query_params


def test_a_linked_item_outside_the_filters_is_shown_and_said_to_be():
    said = text(clean(open_page("recommendations", "item=rec-3&quarter=2025-Q3")))
    assert "It does not match 2025\\-Q3" in said


def test_a_link_to_an_item_that_does_not_exist_says_so():
    app = clean(open_page("recommendations", "item=rec-99"))
    assert [warning.value for warning in app.warning] == ["Ignored in this link\\: item rec\\-99"]


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("", ["rec-1", "rec-2", "rec-3", "rec-4", "rec-5", "rec-6", "rec-7"]),
        ("view=None&sort=Title", ["rec-6", "rec-2", "rec-1", "rec-5", "rec-3", "rec-7", "rec-4"]),
        ("view=None&sort=Dated first", ["rec-1", "rec-2", "rec-5", "rec-6", "rec-7", "rec-3", "rec-4"]),
        ("view=Topic", ["rec-1", "rec-2", "rec-6", "rec-3", "rec-5", "rec-5", "rec-7", "rec-6", "rec-4"]),
        ("pillar=economic stability", ["rec-5", "rec-6", "rec-7"]),
        ("pillar=Economic stability&topic=Reform", []),
        ("view=Strange&sort=Odd", ["rec-1", "rec-2", "rec-3", "rec-4", "rec-5", "rec-6", "rec-7"]),
    ],
)
def test_recommendations_are_grouped_sorted_and_narrowed_as_the_link_says(query: str, wanted: list[str]):
    assert ids(clean(open_page("recommendations", query))) == wanted


def test_strand_narrows_the_areas_and_what_is_unknown_is_said():
    app = clean(open_page("areas", "strand=dialogue area"))
    assert ids(app) == ["area-4", "area-5", "area-6"]
    app = clean(open_page("areas", "strand=nope"))
    assert ids(app) == [f"area-{number}" for number in range(1, 7)]
    assert [warning.value for warning in app.warning] == ["Ignored in this link\\: strand nope"]


def test_choices_of_a_page_are_written_into_the_link_and_left_out_at_their_default():
    app = clean(open_page("areas", "quarter=2025-Q2"))
    app.radio(key="areas-view").set_value("Treemap")
    clean(app.run())
    assert dict(app.query_params) == {"quarter": "2025-Q2", "view": "Treemap"}
    assert figures(app)[0]["data"][0]["type"] == "treemap"
    app.radio(key="areas-view").set_value("Bars")
    clean(app.run())
    assert dict(app.query_params) == {"quarter": "2025-Q2"}


@pytest.mark.parametrize(
    ("path", "table", "prefix"),
    [("timeline", "events", "evt"), ("areas", "areas", "area"), ("recommendations", "recommendations", "rec")],
)
def test_more_than_24_items_are_paged(path: str, table: str, prefix: str, rewrite, show):
    rewrite(table, [{"id": f"{prefix}-{number}", "title": f"Number {number}"} for number in range(1, 51)])
    show()
    first, last, beyond = (clean(open_page(path, f"page={number}")) for number in (1, 3, 4))
    assert ids(first) == [f"{prefix}-{number}" for number in range(1, 25)]
    assert "1 to 24 of 50" in text(first)
    assert ids(last) == [f"{prefix}-49", f"{prefix}-50"]
    assert "49 to 50 of 50" in text(last)
    assert ids(beyond)[0] == f"{prefix}-1"
    assert "Ignored in this link: page 4" in re.sub(r"\\(.)", r"\1", text(beyond))


def test_a_page_of_the_timeline_draws_its_own_events_only(rewrite, show):
    rewrite("events", [{"id": f"evt-{number}", "title": f"Number {number}"} for number in range(1, 51)])
    show()
    app = clean(open_page("timeline", "page=3"))
    assert [trace["customdata"][0][0] for trace in figures(app)[0]["data"]] == ["evt-49", "evt-50"]
    assert len(tables(app)[0]) == 2


def test_the_overview_draws_the_first_12_events_and_leads_to_the_others(rewrite, show):
    rewrite("events", [{"id": f"evt-{number}", "title": f"Number {number}"} for number in range(1, 51)])
    show()
    app = clean(open_page(""))
    assert [trace["customdata"][0][0] for trace in figures(app)[0]["data"]] == [f"evt-{n}" for n in range(1, 13)]
    assert app.get("page_link")[0].proto.label == "The first 12 of 50 events; see all on the timeline"


def test_choosing_other_items_begins_at_their_first_page(rewrite, show):
    rewrite("recommendations", [{"id": f"rec-{number}", "title": f"Number {number}"} for number in range(1, 80)])
    show()
    for change in (
        lambda app: app.multiselect(key="topic").set_value(["Exercises"]),
        lambda app: app.radio(key="recommendations-sort").set_value("Title"),
        lambda app: app.button(key="topic-cards-Military readiness and political stability-rec-49-Exercises").click(),
    ):
        app = clean(open_page("recommendations", "page=3"))
        change(app)
        clean(app.run())
        assert "page" not in app.query_params
        assert "1 to 24 of 79" in text(app)


def test_long_tables_and_notes_are_paged_side_by_side_on_sources(rewrite, show):
    rewrite("notes", [{"id": f"note-{number}", "reported": f"Said {number}"} for number in range(1, 31)])
    rewrite("events", [{"id": f"evt-{number}", "title": f"Number {number}"} for number in range(1, 61)])
    show()
    second = text(clean(open_page("sources", "page=2")))
    assert "25 to 48 of 60" in second
    assert "25 to 30 of 30" in second
    assert "Said 25" in second
    assert "Said 24" not in second
    assert "none here, of 30" in text(clean(open_page("sources", "page=3")))


def test_what_has_no_date_is_paged(rewrite, show):
    rewrite("recommendations", [{"id": f"rec-{number}", "topics": "Reform"} for number in range(1, 51)])
    show()
    app = clean(open_page("coverage", "page=3"))
    assert "49 to 51 of 51" in text(app)  # an area too has none
    assert len(tables(app)[-1]) == 3


@pytest.mark.parametrize("path", ["timeline", "areas", "recommendations", "coverage", "sources", ""])
def test_the_share_control_gives_the_link_of_exactly_this_view(path: str):
    own = OWN_PARAMETERS.get(path, {})
    query = "quarter=2025-Q1&topic=Cyber+and+hybrid&q=cyber" + ("&sort=Title" if "sort" in own else "")
    app = clean(open_page(path, query))
    assert app.code[0].value == f"http://briefing.example/{path}?{query}"


@pytest.mark.parametrize(("allowed", "said"), [("", True), ("https://example.org", False)])
def test_the_share_control_says_where_other_sites_may_not_embed(monkeypatch, allowed, said):
    monkeypatch.setenv("FRAME_ANCESTORS", allowed)
    assert ("lets no other site embed" in text(clean(open_page("timeline")))) == said


def test_every_chart_has_a_text_alternative_and_a_table_of_the_same_rows():
    for path, query in (("", ""), ("timeline", ""), ("areas", ""), ("areas", "view=Treemap"), ("coverage", "")):
        app = clean(open_page(path, query))
        (chart,) = app.get("plotly_chart")
        finding = re.sub(r"\\(.)", r"\1", app.header[0].value)
        assert finding in chart.proto.alt
        assert app.expander[0].label == "The same as a table"
        assert app.expander[0].table


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("path", ["", "timeline", "areas", "coverage"])
def test_charts_are_drawn_in_the_readers_theme(path: str, theme: str):
    colour = {"light": "#111111", "dark": "#f2f4f7"}[theme]
    assert figures(clean(open_page(path, theme=theme)))[0]["layout"]["font"]["color"] == colour


def test_data_that_cannot_be_shown_is_a_page_that_names_the_places(folder, show):
    """It recovers by itself once the data is mended, without a restart."""
    good = (folder / "events.csv").read_text(encoding="utf-8")
    (folder / "events.csv").write_text(good.replace("2025-03-31", "2025-02-29"), encoding="utf-8")
    show()
    said = re.sub(r"\\(.)", r"\1", text(clean(open_page("timeline"))))
    assert "events.csv:2:end: 2025-02-29 is not a date that exists" in said
    assert str(folder) not in said
    (folder / "events.csv").write_text(good, encoding="utf-8")
    store.poll()  # sees the change
    store.poll()  # sees that it is still
    assert len(ids(clean(open_page("timeline")))) == 3


def test_data_with_mistakes_leaves_the_last_good_version_and_says_so(folder, show):
    show()
    app = clean(open_page("timeline", "quarter=2025-Q1"))
    good = (folder / "events.csv").read_text(encoding="utf-8")
    (folder / "events.csv").write_text(good.replace("2025-03-31", "2025-02-29"), encoding="utf-8")
    store.poll()
    store.poll()
    assert ids(clean(app.run())) == ["evt-1"]
    said = re.sub(r"\\(.)", r"\1", text(app))
    assert "The data files have mistakes. What you see is the last version without any" in said
    assert "events.csv:2:end: 2025-02-29 is not a date that exists" in said
    (folder / "events.csv").write_text(good, encoding="utf-8")
    store.poll()
    store.poll()
    assert "mistakes" not in text(clean(app.run()))


def test_a_choice_that_new_data_no_longer_has_is_dropped_and_said(show, rewrite):
    show()
    app = clean(open_page("recommendations", "quarter=2025-Q1&topic=Reform&topic=Regional&q=o"))
    rewrite("recommendations", [{"topics": "Regional"}])
    rewrite("topics", [{"topic": name} for name in ("Exercises", "Intelligence", "Capabilities", "Investment",
                                                    "Cyber and hybrid", "Regional")])  # fmt: skip
    store.poll()
    store.poll()
    clean(app.run())
    assert "Ignored in this link: topic Reform" in re.sub(r"\\(.)", r"\1", text(app))
    assert (app.session_state["quarter"], app.session_state["topic"]) == (["2025-Q1"], ["Regional"])
    assert dict(app.query_params)["topic"] == "Regional"


def test_empty_tables_have_pages_too(folder, show):
    for table in ("events", "areas", "recommendations", "notes"):
        path = folder / f"{table}.csv"
        path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    show()
    for path in PAGES:
        clean(open_page(path))
    assert "This briefing has no events" in text(open_page("timeline"))


HOSTILE = (
    "<b>bold</b> <img src=http://evil.example/x.png onerror=alert(1)>", "![i](http://evil.example/i.png)",
    "[a](javascript:alert(1))", "$5 and $6", ":material/home: :red[x] :smile:", "# x", "1. x", "> x", "`x` ~~y~~",
    '=HYPERLINK("http://evil.example")', "a\\b *c* _d_ | e", "&lt;i&gt; &amp;", "%{customdata}", "</script><script>",
)  # fmt: skip


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_texts_in_every_column_are_escaped(rewrite, show, hostile: str):
    """No character that Markdown acts on is left bare, wherever a text of the data is written."""
    own = {column: f"{hostile} {column}" for column in ("title", "summary", "source", "pillar", "strand")}
    for table, column in (("recommendations", "pillar"), ("areas", "strand"), ("events", "title")):
        rewrite(table, [{name: own[name] for name in ("title", "summary", "source", column)}])
    rewrite("notes", [{"subject": "events", "reported": hostile, "finding": hostile, "evidence": hostile}])
    show()
    for path in PAGES:
        app = clean(open_page(path))
        ours = re.sub(r"\*\*|### |\[https?[^\]]*\]\(<[^>]*>\)", "", text(app))
        assert not re.findall(r"(?<!\\)[<>$`#*]|(?<!\\)!\[|(?<!\\)\]\(j|(?<!\\):material/[^s]", ours)
