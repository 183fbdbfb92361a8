"""Frame in, picture out. Speaks Plotly."""
