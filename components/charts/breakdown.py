"""Breakdowns of the areas: by topic and strand, as stacked bars or as a hierarchy."""

import json
from collections import Counter
from itertools import chain

import pandas as pd

from components.charts.figure import FONT_SIZE, Figure, Sheet, pattern
from components.charts.palette import Theme, readable_on, strand_fills
from components.charts.text import lines, literal

_LABEL = 22
_BAR = 22
_ROW = _LABEL + _BAR + 8
_FOOT = 30
_TREEMAP_HEIGHT = 420
_NAME_COLUMNS = 34
_MOST_TITLES = 12
"""Titles that a box of the treemap names; a box has no room for more."""


def counts_by_topic(areas: pd.DataFrame, topics: tuple[str, ...], strands: tuple[str, ...]) -> pd.DataFrame:
    """Count areas: a row for each topic, a column for each strand. An area with two topics counts in both."""
    found = Counter(
        (topic, strand) for strand, carried in zip(areas["strand"], areas["topics"], strict=True) for topic in carried
    )
    counts = [[found[topic, strand] for strand in strands] for topic in topics]
    return pd.DataFrame(counts, index=pd.Index(topics, name="topic"), columns=list(strands), dtype=int)


def stacked_bars(areas: pd.DataFrame, topics: tuple[str, ...], strands: tuple[str, ...], theme: Theme) -> Figure:
    """Draw a bar for each topic, stacked by strand; first topic at the top, also those without an area.

    Strands differ in fill and pattern, and each piece names its strand and count where there is room. A
    mark's ``customdata`` begins with its topic and its strand.
    """
    counts = counts_by_topic(areas, topics, strands)
    sheet, fills = Sheet(theme), strand_fills(theme)
    for position, strand in enumerate(strands):
        fill, shape = fills[position % len(fills)]
        sheet.mark(
            "bar",
            orientation="h",
            name=literal(strand),
            x=counts[strand].tolist(),
            y=[row * _ROW + _LABEL + _BAR / 2 for row in range(len(topics))],
            width=[_BAR] * len(topics),
            marker={
                "color": fill,
                "line": {"color": theme.background, "width": 1.5},
                "pattern": pattern(shape, theme),
            },
            customdata=[
                [topic, strand, literal(f"{topic}, {strand}: {count}")] for topic, count in counts[strand].items()
            ],
            hovertemplate="%{customdata[2]}<extra></extra>",
        )
    totals = counts.sum(axis=1)
    for row, (topic, total) in enumerate(totals.items()):
        sheet.label(literal(f"{lines(str(topic), _NAME_COLUMNS, 1)[0]}: {total or 'none'}"), row * _ROW)
    return sheet.figure(
        _ROW * len(topics),
        {"range": [0, max([1, *totals])], "visible": False},
        foot=_FOOT,
        barmode="stack",
        showlegend=True,
        legend={
            "orientation": "h", "x": 0, "y": 0, "yanchor": "top", "traceorder": "normal",
            "itemclick": False, "itemdoubleclick": False, "font": {"color": theme.text, "size": FONT_SIZE},
        },
    )  # fmt: skip


def treemap(areas: pd.DataFrame, strands: tuple[str, ...], colours: dict[str, str], theme: Theme) -> Figure:
    """Draw strands as boxes, their topics inside, the areas inside those; each area counts once per topic.

    ``colours`` gives each topic its colour. A mark's ``customdata`` begins with its topic and its strand,
    the topic empty on a strand's own box.
    """
    nodes = list(chain.from_iterable(_strand_nodes(areas, strand, colours, theme) for strand in strands))
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
    return sheet.figure(_TREEMAP_HEIGHT, {"visible": False})


_Node = tuple[str, str, str, int, str, str, tuple[str, str, str]]


def _strand_nodes(areas: pd.DataFrame, strand: str, colours: dict[str, str], theme: Theme) -> list[_Node]:
    own = areas[areas["strand"] == strand]
    inside: dict[str, list[str]] = {topic: [] for topic in colours}
    for title, carried in zip(own["title"], own["topics"], strict=True):
        for topic in carried:
            inside.get(topic, []).append(title)
    nodes: list[_Node] = []
    for topic, all_titles in inside.items():
        if not all_titles:
            continue
        titles, more = all_titles[:_MOST_TITLES], len(all_titles) - _MOST_TITLES
        if more > 0:
            titles = [*titles, f"and {more:,} more"]
        fill = colours[topic]
        label = "<br>".join(
            [f"<b>{literal(topic)}</b>", *(literal(line) for title in titles for line in lines(title, 24))]
        )
        hover = "<br>".join([literal(f"{topic}, {strand}"), *(literal(title) for title in titles)])
        nodes.append(
            (_box(strand, topic), _box(strand), label, len(all_titles), fill, readable_on(fill), (topic, strand, hover))
        )
    if not nodes:
        return []
    total = sum(node[3] for node in nodes)
    hover = literal(f"{strand}: {len(own)}")
    root: _Node = (_box(strand), "", literal(strand), total, theme.surface, theme.text, ("", strand, hover))
    return [root, *nodes]


def _box(*names: str) -> str:
    """Name a box of the treemap, so that no two share a name whatever strands and topics are called."""
    return json.dumps(names)
