"""The preview picture: its size, its letters, the same bytes everywhere, and any link."""

import struct
from datetime import date
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

import pytest

from components.briefing.filters import Filters
from components.web import preview

from inprocess import client

SVG = "{http://www.w3.org/2000/svg}"
TODAY = date(2025, 5, 1)
LONG = "cooperation between institutions of the Western Balkans " * 9


def drawn(briefing, heading="Three events", **filters):
    return ET.fromstring(preview.drawing(Filters(**filters).apply(briefing), heading, TODAY))  # noqa: S314


def said(briefing, heading="Three events", **filters):
    """The texts of a preview, line by line."""
    return ["".join(text.itertext()) for text in drawn(briefing, heading, **filters).iter(f"{SVG}text")]


def test_the_answer_is_a_picture_of_the_size_that_chats_ask_for():
    answer = client.get("/preview.png")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
    assert answer.content[:16] == b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
    assert struct.unpack(">II", answer.content[16:24]) == (1200, 630)
    assert len(answer.content) < 200_000


def test_a_view_has_one_picture_however_its_link_is_written_and_another_view_another():
    links = [(), (("quarter", "2025-Q1"),), (("topic", "Reform"),), (("q", "border"),), (("quarter", " 2025-q1"),)]
    pictures = [client.get(f"/preview.png?{urlencode(link)}").content for link in links]
    assert pictures[1] == pictures[4]
    assert len(set(pictures)) == 4
    one, same = (client.get(f"/preview.png?item={item}").content for item in ("rec-3", "REC-3"))
    assert one == same != pictures[0]


@pytest.mark.parametrize(
    "value", ["<script>", "]]> <![CDATA[ <!--", "\0\x08\x1b\ufffe", "漢字 שלום 😀", "W" * 200, LONG]
)
def test_any_link_gets_a_picture(value):
    answer = client.get(f"/preview.png?{urlencode([('q', value), ('topic', value)])}")
    assert (answer.status_code, answer.content[:4]) == (200, b"\x89PNG")


def test_the_same_view_is_drawn_once_a_day(briefing):
    view = Filters(text="once").apply(briefing)
    assert preview.picture(view, "x", TODAY) is preview.picture(view, "x", TODAY)


def test_the_picture_says_its_heading_its_filters_and_its_events(briefing):
    texts = said(briefing, "All dates have passed", quarters=("2025-Q2",))
    assert " ".join(texts).startswith("All dates have passed 2025-Q2")
    assert {"Intelligence Workshop", "2025-Q2 · proposed · now"} <= set(texts)
    assert not any("Economic Forum" in text or "more event" in text for text in texts)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"topics": ("Reform",)}, "No event matches; 1 recommendation does."),
        ({"topics": ("Reform", "Capabilities")}, "No event matches; 1 area and 2 recommendations do."),
        ({"text": "zebra"}, "No event matches."),
    ],
)
def test_where_no_event_matches_it_says_what_does(briefing, filters, expected):
    assert " ".join(said(briefing, **filters)).endswith(expected)


@pytest.mark.parametrize("number", [1, 2, 9])
def test_events_that_have_no_space_are_counted(rewrite, number):
    title = "A title so long that its event needs the space of two or even three others"
    rows = [{"id": f"evt-{place}", "title": title, "topics": "Investment"} for place in range(1, number + 1)]
    texts = said(rewrite("events", rows))
    more = number - sum(text.startswith("A title") for text in texts)
    assert more < number
    assert [text for text in texts if "more event" in text] == (
        [f"and {more} more event{'s' if more > 1 else ''}"] if more else []
    )


@pytest.mark.parametrize("heading", ["x", "No recommendation matches", "T" * 200, LONG])
def test_a_heading_of_any_length_stays_in_its_column_and_leaves_space_for_the_filters(briefing, heading):
    picture = drawn(briefing, heading, quarters=briefing.quarters, topics=briefing.topic_names, text="intelligence")
    left = picture.findall(f"{SVG}text")
    baselines = [float(text.get("y")) for text in left if float(text.get("x")) < 100]
    assert baselines == sorted(set(baselines))
    assert baselines[-1] < preview.HEIGHT - 20
    assert heading[:4] != "No r" or any("recommendation" in text.text for text in left)


def test_no_letter_is_too_small_for_a_chat(briefing):
    picture = drawn(briefing, LONG, text="a")
    (chart,) = picture.findall(f"{SVG}g")
    scale = float(chart.get("transform").split("scale(")[1].rstrip(")"))
    sizes = [float(text.get("font-size")) for text in picture.findall(f"{SVG}text")]
    sizes += [float(text.get("font-size", 13)) * scale for text in chart.iter(f"{SVG}text")]
    assert min(sizes) >= 27.99
