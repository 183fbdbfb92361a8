"""Runs the dashboard with a page, a button, a route and the frame of one page broken, as a mistake would break them."""

import runpy
import sys

SECRET = "what only the log may say"  # noqa: S105 - it is none


def fails(*_: object) -> None:
    raise RuntimeError(SECRET)


if __name__ == "__main__":
    sys.path[0] = ""  # the folder of the dashboard, in which this runs
    from components.web import preview
    from components.widgets import filter_bar, share
    from pages import timeline

    draw_sharing = share.draw
    share.draw = lambda path, view: fails() if path == "sources" else draw_sharing(path, view)
    timeline.draw = fails
    preview.picture = fails
    filter_bar._set = fails  # noqa: SLF001 - what "Clear filters" calls
    sys.argv[0] = "dashboard.py"
    runpy.run_path("dashboard.py", run_name="__main__")
