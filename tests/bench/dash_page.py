"""A reference of the benchmarks: the timeline as a Dash app with compression on, as somebody who knows Dash writes it.

Served with two workers: ``gunicorn --workers 2 dash_page:server``, with ``BRIEFING_DATA`` naming the folder.
"""

import os
from pathlib import Path
from urllib.parse import parse_qs

import pandas as pd
import plotly.express as px
from dash import Dash, Input, Output, dcc, html
from flask_compress import Compress

data = Path(os.environ["BRIEFING_DATA"])
events = pd.read_csv(data / "events.csv", parse_dates=["start", "end"])
events["quarter"] = events["start"].dt.to_period("Q").astype(str).str.replace("Q", "-Q")
topics = sorted({topic for cell in events["topics"] for topic in cell.split("; ")})

app = Dash(__name__)
server = app.server
server.config["COMPRESS_ALGORITHM"] = ["br", "gzip"]
Compress(server)
app.layout = html.Div(
    [
        dcc.Location(id="url"),
        html.H1("NATO–Montenegro Dialogue"),
        dcc.Checklist(sorted(events["quarter"].unique()), id="quarter", inline=True),
        dcc.Checklist(topics, id="topic", inline=True),
        dcc.Graph(id="chart"),
        html.Div(id="cards"),
    ]
)


@app.callback(Output("quarter", "value"), Input("url", "search"))
def choose(search: str) -> list[str]:
    """Choose what the link names."""
    return parse_qs(search.removeprefix("?")).get("quarter", [])


@app.callback(
    Output("chart", "figure"), Output("cards", "children"), Input("quarter", "value"), Input("topic", "value")
)
def show(quarters: list[str] | None, chosen: list[str] | None) -> tuple[object, list[object]]:
    """Draw the events that match, as a chart and as cards."""
    shown = events[events["quarter"].isin(quarters)] if quarters else events
    if chosen:
        shown = shown[[bool(set(cell.split("; ")) & set(chosen)) for cell in shown["topics"]]]
    cards = [
        html.Article([html.H3(event["title"]), html.P(event["summary"]), html.Small(event["source"])])
        for event in shown.to_dict("records")
    ]
    return px.timeline(shown, x_start="start", x_end="end", y="title", color="title"), cards
