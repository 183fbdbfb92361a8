"""The figures of the pages: each is built once for a view and a theme, and shared by all who look at it.

Building a figure takes longer than all else that a page does, and a crowd that follows one link looks at one view.
"""

from datetime import date

from components.briefing import arrangement
from components.briefing.caching import view_cache
from components.briefing.coverage import coverage
from components.briefing.filters import View
from components.charts.breakdown import stacked_bars, treemap
from components.charts.figure import Figure
from components.charts.gantt import gantt
from components.charts.matrix import matrix
from components.charts.palette import Theme, topic_colours

_MOST = 64
"""Figures of each kind that are kept: a few hundred kilobytes each at most."""


@view_cache(_MOST)
def timeline(view: View, number: int, theme: Theme, today: date | None = None) -> Figure:
    """Return the Gantt of one page of the matching events, counted from 1."""
    shown = arrangement.page_of(view.events, number)
    return gantt(shown, arrangement.axis(shown, view), view.briefing.topic_names, theme, today)


@view_cache(_MOST)
def first_events(view: View, theme: Theme, today: date | None = None) -> Figure:
    """Return the small Gantt of the first matching events."""
    shown = view.events.head(arrangement.FIRST)
    return gantt(shown, arrangement.axis(shown, view), view.briefing.topic_names, theme, today)


@view_cache(_MOST)
def areas_as_bars(view: View, strand: str | None, theme: Theme) -> Figure:
    """Return the bars of the matching areas, of one strand or of all."""
    return stacked_bars(arrangement.area_counts(view, strand), theme)


@view_cache(_MOST)
def areas_as_treemap(view: View, strand: str | None, theme: Theme) -> Figure:
    """Return the treemap of the matching areas, of one strand or of all."""
    colours = topic_colours(view.briefing.topic_names, theme)
    of_view = {topic: colours[topic] for topic in view.topics}
    return treemap(arrangement.areas_of(view, strand), arrangement.strands_of(view, strand), of_view, theme)


@view_cache(_MOST)
def coverage_matrix(view: View, theme: Theme) -> Figure:
    """Return the matrix of topics against dates."""
    return matrix(coverage(view), theme)
