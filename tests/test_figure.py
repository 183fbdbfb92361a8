"""What all figures have in common: each is one that Plotly accepts, though nobody asks it while people wait."""

import json
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from plotly.graph_objects import Figure

from components.briefing.filters import Filters, View
from components.briefing.loading import load
from components.charts import figures
from components.charts.figure import Sheet
from components.charts.palette import DARK, LIGHT, Theme

from paths import DATA, ROOT

TODAY = date(2025, 5, 1)
KINDS = {
    "timeline": lambda view, theme: figures.timeline(view, 1, theme, TODAY),
    "first events": lambda view, theme: figures.first_events(view, theme, TODAY),
    "bars": lambda view, theme: figures.areas_as_bars(view, None, theme),
    "treemap": lambda view, theme: figures.areas_as_treemap(view, None, theme),
    "matrix": figures.coverage_matrix,
}
FILTERS = {"everything": Filters(), "a quarter": Filters(("2025-Q1",)), "nothing": Filters(text="nowhere")}


@pytest.fixture(scope="module", params=[DATA, ROOT / "tests" / "fictional"], ids=["built-in", "fictional"])
def view_of(request: pytest.FixtureRequest):
    """Views of a briefing, by their filters."""
    folder: Path = request.param
    briefing = load(folder)
    return lambda filters: filters.apply(briefing)


@pytest.mark.parametrize(("kind", "chosen", "theme"), list(product(KINDS, FILTERS, (LIGHT, DARK))))
def test_plotly_accepts_every_figure_as_it_is(view_of, kind: str, chosen: str, theme: Theme):
    """The checks that a run goes without find nothing to refuse, nor to write otherwise."""
    view: View = view_of(FILTERS[chosen])
    drawn = KINDS[kind](view, theme)
    assert written(Figure(drawn.to_dict())) == written(drawn)


def written(figure: Figure) -> dict[str, Any]:
    """Return a figure as a browser gets it, without the lists of the layout that hold nothing."""
    spec = json.loads(figure.to_json())
    return {**spec, "layout": {name: value for name, value in spec["layout"].items() if value != []}}


def test_the_check_would_refuse_a_property_that_plotly_does_not_know():
    """Else the test above could not fail."""
    sheet = Sheet(LIGHT)
    sheet.mark("bar", x=[1], y=[1], widht=[20])
    drawn = sheet.figure(20, {"range": [0, 1]})
    with pytest.raises(ValueError, match="widht"):
        Figure(drawn.to_dict())
