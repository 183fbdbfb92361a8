"""Charts: a frame in, a figure out, and the same figure as SVG. Depends on Plotly."""
