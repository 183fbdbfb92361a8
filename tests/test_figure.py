"""What all figures have in common: Plotly accepts them, though nobody asks it while people wait."""

import json
import re

import pytest
from plotly.graph_objects import Figure

from components.charts.figure import CONFIG, FigureBuilder, explorable
from components.charts.palette import DARK, LIGHT

from drawings import CHARTS, a_gantt, an_event


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("name", CHARTS)
def test_plotly_accepts_every_figure_as_it_is(name, theme):
    for figure in CHARTS[name]():
        for drawn in (figure, explorable(figure, theme)):
            assert written(Figure(drawn.to_dict())) == written(drawn)
        colours = set(re.findall(r"#[0-9a-f]{6}", explorable(figure, theme).to_json()))
        assert colours.isdisjoint({*LIGHT, *DARK} - {*theme})


def written(figure):
    """Return a figure as a browser gets it, without the lists of the layout that hold nothing."""
    spec = json.loads(figure.to_json())
    return {**spec, "layout": {name: value for name, value in spec["layout"].items() if value != []}}


def test_the_check_would_refuse_what_plotly_does_not_know():
    builder = FigureBuilder(left=0)
    builder.shape("rect", fillcolour="#ffffff")
    with pytest.raises(ValueError, match="fillcolour"):
        Figure(builder.figure(10).to_dict())


def test_only_the_explorable_figure_names_what_the_pointer_is_on_and_zooms():
    still = a_gantt(an_event(title="<b>Forum</b>")).wide
    moving = explorable(still, LIGHT)
    assert (still.layout.hovermode, still.layout.dragmode, still.layout.xaxis.fixedrange) == (False, False, True)
    assert (moving.layout.hovermode, moving.layout.dragmode) == ("closest", "pan")
    assert (moving.layout.xaxis.fixedrange, moving.layout.yaxis.fixedrange) == (False, True)
    assert moving.data[0].hovertext == ("&lt;b&gt;Forum&lt;/b&gt;, 2025-04-01, proposed",)
    assert moving.data[0].customdata == still.data[0].customdata


def test_nothing_can_be_sent_anywhere():
    assert CONFIG["showSendToCloud"] is False
