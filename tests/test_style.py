"""The style sheets: colours are the theme's, so that both themes and forced colours have them all."""

import re

import pytest

from components.charts.svg import CHART_STYLE

from paths import ROOT

SHEETS = {"page": ROOT / "pages" / "page.css", "chart": CHART_STYLE}
LITERAL = re.compile(
    r"#[0-9a-f]{3,8}\b(?![^{};]*\{)|\b(?:rgba?|hsla?|lab|lch|oklab|oklch|color)\([^)]*\)"
    r"|(?<=[\s:(,])(?:black|white|gr[ae]y|silver|red|green|blue|yellow|orange|navy|teal|purple)(?=[\s;,)}])",
    re.IGNORECASE,
)
NO_COLOURS_OF_THE_THEME = {
    "rgb(0 0 0 / .16)",  # the shadow below a panel
    "#000",  # of a mask only how opaque it is counts
    "#fff",  # forced colours leave charts their light ground
}


@pytest.mark.parametrize("name", SHEETS)
def test_every_colour_is_one_of_the_theme(name: str):
    text = re.sub(r"/\*.*?\*/|--[\w-]+:[^;}]*", "", SHEETS[name].read_text(encoding="utf-8"), flags=re.DOTALL)
    assert set(LITERAL.findall(text)) <= NO_COLOURS_OF_THE_THEME
