"""A step of the live page leads where the document of the same link would, and leaves the document loaded."""

import pytest
from playwright.sync_api import expect

from server import serve
from visit import LIVE

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("path", "link", "at"),
    [
        ("/areas", "Next", "/areas?page=2"),
        ("/timeline", "Next", "/timeline?page=2"),
        ("/areas?page=2", "Seals and nets", "/areas?item=area-25"),
    ],
)
def test_a_link_to_other_items_leads_to_the_top(visit, elsewhere, path, link, at):
    seen = visit(at=elsewhere, width=390, height=700)
    seen.open(path)
    seen.page.locator("#page .cards, #page .pager").get_by_role("link", name=link).last.click()
    seen.is_at(at)
    expect(seen.page.locator("h1")).to_be_focused()
    assert seen.page.evaluate("scrollY") == 0


@pytest.mark.parametrize(
    ("link", "name"),
    [
        ("/timeline?q=border%20security", "Timeline"),
        ("/timeline?q=border+security&quarter=2025-Q2", "Timeline"),
        ("/?q=%28NATO%29&utm_source=x", "Compare both versions"),
        ("/?topic=Regional&quarter=2025-Q2&topic=Intelligence", "Compare both versions"),
    ],
)
def test_a_link_to_what_is_shown_loads_nothing_however_the_address_is_written(visit, link, name):
    seen = visit()
    seen.page.clock.install()
    seen.open(link)
    seen.page.evaluate("window.isSameDocument = true")
    seen.page.get_by_role("link", name=name, exact=True).click()
    seen.page.clock.fast_forward(10_000)
    seen.page.wait_for_load_state()
    assert seen.page.evaluate("window.isSameDocument")


def test_a_link_to_the_page_that_is_shown_leads_to_its_top(visit):
    seen = visit()
    seen.open("/recommendations")
    seen.page.evaluate("scrollTo({ top: 600, behavior: 'instant' })")
    seen.page.get_by_role("link", name="Recommendations", exact=True).press("Enter")
    seen.page.wait_for_function("() => scrollY === 0")


def test_a_step_to_an_anchor_marks_its_target_as_a_document_does(visit):
    seen = visit()
    seen.open("/timeline")
    seen.page.get_by_role("searchbox").fill("Rutte")
    seen.is_at("/timeline?q=Rutte")
    seen.page.get_by_role("link", name="Note on people").click()
    expect(seen.page.locator("#note-1:target")).to_be_in_viewport()


def test_the_title_is_never_another_pages(visit):
    seen = visit()
    seen.open("/timeline")
    seen.page.evaluate(
        """() => {
          window.titles = [];
          new MutationObserver(() => window.titles.push(document.title)).observe(
            document.head, { childList: true, subtree: true, characterData: true });
        }"""
    )
    seen.follow("/areas?topic=Reform")
    expect(seen.page).to_have_title("Areas · Reform · NATO–Montenegro Dialogue")
    assert set(seen.page.evaluate("titles")) == {"Areas · Reform · NATO–Montenegro Dialogue"}


def test_a_link_of_an_embedded_page_opens_the_whole_page_elsewhere(visit):
    seen = visit()
    seen.open("/timeline?embed=true")
    with seen.context.expect_page() as opened:
        seen.page.get_by_role("link", name="Joint Military Exercises").locator("visible=true").click()
    opened.value.wait_for_url("**/timeline?quarter=2025-Q1")
    expect(opened.value.locator(f"{LIVE} .masthead")).to_be_visible()
    assert seen.page.url.endswith("/timeline?embed=true")


def test_data_that_comes_with_a_step_is_announced(visit, folder):
    events = folder / "events.csv"
    with serve(data=folder) as address:
        seen = visit(at=address)
        seen.open("/timeline")
        before = seen.page.request.get(f"{address}/healthz").json()["version"]
        events.write_text(events.read_text(encoding="utf-8").replace("Joint Military", "Joint Naval"), encoding="utf-8")
        seen.page.evaluate(
            """async before => {
              const version = async () => (await (await fetch("/healthz")).json()).version;
              while (await version() === before) await new Promise(done => setTimeout(done, 200));
            }""",
            before,
        )
        seen.chip("2025-Q1").click()
        seen.is_at("/timeline?quarter=2025-Q1")
        expect(seen.page.locator("#status")).to_have_text("The data was updated while this page was open.")
