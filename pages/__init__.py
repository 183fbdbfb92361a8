"""The pages of the dashboard: each module has ``draw``, which receives the view and draws what the page shows."""
