"""Breakdowns of the areas: by topic and strand, as stacked bars or as a hierarchy."""

import json
from collections.abc import Iterable
from itertools import chain

import pandas as pd

from components.briefing.words import isolated
from components.charts.figure import FONT_SIZE, Figure, Sheet, pattern
from components.charts.palette import Theme, readable_on, strand_fills
from components.charts.text import lines, literal

_LINE = 17
_BAR = 22
_PADDING = 8
_NAME_COLUMNS = 34
_MOST_TITLES = 12
"""Titles that a box of the treemap names at most; a box has no room for more."""
_LEGEND = 3
"""Pixels between two entries of the legend, and more around all of them."""
_TREEMAP_HEIGHT = 420
_BOX = 34
"""Pixels of the treemap's height for each box, where there are many."""
_FEW = 16
"""Boxes that are large enough to say more than their topic."""
_BOX_COLUMNS = 15
"""Columns of a line inside a box: Plotly shrinks letters where lines are longer than the box is wide."""


def stacked_bars(counts: pd.DataFrame, theme: Theme) -> Figure:
    """Draw a bar for each topic, stacked by strand; first topic at the top, also those without an area.

    ``counts`` has a row for each topic and a column for each strand. Strands differ in fill and pattern, which the
    legend names. A mark's ``customdata`` begins with its topic and its strand.
    """
    strands = [str(strand) for strand in counts.columns]
    totals = counts.sum(axis=1)
    sheet, fills = Sheet(theme), strand_fills(theme)
    middles, top = [], 0
    for topic, total in totals.items():
        name = lines(str(topic), _NAME_COLUMNS)
        label = [*map(isolated, name[:-1]), f"{isolated(name[-1])}: {total or 'none'}"]
        sheet.label("<br>".join(map(literal, label)), top)
        top += len(label) * _LINE + _PADDING // 2
        middles.append(top + _BAR / 2)
        top += _BAR + _PADDING
    for position, strand in enumerate(strands):
        fill, shape = fills[position % len(fills)]
        sheet.mark(
            "bar",
            orientation="h",
            name="<br>".join(literal(isolated(line)) for line in lines(strand, _NAME_COLUMNS)),
            x=counts[strand].tolist(),
            y=middles,
            width=[_BAR] * len(counts),
            marker={
                "color": fill,
                "line": {"color": theme.background, "width": 1.5},
                "pattern": pattern(shape, theme),
            },
            customdata=[
                [topic, strand, literal(f"{isolated(str(topic))}, {isolated(strand)}: {count}")]
                for topic, count in counts[strand].items()
            ],
            hovertemplate="%{customdata[2]}<extra></extra>",
        )
    # The legend has a line of its own for each strand: so its height is known, whatever the width.
    foot = 10 + sum(len(lines(strand, _NAME_COLUMNS)) * _LINE + _LEGEND for strand in strands)
    return sheet.figure(
        top,
        {"range": [0, max([1, *totals])], "visible": False},
        foot=foot,
        barmode="stack",
        showlegend=True,
        legend={
            "orientation": "v", "x": 0, "y": 0, "yanchor": "top", "traceorder": "normal", "maxheight": max(foot, 30),
            "itemclick": False, "itemdoubleclick": False, "font": {"color": theme.text, "size": FONT_SIZE},
        },
    )  # fmt: skip


def treemap(areas: pd.DataFrame, strands: tuple[str, ...], colours: dict[str, str], theme: Theme) -> Figure:
    """Draw strands as boxes, their topics inside, the areas inside those; each area counts once per topic.

    ``colours`` gives each topic its colour. A mark's ``customdata`` begins with its topic and its strand,
    the topic empty on a strand's own box.
    """
    boxes = sum(len(_topics_of(areas[areas["strand"] == strand], colours)) for strand in strands)
    nodes = list(
        chain.from_iterable(
            _strand_nodes(areas, strand, colours, theme, has_titles=boxes <= _FEW) for strand in strands
        )
    )
    sheet = Sheet(theme)
    if nodes:
        ids, parents, labels, values, fills, texts, data = zip(*nodes, strict=True)
        sheet.traces.append(
            {
                "type": "treemap",
                "ids": ids,
                "parents": parents,
                "labels": labels,
                "values": values,
                "branchvalues": "total",
                "marker": {
                    "colors": fills,
                    "line": {"color": theme.background, "width": 2},
                    "pad": {"t": 24, "l": 4, "r": 4, "b": 4},
                },
                "textfont": {"color": texts, "size": FONT_SIZE},
                "customdata": data,
                "hovertemplate": "%{customdata[2]}<extra></extra>",
                "pathbar": {"visible": False},
                "tiling": {"packing": "squarify", "pad": 3},
                "sort": False,
            }
        )
    return sheet.figure(max(_TREEMAP_HEIGHT, boxes * _BOX), {"visible": False})


_Node = tuple[str, str, str, int, str, str, tuple[str, str, str]]


def _topics_of(areas: pd.DataFrame, topics: Iterable[str]) -> list[str]:
    """Return those of the topics that an area carries."""
    carried = set(chain.from_iterable(areas["topics"]))
    return [topic for topic in topics if topic in carried]


def _strand_nodes(
    areas: pd.DataFrame, strand: str, colours: dict[str, str], theme: Theme, *, has_titles: bool
) -> list[_Node]:
    own = areas[areas["strand"] == strand]
    nodes: list[_Node] = []
    for topic in _topics_of(own, colours):
        all_titles = [title for title, carried in zip(own["title"], own["topics"], strict=True) if topic in carried]
        titles, more = all_titles[:_MOST_TITLES], len(all_titles) - _MOST_TITLES
        if more > 0:
            titles = [*titles, f"and {more:,} more"]
        fill = colours[topic]
        name = [f"<b>{literal(isolated(line))}</b>" for line in lines(topic, _BOX_COLUMNS)]
        inside = (
            [line for title in titles for line in lines(title, _BOX_COLUMNS)]
            if has_titles
            else [f"{len(all_titles):,}"]
        )
        label = "<br>".join([*name, *(literal(isolated(line)) for line in inside)])
        said = (line for title in titles for line in lines(title, 40))
        hover = "<br>".join(literal(isolated(line)) for line in (f"{topic}, {strand}", *said))
        nodes.append(
            (_box(strand, topic), _box(strand), label, len(all_titles), fill, readable_on(fill), (topic, strand, hover))
        )
    if not nodes:
        return []
    total = sum(node[3] for node in nodes)
    hover = literal(f"{strand}: {len(own)}")
    root: _Node = (_box(strand), "", literal(isolated(strand)), total, theme.surface, theme.text, ("", strand, hover))
    return [root, *nodes]


def _box(*names: str) -> str:
    """Name a box of the treemap, so that no two share a name whatever strands and topics are called."""
    return json.dumps(names)
