"""Charts as SVG: marks that are links, texts that stay texts, colours of the page; and files to save."""

import re
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.briefing.address import Address
from components.briefing.coverage import coverage
from components.briefing.filters import Filters
from components.briefing.loading import load
from components.briefing.quarters import event_dates
from components.charts.blocks import blocks
from components.charts.figure import FONT, Figure, explorable
from components.charts.heat_table import heat_table
from components.charts.palette import DARK, LIGHT, css_variables
from components.charts.standalone import png, replace_missing_glyphs, standalone
from components.charts.svg import escape_xml, picture
from components.content.pictures import timeline_chart

from briefings import briefings, examples, folder_of, written
from drawings import CHARTS, HOSTILE, a_coverage, a_gantt, a_heat_table, an_area, an_event, some_blocks

SVG = "{http://www.w3.org/2000/svg}"
XML = 'xmlns="http://www.w3.org/2000/svg"'
ANY = pytest.mark.parametrize("name", CHARTS)


def parsed(chart, title="Title", description="Description"):
    """Both drawings, parsed; in a page they need no namespace."""
    return list(ET.fromstring(f"<g {XML}>{picture(chart, title, description)}</g>"))  # noqa: S314


def saved(figure, title="Title", notes=(), width=1000):
    return ET.fromstring(standalone(figure, title, list(notes), width))  # noqa: S314


def texts(drawing):
    return [re.sub("[\u2068\u2069]", "", text.text or "") for text in drawing.iter(f"{SVG}text")]


@ANY
def test_every_mark_of_the_figure_is_a_link_with_its_name(name):
    chart = CHARTS[name]()
    for figure, drawing in zip(chart, parsed(chart), strict=True):
        expected = sorted(tuple(data) for trace in figure.data for data in trace.customdata)
        links = [(link.get("href"), link.get("aria-label")) for link in drawing.iter(f"{SVG}a")]
        assert sorted(links) == expected
        assert all(link.get("aria-label") == link.findtext(f"{SVG}title") for link in drawing.iter(f"{SVG}a"))
        hidden = [group for group in drawing.iter(f"{SVG}g") if group.get("aria-hidden")]
        assert not any(list(group.iter(f"{SVG}a")) for group in hidden)
        assert sum(len(list(group.iter(f"{SVG}text"))) for group in hidden) == len(texts(drawing))


def test_links_follow_each_other_as_they_are_read():
    row = [an_event(date(2025, 4, 1), date(2025, 6, 30)), an_event(), an_event(date(2025, 1, 1), date(2025, 2, 1))]
    gantt = a_gantt(*(event | {"title": f"Event {place}"} for place, event in enumerate(row)))
    blocks = some_blocks(an_area("Right", "B"), an_area("Left", "A"), strands=("A", "B"), topics=("Reform",))
    table = a_heat_table(a_coverage(("Exercises", "Reform"), ("A", "B"), ("2025-Q1",), most=1_000, undated=("Reform",)))
    for chart, expected in (
        (gantt, [f"Event {place}, {event_dates(event)}, proposed" for place, event in enumerate(row)]),
        (blocks, ["Left, A, Reform", "Right, B, Reform"]),
        (table, ["Exercises, B: 7 areas", "Exercises, 2025-Q1: 14 events", "Exercises: 21 recommendations",
                 "Reform, A: 5 areas", "Reform, B: 12 areas", "Reform: no dated event",
                 "Reform: 26 recommendations"]),
    ):  # fmt: skip
        for drawing in parsed(chart)[: 1 if chart is table else 2]:
            assert [link.get("aria-label") for link in drawing.iter(f"{SVG}a")] == expected


@ANY
def test_every_text_of_the_figure_is_there(name):
    chart = CHARTS[name]()
    for figure, drawing in zip(chart, parsed(chart), strict=True):
        assert len(texts(drawing)) == len(figure.layout.annotations)


@ANY
def test_ids_are_used_once_and_every_reference_has_its_target(name):
    page = picture(CHARTS[name](), "One", "") + picture(CHARTS[name](), "Other", "")
    ids = re.findall(r'\bid="([^"]*)"', page)
    assert len(ids) == len(set(ids))
    assert {*re.findall(r"url\(#([^)]*)\)", page), *re.findall(r'describedby="([^"]*)"', page)} <= set(ids)


@ANY
def test_every_colour_is_a_variable_that_both_themes_declare(name):
    drawn = picture(CHARTS[name](), "Title", "Description")
    used = set(re.findall(r"var\(--([a-z-]+), (#[0-9a-f]{6})\)", drawn))
    assert not re.search(r"#[0-9a-f]{6}", re.sub(r"var\([^)]*\)", "", drawn))
    assert used <= set(re.findall(r"--([a-z-]+):(#[0-9a-f]{6});", css_variables(LIGHT)))
    declared = {name for name, _ in re.findall(r"--([a-z-]+):(#[0-9a-f]{6});", css_variables(DARK))}
    assert {name for name, _ in used} <= declared


def test_a_picture_says_its_title_and_description_and_hides_no_link():
    drawings = parsed(CHARTS["a few areas"](), "Six areas", "By topic.")
    for drawing, kind in zip(drawings, ("wide", "narrow"), strict=True):
        assert drawing.get("class") == f"chart {kind}"
        assert (drawing.get("role"), drawing.get("aria-label")) == ("group", "Six areas")
        (description,) = drawing.iter(f"{SVG}desc")
        assert (description.text, description.get("id")) == ("By topic.", drawing.get("aria-describedby"))


@pytest.mark.parametrize("text", [text for text in HOSTILE if len(text) < 45])
def test_a_text_is_read_back_exactly(text):
    charts = (
        a_gantt(an_event(title=text)), some_blocks(an_area(text), topics=(text,)), a_heat_table(a_coverage((text,))),
    )  # fmt: skip
    for chart in charts:
        for drawing in parsed(chart, text, text):
            assert drawing.get("aria-label") == drawing.findtext(f"{SVG}desc") == text
            assert text.replace(" ", "") in "".join(texts(drawing)).replace(" ", "")
            assert not list(drawing.iter(f"{SVG}script"))


@examples(100)
@given(st.text(alphabet=st.characters(exclude_characters="\t\n\r")))  # a reader of XML makes spaces of these
def test_any_text_can_stand_in_xml_and_only_what_no_xml_may_hold_is_replaced(text):
    read = ET.fromstring(f'<a b="{escape_xml(text)}">{escape_xml(text)}</a>')  # noqa: S314
    is_lost = [letter < " " or "\ud800" <= letter <= "\udfff" or letter in "\ufffe\uffff" for letter in text]
    wanted = "".join("\ufffd" if lost else letter for letter, lost in zip(text, is_lost, strict=True))
    assert (read.text or "") == read.get("b") == wanted


@examples(30)
@given(briefings(), st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.booleans())
def test_any_briefing_can_be_drawn_and_saved(tables, today, is_filtered):
    with folder_of(written(tables)) as folder:
        briefing = load(folder)
    view = Filters(topics=briefing.topic_names[:1] if is_filtered else ()).apply(briefing)
    address = Address("", view.filters)
    for chart in (
        timeline_chart(view, view.events, address, today),
        blocks(view.areas, view.topics, tuple(dict.fromkeys(view.areas["strand"])), address),
        heat_table(coverage(view), address),
    ):
        parsed(chart, briefing.title)
        for figure in chart:
            Figure(explorable(figure, LIGHT).to_dict())
            saved(figure, briefing.title, [view.filters.sentence], 400)


# Files to save


@ANY
def test_a_saved_drawing_has_its_finding_and_its_source_and_no_link(name):
    figure, notes = CHARTS[name]().wide, ["Filters: none", "Data version 2b018f6b55a5"]
    drawing = saved(figure, "Three events", notes)
    assert texts(drawing) == ["Three events", *texts(parsed((figure, figure))[0]), *notes]
    assert drawing.findtext(f"{SVG}title") == "Three events"
    assert not list(drawing.iter(f"{SVG}a"))
    assert not re.search(r"%\"|var\(|class=|href", standalone(figure, "Three events", notes, 1000))
    baselines = [float(text.get("y")) for text in drawing.findall(f"{SVG}text")]
    assert baselines == sorted(baselines)
    assert baselines[-1] < float(drawing.get("height"))


def test_notes_of_a_saved_drawing_are_broken_into_lines_and_keep_all_words():
    note = "None is confirmed, and nothing here records whether any of them took place. " * 3
    drawing = saved(CHARTS["no area"]().narrow, note, [note], 340)
    assert " ".join(texts(drawing)[:-1]).split().count("confirmed,") > 3
    assert float(drawing.get("width")) == 340


@pytest.mark.parametrize("name", ["a few events", "a few areas", "four quarters"])
def test_a_png_is_twice_as_large_and_the_same_every_time(name):
    svg = standalone(CHARTS[name]().wide, "Title", [], 800)
    image = png(svg)
    assert image == png(svg)
    assert int.from_bytes(image[16:20]) == 1600
    assert int.from_bytes(image[20:24]) == pytest.approx(2 * float(re.search('height="([0-9.]+)"', svg)[1]), abs=1)
    assert FONT.split(", ")[3] == "Roboto"


@pytest.mark.parametrize("weight", [400, 600, 700])
@pytest.mark.parametrize("letter", "čćđšžČĆĐŠŽ–…·“”")
def test_the_font_has_our_letters(letter, weight):
    def alone(text):
        return png(f'<svg {XML} width="60" height="60" font-family="Roboto"><text x="5" y="45" font-size="40" '
                   f'font-weight="{weight}">{text}</text></svg>')  # fmt: skip

    without = {"č": "c", "ć": "c", "đ": "d", "š": "s", "ž": "z"}.get(letter.lower(), "-")
    assert alone(letter) not in {alone(" "), alone(without), alone(without.upper())}


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("Spajić, Ørskærr, Спајић", "Spajić, Ørskærr, Спајић"),
        ("港湾データ", "…"),
        ("מרסה של דייגים (2)", "… (2)"),
        ("\u2068ميناء\u2069 · Ferries, 港湾, 港", "… · Ferries, …, …"),
        ("soft\u00adhyphen", "softhyphen"),
    ],
)
def test_what_the_font_has_no_letters_for_is_left_out(text, drawn):
    assert replace_missing_glyphs(text) == drawn
    one, other = (png(standalone(CHARTS["no area"]().wide, "", [note], 400)) for note in (text, drawn))
    assert one == other
