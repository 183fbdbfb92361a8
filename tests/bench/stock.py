"""The reference of the benchmarks: the timeline as a stock Streamlit page, as somebody would write it in an hour.

Run by the benchmarks with ``streamlit run`` in a folder of its own, so that none of our settings reach it.
"""

import os
from pathlib import Path

import pandas as pd
import plotly.express as px
import streamlit as st

data = Path(os.environ["BRIEFING_DATA"])
events = pd.read_csv(data / "events.csv", parse_dates=["start", "end"])
areas = pd.read_csv(data / "areas.csv")
events["quarter"] = events["start"].dt.to_period("Q").astype(str).str.replace("Q", "-Q")

st.title("NATO–Montenegro Dialogue")
known = sorted(events["quarter"].unique())
asked = [quarter for quarter in st.query_params.get_all("quarter") if quarter in known]
quarters = st.multiselect("Quarter", known, default=asked)
topics = st.multiselect("Topic", sorted({t for cell in events["topics"] for t in cell.split("; ")}))
shown = events[events["quarter"].isin(quarters)] if quarters else events
if topics:
    shown = shown[[bool(set(cell.split("; ")) & set(topics)) for cell in shown["topics"]]]
st.plotly_chart(px.timeline(shown, x_start="start", x_end="end", y="title", color="title"))
st.table(shown[["title", "start", "end", "status", "topics"]])
for event in shown.to_dict("records"):
    with st.container(border=True):
        st.subheader(event["title"])
        st.write(event["summary"])
        st.caption(event["source"])
