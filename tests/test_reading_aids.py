"""What readers set for themselves: larger text, wider spacing, colours of the system, less motion; and open panels."""

import pytest
from axe_playwright_python.sync_playwright import Axe

import pages

pytestmark = pytest.mark.browser

STYLED = "[...document.querySelectorAll('#page, #page *')].filter(part => !part.closest('svg'))"
SPACED = f"""() => {STYLED}.forEach(part => part.style.cssText += "line-height: 1.5 !important;"
  + "letter-spacing: .12em !important; word-spacing: .16em !important;"
  + (part.matches("p") ? "margin-bottom: 2em !important" : ""))"""
DOUBLED = f"""() => {STYLED}.map(part => [part, parseFloat(getComputedStyle(part).fontSize)])
  .forEach(([part, size]) => part.style.setProperty("font-size", `${{2 * size}}px`, "important"))"""
AS_BEFORE = f"() => {STYLED}.forEach(part => part.removeAttribute('style'))"
LOST = """() => {
  const hides = (overflow) => ["hidden", "clip"].includes(overflow);
  const lost = [...document.querySelectorAll("#page *")].filter(part => {
    if (!part.checkVisibility() || part.closest("svg, .hidden, .skip, [aria-hidden]")) return false;
    const style = getComputedStyle(part), box = part.getBoundingClientRect();
    return (hides(style.overflowX) && part.scrollWidth > part.clientWidth + 1)
      || (hides(style.overflowY) && part.scrollHeight > part.clientHeight + 1)
      || (!part.closest(".scrolls, .chips") && (box.left < -1 || box.right > document.documentElement.clientWidth + 1));
  }).map(part => part.outerHTML.slice(0, 120));
  return document.documentElement.scrollWidth > document.documentElement.clientWidth ? ["the page", ...lost] : lost;
}"""
"""What stands beyond the edge of the screen or of a box that hides what is beyond it."""
CHOSEN = """() => {
  const chip = document.querySelector(".chip[aria-current]"), other = document.createElement("i");
  other.style.cssText = "forced-color-adjust: none; color: Highlight";
  chip.append(other);
  return [getComputedStyle(chip).backgroundColor === getComputedStyle(other).color,
          getComputedStyle(document.documentElement).scrollBehavior];
}"""


def test_nothing_is_lost_whatever_a_reader_sets(visit):
    seen = visit(width=1280, java_script_enabled=False)
    for page in pages.PAGES:
        seen.page.goto(f"{seen.address}/{page.path}?topic=Intelligence")
        seen.page.set_viewport_size({"width": 640, "height": 450})  # as 1280 pixels are at 200 %
        lost = {"zoomed": seen.page.evaluate(LOST)}
        seen.page.set_viewport_size({"width": 1280, "height": 900})
        for name, script in (("spaced", SPACED), ("doubled", DOUBLED)):
            seen.page.evaluate(script)
            lost[name] = seen.page.evaluate(LOST)
            seen.page.evaluate(AS_BEFORE)
        seen.page.emulate_media(forced_colors="active", reduced_motion="reduce")
        lost["forced colours"] = seen.page.evaluate(LOST)
        assert not any(lost.values()), (page.path, lost)
        assert seen.page.evaluate(CHOSEN) == [True, "auto"]
        seen.page.emulate_media(forced_colors="none", reduced_motion="no-preference")
        assert seen.page.evaluate(CHOSEN) == [False, "smooth"]


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (375, "dark")])
def test_axe_finds_no_barrier_in_open_panels(visit, elsewhere, width: int, scheme: str):
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = []
    for at, link, panels in (
        ({}, "/recommendations", ["#share", "#view"]),
        ({"at": elsewhere}, "/timeline", ["#choose-quarter", "#choose-topic"]),
    ):
        seen = visit(**at, width=width, scheme=scheme)
        seen.page.route("**/static/**", lambda route: route.abort())  # the live page is the same, and slower to open
        seen.page.goto(seen.address + link)
        seen.page.evaluate("document.documentElement.dataset.live = ''")
        for panel in panels:
            seen.page.locator(panel).evaluate(
                "panel => [panel, ...panel.querySelectorAll('details')].forEach(part => { part.open = true; })"
            )
            response = Axe().run(seen.page, panel, options={"runOnly": {"type": "tag", "values": tags}}).response
            assert response["passes"]
            found += [(panel, one["id"], node["html"][:200]) for one in response["violations"] for node in one["nodes"]]
            seen.page.locator(panel).evaluate("panel => { panel.open = false; }")
    assert found == []
