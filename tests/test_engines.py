"""The journey of a user in the engines that are not Chromium: cold link, choices, search, Back, pages, copy, a mark."""

import pytest

from engines import ENGINES, until

HEADING = "document.querySelector('h1').innerText"
LINK = "location.pathname + location.search"
LIVE = "document.documentElement.hasAttribute('data-live')"


@pytest.mark.browser
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")  # the drivers warn of themselves
@pytest.mark.parametrize("name", ENGINES)
def test_the_journey_of_a_user(name: str, address: str):
    with ENGINES[name]() as engine:
        engine.open(f"{address}/timeline?topic=Intelligence")
        until(engine, HEADING, "One of three events is on Intelligence; its date has passed")
        until(engine, LIVE, wanted=True)
        before = engine.run("history.length")
        engine.click(".chip[href='/timeline']")
        until(engine, HEADING, "Three events proposed for 2025-Q1 to 2025-Q3; all dates have passed")
        engine.type(".chip[href='/timeline?quarter=2025-Q1']", "\ue007")  # Enter
        until(engine, LINK, "/timeline?quarter=2025-Q1")
        until(engine, HEADING, "One of three events is in 2025-Q1; its date has passed")
        until(engine, "document.activeElement.innerText.slice(0, 7)", "2025-Q1")
        engine.back()
        until(engine, HEADING, "Three events proposed for 2025-Q1 to 2025-Q3; all dates have passed")
        engine.forward()
        until(engine, HEADING, "One of three events is in 2025-Q1; its date has passed")
        click = "new MouseEvent('click', { bubbles: true, cancelable: true })"
        engine.run(
            f"document.querySelector('.chart.wide a').dispatchEvent({click})"
        )  # drivers click beside a thin mark
        until(engine, HEADING, "Three events proposed for 2025-Q1 to 2025-Q3; all dates have passed")
        engine.click(".menu a[href='/areas']")
        until(engine, HEADING, "Six areas of cooperation, most on Intelligence and Investment")
        until(engine, "document.activeElement.tagName", "H1")
        engine.type("#q", "sharing")
        until(engine, LINK, "/areas?q=sharing")
        until(engine, "document.querySelector('#q').value", "sharing")
        engine.click("#share > summary")
        engine.click("#share [data-copy]")
        until(engine, "document.querySelector('#status').textContent", "Copied")
        assert engine.run("history.length") == before + 5  # the way back had removed what was ahead of one step
        engine.back()
        until(engine, HEADING, "Six areas of cooperation, most on Intelligence and Investment")
