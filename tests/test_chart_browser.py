"""Charts in Chromium: SVG and Plotly agree, nothing collides, and every mark can be hit and seen."""

import json
from importlib.resources import files

import pytest

from components.charts.figure import NARROW_WIDTH, explorable
from components.charts.palette import DARK, LIGHT, css_variables
from components.charts.svg import CHART_STYLE, picture

from drawings import CHARTS, a_gantt, an_event

pytestmark = pytest.mark.browser

STYLE = f"""
:root {{ {css_variables(LIGHT)} }}
@media (prefers-color-scheme: dark) {{ :root {{ {css_variables(DARK)} }} }}
body {{ margin: 0 16px; background: var(--background); font-family: system-ui, sans-serif; }}
@media (min-width: 768px) {{ body {{ margin: 0 24px; }} }}
{CHART_STYLE.read_text(encoding="utf-8")}
"""
BOXES = """([root, selector]) => {
  const origin = document.querySelector(root).getBoundingClientRect();
  return [...document.querySelectorAll(`${root} ${selector}`)].map(part => {
    const box = part.getBoundingClientRect();
    return [part.textContent, box.left - origin.left, box.top - origin.top, box.width, box.height];
  });
}"""
TARGETS = """selector => [...document.querySelectorAll(selector)].map(link => {
  const boxes = [...link.querySelectorAll('.target')].map(target => target.getBoundingClientRect());
  return Math.min(Math.max(...boxes.map(box => box.width)), Math.max(...boxes.map(box => box.height)));
})"""


@pytest.fixture
def page(browser):
    with browser.new_page() as page:
        yield page


@pytest.fixture(scope="module")
def plotly(browser):
    """A page in which Plotly draws, loaded once."""
    with browser.new_page(viewport={"width": 1100, "height": 800}) as opened:
        opened.set_content("<!doctype html><body style='font-family: system-ui, sans-serif'><div id=plotly></div>")
        opened.add_script_tag(path=str(files("plotly").joinpath("package_data", "plotly.min.js")))
        yield opened


def draw(plotly, figure, width):
    """Let Plotly draw a figure, and remember what is selected in it."""
    plotly.evaluate(
        """([spec, width]) => {
            Plotly.purge('plotly');
            document.getElementById('plotly').style.width = `${width}px`;
            return Plotly.newPlot('plotly', spec.data, spec.layout).then(plot => {
                plot.on('plotly_click', clicked => { window.selected = clicked.points[0].customdata; });
            });
        }""",
        [json.loads(figure.to_json()), width],
    )


def show(page, name, width):
    page.set_viewport_size({"width": width, "height": 800})
    drawing = picture(CHARTS[name](), "Title", "Description")
    page.set_content(f"<!doctype html><style>{STYLE}</style>{drawing}")


def rgb(colour):
    return f"rgb({', '.join(str(int(colour[place : place + 2], 16)) for place in (1, 3, 5))})"


def marks(page, root, selector):
    """The boxes of marks as left, top, width and height in pixels, in reading order."""
    boxes = [tuple(box[1:]) for box in page.evaluate(BOXES, [root, selector])]
    return sorted(boxes, key=lambda box: (round(box[1] / 2), box[0]))


@pytest.mark.parametrize(("kind", "window", "width"), [("wide", 1048, 1000), ("narrow", 372, 340)])
@pytest.mark.parametrize("name", CHARTS)
def test_marks_and_texts_lie_where_plotly_draws_them(page, plotly, name, kind, window, width):
    figure = getattr(CHARTS[name](), kind)
    show(page, name, window)
    draw(plotly, figure, width)
    ours = marks(page, f".chart.{kind}", ":is(a > rect:not(.target), a > svg > path)")
    theirs = marks(plotly, "#plotly", ":is(.barlayer .point path, .scatterlayer path.point)")
    assert len(ours) == len(theirs) == sum(len(trace.x) for trace in figure.data)
    assert ours == [pytest.approx(box, abs=1) for box in theirs]
    texts, annotations = (
        page.evaluate(BOXES, [f".chart.{kind}", "text"]),
        plotly.evaluate(BOXES, ["#plotly", ".annotation-text"]),
    )
    for (_, left, top, wide, high), (_, x, y, w, h) in zip(texts, annotations, strict=True):
        assert (left + wide / 2, top + high / 2) == pytest.approx((x + w / 2, y + h / 2), abs=4)


@pytest.mark.parametrize("name", CHARTS)
def test_nothing_collides_nothing_is_cut_off_and_every_mark_can_be_hit(page, name):
    for width, kind in ((1280, "wide"), (768, "wide"), (390, "narrow"), (320, "narrow")):
        show(page, name, width)
        (shown,) = [drawing for drawing in page.locator(".chart").all() if drawing.is_visible()]
        assert shown.get_attribute("class") == f"chart {kind}"
        box = shown.bounding_box()
        texts = page.evaluate(BOXES, [f".chart.{kind}", "text"])
        for place, (text, left, top, wide, high) in enumerate(texts):
            is_inside = left >= -1 and left + wide <= box["width"] + 1 and top >= -1 and top + high <= box["height"] + 1
            assert is_inside, (width, text)
            for other, x, y, w, h in texts[:place]:
                is_apart = left >= x + w - 1 or x >= left + wide - 1 or top >= y + h - 4 or y >= top + high - 4
                assert is_apart, (width, text, other)
        assert all(size >= 24 for size in page.evaluate(TARGETS, f".chart.{kind} a"))
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_least_width_is_that_of_the_narrowest_screen(page):
    show(page, "a few events", 320)
    assert page.locator(".chart.narrow").bounding_box()["width"] == NARROW_WIDTH


@pytest.mark.parametrize("name", ["a few events", "a few areas", "four quarters"])
def test_a_keyboard_reaches_every_mark_and_the_focus_is_seen(page, name):
    show(page, name, 1048)
    names = [link.get_attribute("aria-label") for link in page.locator(".chart.wide a").all()]
    reached = []
    for _ in names:
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.getAttribute('aria-label')"))
        ring = page.evaluate("getComputedStyle(document.activeElement.querySelector('.target')).stroke")
        assert ring == rgb(LIGHT.accent)
    assert reached == names
    tree = page.locator("body").aria_snapshot()
    assert [line for line in tree.splitlines() if "link" in line] == [
        line for name in names for line in tree.splitlines() if f'link "{name}"' in line
    ]
    assert "text:" not in tree


def test_a_click_anywhere_on_a_mark_follows_its_link(page):
    show(page, "four quarters", 1048)
    page.evaluate("document.addEventListener('click', e => { e.preventDefault(); window.followed = "
                  "e.target.closest('a')?.getAttribute('href'); })")  # fmt: skip
    for link in page.locator(".chart.wide a").all()[:12]:
        box = link.locator(".target").first.bounding_box()
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        assert page.evaluate("window.followed") == link.get_attribute("href")


def test_paper_has_the_wide_drawing(page):
    show(page, "a few events", 390)
    page.emulate_media(media="print")
    assert page.locator(".chart.wide").is_visible()
    assert not page.locator(".chart.narrow").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_follow_the_page(page, scheme):
    theme = {"light": LIGHT, "dark": DARK}[scheme]
    page.emulate_media(color_scheme=scheme)
    show(page, "a few events", 1048)
    held = page.locator(".chart.wide a", has_text="held").locator("path").first
    assert held.evaluate("part => getComputedStyle(part).fill") == rgb(theme.accent)


def test_explore_names_what_the_pointer_is_on_and_a_click_tells_where_it_leads(plotly):
    draw(plotly, explorable(a_gantt(an_event(status="held")).wide, LIGHT), 900)
    box = plotly.locator("#plotly .scatterlayer path.point").bounding_box()
    plotly.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    plotly.locator("#plotly .hoverlayer text").first.wait_for()
    assert plotly.locator("#plotly .hoverlayer").text_content() == "Forum, 2025-04-01, held"
    plotly.mouse.down()
    plotly.mouse.up()
    plotly.wait_for_function("() => window.selected")
    assert plotly.evaluate("window.selected") == ["/timeline?quarter=2025-Q2", "Forum, 2025-04-01, held"]
