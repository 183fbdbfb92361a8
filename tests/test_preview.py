"""The preview picture: its size, its letters, the same bytes everywhere, and any link."""

import hashlib
import struct
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

import pytest
import resvg_py
from starlette.applications import Starlette
from starlette.testclient import TestClient

from components.briefing.filters import Filters
from components.briefing.loading import load
from components.web import preview

from paths import ROOT

SVG = "{http://www.w3.org/2000/svg}"
LONG = "cooperation between institutions of the Western Balkans " * 3
HOSTILE = [
    "<script>alert(1)</script>",
    "</text></svg>",
    "]]> <![CDATA[ <!--",
    "&lt; &amp;amp; &nosuch;",
    "\"double\" 'single'",
    "\0\x08\x1b\x7f\ufffe",
    "\u202e turned",
    "漢字 שלום 😀",
    "W" * 200,
    LONG,
    "../../etc/passwd",
]


@pytest.fixture
def client():
    return TestClient(Starlette(routes=preview.routes))


def address(*parameters):
    return f"/preview.png?{urlencode(parameters)}"


def view(briefing, **filters):
    return Filters(**filters).apply(briefing)


def said(briefing, **filters):
    """The texts of a preview, line by line."""
    drawn = ET.fromstring(preview.drawing(view(briefing, **filters)))  # noqa: S314
    return ["".join(line.itertext()) for text in drawn.iter(f"{SVG}text") for line in text]


def an_event(number, title="Forum"):
    return {"id": f"evt-{number}", "title": title, "topics": "Investment"}


# The answer


def test_the_answer_is_a_picture_of_the_size_that_chats_ask_for(client):
    answer = client.get("/preview.png")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
    assert answer.content[:16] == b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
    assert struct.unpack(">II", answer.content[16:24]) == (1200, 630)
    assert len(answer.content) < 200_000


def test_each_view_has_its_own_picture(client):
    links = [(), (("quarter", "2025-Q1"),), (("quarter", "2025-Q2"),), (("topic", "Reform"),), (("q", "border"),)]
    assert len({client.get(address(*link)).content for link in links}) == len(links)


def test_a_view_has_one_picture_however_its_link_is_written(client):
    one = client.get(address(("topic", "Reform"), ("quarter", "2025-Q1")))
    other = client.get(address(("quarter", " 2025-q1"), ("topic", "reform"), ("item", "rec-1")))
    assert one.content == other.content


def test_the_same_view_gives_the_same_bytes_in_another_process(briefing):
    code = (
        "import hashlib; from components.briefing import store; from components.briefing.filters import Filters; "
        "from components.web.preview import picture; "
        "print(hashlib.sha256(picture(Filters(('2025-Q1',)).apply(store.current()))).hexdigest())"
    )
    there = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    here = preview.picture(view(briefing, quarters=("2025-Q1",)))
    assert there.stdout.strip() == hashlib.sha256(here).hexdigest()


def test_the_same_view_is_drawn_once(briefing):
    assert preview.picture(view(briefing, text="once")) is preview.picture(view(briefing, text="once"))


def test_a_reader_that_has_the_picture_is_not_sent_it_again(client):
    first = client.get("/preview.png")
    again = client.get("/preview.png", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get(address(("topic", "Reform")), headers={"If-None-Match": first.headers["etag"]})
    assert other.status_code == 200


@pytest.mark.parametrize("parameter", ["q", "quarter", "topic"])
@pytest.mark.parametrize("value", HOSTILE)
def test_any_link_gets_a_picture(client, parameter, value):
    answer = client.get(address((parameter, value)))
    assert (answer.status_code, answer.content[:4]) == (200, b"\x89PNG")


def test_without_a_valid_briefing_nothing_is_told_of_the_server(client, folder, show):
    (folder / "events.csv").unlink()
    show()
    answer = client.get("/preview.png")
    assert (answer.status_code, answer.headers["content-type"]) == (503, "text/plain; charset=utf-8")
    assert "events" not in answer.text
    assert "/" not in answer.text


def test_an_edited_briefing_gets_another_picture(client, folder, show):
    show()
    before = client.get("/preview.png").content
    path = folder / "events.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("Economic Forum", "Trade Forum"), encoding="utf-8")
    show()
    assert client.get("/preview.png").content != before


# What it says


def test_the_picture_says_title_filters_counts_and_version(briefing):
    texts = said(briefing, quarters=("2025-Q2",))
    for text in ("2025-Q2", "1 of 3 events", "3 of 6 areas", f"data version {briefing.version}"):
        assert text in texts
    assert " ".join(texts).startswith("NATO–Montenegro Dialogue")
    assert "Intelligence Workshop" in texts
    assert "Economic Forum" not in texts


def test_without_filters_it_says_everything(briefing):
    assert "Everything" in said(briefing)
    assert {"Joint Military Exercises", "Intelligence Workshop", "Economic Forum"} <= set(said(briefing))
    assert not any("more event" in text for text in said(briefing))


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"topics": ("Reform",)}, "1 recommendation does."),
        ({"topics": ("Reform", "Capabilities")}, "1 area and 2 recommendations do."),
        ({"text": "zebra"}, "Nor does any area or recommendation."),
    ],
)
def test_where_no_event_matches_it_says_what_does(briefing, filters, expected):
    texts = said(briefing, **filters)
    assert "No event matches" in texts
    assert expected in " ".join(texts)


def test_a_briefing_without_events_says_what_it_has(rewrite):
    texts = said(rewrite("events", []))
    assert "No events" in texts
    assert "6 areas and 7 recommendations." in texts


def test_events_that_have_no_room_are_counted(rewrite):
    texts = said(rewrite("events", [an_event(number, f"Forum {number}") for number in range(1, 10)]))
    shown = [text for text in texts if text.startswith("Forum")]
    assert 2 <= len(shown) <= 4
    assert f"and {9 - len(shown)} more events" in texts


def test_one_event_without_room_is_one_event(rewrite):
    title = "A title so long that its event needs the room of two or even three others"
    texts = said(rewrite("events", [an_event(1, title), an_event(2, title), an_event(3)]))
    assert "and 1 more event" in texts


@pytest.mark.parametrize("title", ["x", "T" * 200, "Sixty characters of a title, which is as long as titles are", LONG])
def test_a_title_of_any_length_leaves_room_for_the_rest(briefing, title):
    facts = briefing.facts.assign(value=briefing.facts["value"].where(briefing.facts["field"] != "title", title))
    briefing = replace(briefing, facts=facts)
    assert briefing.title == title
    drawn = ET.fromstring(  # noqa: S314
        preview.drawing(view(briefing, quarters=briefing.quarters, topics=briefing.topic_names, text=LONG))
    )
    column = drawn.find(f"{SVG}svg")
    baselines = [float(line.get("y")) for text in column for line in text]
    assert baselines == sorted(set(baselines))
    assert all(later - earlier > 28 for earlier, later in pairwise(baselines))
    assert baselines[-1] < preview.HEIGHT - 20


def test_no_letter_is_too_small_for_a_chat(briefing):
    drawn = ET.fromstring(preview.drawing(view(briefing)))  # noqa: S314
    sizes = [float(text.get("font-size")) for text in [*drawn.findall(f"{SVG}text"), *drawn.find(f"{SVG}svg")[2:]]]
    (chart,) = drawn.findall(f"{SVG}g")
    scale = float(chart.get("transform").split("scale(")[1].rstrip(")"))
    sizes += [float(text.get("font-size")) * scale for text in chart.iter(f"{SVG}text")]
    assert min(sizes) >= 27.99


# Its letters


def rendered(text):
    drawn = f'<svg xmlns="http://www.w3.org/2000/svg" width="60" height="60" font-family="Roboto">{text}</svg>'
    return bytes(resvg_py.svg_to_bytes(svg_string=drawn, font_files=preview.FONTS, skip_system_fonts=True))


@pytest.mark.parametrize("weight", [400, 500, 700])
@pytest.mark.parametrize("letter", "čćđšžČĆĐŠŽ–…·“”")
def test_the_fonts_have_our_letters(letter, weight):
    def alone(text):
        return rendered(f'<text x="5" y="45" font-size="40" font-weight="{weight}">{text}</text>')

    missing = alone("\ue0ff")
    assert missing != alone(" ")
    bare = {"č": "c", "ć": "c", "đ": "d", "š": "s", "ž": "z"}.get(letter.lower(), "-")
    assert len({alone(letter), alone(bare), alone(bare.upper()), missing, alone(" ")}) >= 4
    assert alone(letter) not in {alone(bare), alone(bare.upper()), missing, alone(" ")}


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        pytest.param("Spajić, Ørskærr, Łódź, Спајић, σοφός", "Spajić, Ørskærr, Łódź, Спајић, σοφός", id="known"),
        pytest.param("", "", id="empty"),
        pytest.param("港湾データ", "…", id="another-script"),
        pytest.param("מרסה של דייגים (2)", "… (2)", id="several-words"),
        pytest.param("\u2068ميناء\u2069 · Ferries, 港湾, 港", "… · Ferries, …, …", id="between-known-letters"),
        pytest.param("Fish 🐟🐟 and ✕", "Fish … and …", id="signs"),
        pytest.param("soft\u00adhyphen", "softhyphen", id="marks-that-are-not-seen"),
    ],
)
def test_what_the_font_has_no_letters_for_is_left_out(text, drawn):
    assert preview.written(text) == drawn


def test_no_picture_of_any_script_has_a_box_for_a_letter():
    """A box is what a font draws where it has no letter."""
    fictional = load(ROOT / "tests" / "fictional")
    for start in range(0, len(fictional.events), 4):
        shown = replace(fictional, events=fictional.events.iloc[start : start + 4])
        said = "".join(ET.fromstring(preview.drawing(view(shown, text="港"))).itertext())  # noqa: S314
        said += "".join(ET.fromstring(preview.drawing(view(shown))).itertext())  # noqa: S314
        assert "…" in said
        assert {letter for letter in said if preview.written(letter) != letter} <= {"\n"}


def test_each_weight_has_its_own_font():
    drawn = [rendered(f'<text y="40" font-size="30" font-weight="{weight}">ž</text>') for weight in (400, 500, 700)]
    assert len(set(drawn)) == 3


def test_a_diacritic_in_the_filters_is_drawn(briefing):
    one, other = (preview.picture(view(briefing, text=text)) for text in ("spajić", "spajic"))
    assert one != other
