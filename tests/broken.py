"""Runs the dashboard with a page broken, as a mistake in its code would break it."""

import runpy
import sys

SECRET = "what only the log may say"  # noqa: S105 - it is none


def fails(*_: object) -> None:
    raise RuntimeError(SECRET)


if __name__ == "__main__":
    sys.path[0] = ""  # the folder of the dashboard, in which this runs
    import pages

    content = pages._content  # noqa: SLF001 - what every page is drawn by
    pages._content = lambda request, page: fails() if page.path == "timeline" else content(request, page)  # noqa: SLF001
    sys.argv[0] = "dashboard.py"
    runpy.run_path("dashboard.py", run_name="__main__")
