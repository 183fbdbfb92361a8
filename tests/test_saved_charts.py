"""Charts as files to save: their finding, what must be known before they are used, and nothing of the day."""

import struct
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree as ET

import pytest

from components.content import page as clock

import reference
from exported import PATHS, client
from markup import parse
from paths import DATA
from small import draw

TEXT = "{http://www.w3.org/2000/svg}text"
SAID = {  # finding, and caveat
    "timeline": ("Three events proposed for 2025-Q1 to 2025-Q3",
                 "Hatched: proposed, not confirmed. The article gives quarters, not days."),
    "areas": ("Six areas of cooperation, most on Intelligence and Investment",
              "No area covers Cyber and hybrid or Reform."),
    "coverage": ("Capabilities and Reform have no dated event; 2025-Q4 has none either",
                 "5 of 7 topics have a dated event."),
}  # fmt: skip


def said(link: str) -> str:
    """All texts of a saved chart, as one."""
    drawing = ET.fromstring(client.get(link).text)  # noqa: S314 - our own
    return " ".join(text.text or "" for text in drawing.iter(TEXT))


@pytest.mark.parametrize("path", SAID)
def test_a_saved_chart_says_its_finding_its_caveat_its_filters_and_its_source(briefing, path: str):
    finding, caveat = SAID[path]
    text = said(f"/export/{path}.svg")
    assert text.startswith(finding)
    assert caveat in text
    assert briefing.version in text.partition("Source: ")[2]
    assert "Filters: 2025-Q1 · Exercises" in said(f"/export/{path}.svg?topic=Exercises&quarter=2025-Q1")


@pytest.mark.parametrize("path", SAID)
def test_a_saved_picture_is_2400_pixels_wide(path: str):
    head = client.get(f"/export/{path}.png").content[:24]
    assert (head[:8], struct.unpack(">I", head[16:20])) == (b"\x89PNG\r\n\x1a\n", (2400,))


def test_a_saved_chart_of_a_strand_has_its_areas_alone():
    text = said("/export/areas.svg?strand=Dialogue+area")
    assert "Filters: Dialogue area" in text
    for row in reference.rows(DATA, "areas"):
        assert (row["title"] in text) == (row["strand"] == "Dialogue area"), row["title"]


@pytest.mark.parametrize(("events", "more"), [(100, ""), (1001, "The first 100 of 1,001 events.")])
def test_a_saved_chart_of_more_than_100_events_says_so(rewrite, show, events: int, more: str):
    rewrite("events", [{"id": f"evt-{number}", "title": f"Event {number}."} for number in range(1, events + 1)])
    show()
    text = said("/export/timeline.svg")
    assert ("Event 100." in text, "Event 101." in text) == (True, False)
    assert (more in text, "The first" in text) == (True, bool(more))


@pytest.mark.parametrize(
    ("link", "chart"),
    [
        ("/?topic=Intelligence", "timeline"),
        ("/timeline?topic=Intelligence", "timeline"),
        ("/areas?topic=Intelligence&strand=Key+agreement", "areas"),
        ("/coverage?topic=Intelligence", "coverage"),
        ("/recommendations?topic=Intelligence", ""),
        ("/timeline?topic=Reform", ""),
    ],
)
def test_the_share_panel_offers_the_chart_of_the_page_where_there_is_one(briefing, link: str, chart: str):
    links = parse(draw(briefing, link).content).one(id="share").all("a")
    query = link.partition("?")[2]
    assert [(one.text, one.attributes["href"]) for one in links if one.text in {"SVG", "PNG"}] == (
        [(kind, f"/export/{chart}.{kind.lower()}?{query}") for kind in ("SVG", "PNG")] if chart else []
    )


# Midnight


@pytest.fixture
def at(monkeypatch):
    """Set the clock."""

    def stop(moment: datetime) -> None:
        stopped = type("Stopped", (), {"now": staticmethod(moment.astimezone)})
        monkeypatch.setattr(clock, "datetime", stopped)

    return stop


MIDNIGHT = datetime(2025, 4, 1, tzinfo=UTC)


@pytest.mark.parametrize("path", PATHS)
def test_no_export_depends_on_the_day(at, path: str):
    answers = []
    for moment in (MIDNIGHT - timedelta(days=400), MIDNIGHT - timedelta(days=1), MIDNIGHT + timedelta(days=400)):
        at(moment)
        answers.append(client.get(path))
    assert len({(answer.content, answer.headers["etag"]) for answer in answers}) == 1


def test_open_pages_are_told_at_midnight_that_the_day_is_another(at):
    states = []
    for seconds in (-86_400, -1, 0, 86_399, 86_400):
        at(MIDNIGHT + timedelta(seconds=seconds))
        states.append(client.get("/healthz").json()["state"])
    assert states[0] == states[1] != states[2] == states[3] != states[4]
