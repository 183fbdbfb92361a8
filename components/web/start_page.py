"""Streamlit's own start page, read from the installed package, with a document put into it.

Whatever Streamlit changes in that page carries over. What is not found in it is left out: the page then still works,
only slower or with less in its head.
"""

import importlib.util
import re
from functools import cache
from pathlib import Path

_ROOT = re.compile(r'<div id="root">\s*</div>')
_APP = re.compile(r'<script type="module"[^>]*\ssrc="([^"]+)"[^>]*>\s*</script>')
_STYLE = re.compile(r'<link rel="stylesheet"[^>]*>')
_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL)
_DROPPED = (
    re.compile(r"<title>.*?</title>", re.DOTALL),
    re.compile(r"<noscript>.*?</noscript>", re.DOTALL),  # the document needs no script
    re.compile(r'<link[^>]*rel="service-desc"[^>]*>', re.DOTALL),  # points at an interface that is not offered
    re.compile(r'<link[^>]*as="font"[^>]*>', re.DOTALL),  # a font that our theme does not use
    re.compile(r"<!--.*?-->", re.DOTALL),
)
CHART_CHUNK = "PlotlyChart.*.js"
"""The chunk that draws charts, found by pattern: its name changes with every version."""


@cache
def static_folder() -> Path:
    """Return the folder of Streamlit's scripts and styles; raises ``FileNotFoundError`` if there is none."""
    spec = importlib.util.find_spec("streamlit")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("Streamlit is not installed")
    return Path(spec.origin).parent / "static"


@cache
def _start_page() -> str:
    page = (static_folder() / "index.html").read_text(encoding="utf-8")
    for pattern in _DROPPED:
        page = pattern.sub("", page)
    return re.sub(r"\n\s*\n+", "\n", page).replace('"./', '"/')


@cache
def chart_preload() -> str:
    """Return the element that lets the charts' chunk load beside the others, or nothing if it is not found."""
    names = sorted(path.name for path in (static_folder() / "static" / "js").glob(CHART_CHUNK))
    return "".join(f'<link rel="modulepreload" crossorigin href="/static/js/{name}">' for name in names)


def inline_scripts(page: str) -> list[str]:
    """Return the texts of the scripts that stand in a page itself."""
    return [text for attributes, text in _SCRIPT.findall(page) if not re.search(r"\ssrc=", attributes)]


def with_document(*, language: str, head: str, style: str, script: str, body: str, has_chart: bool) -> str:
    """Return the start page with a document in it; all arguments are HTML, CSS or script, escaped already."""
    page, address, app_style = _parts()
    added = (
        f'{head}<style>{style}</style><script data-app="{address}">{script}</script>'
        f"{chart_preload() if has_chart else ''}"
    )
    body += app_style  # the document does not wait for the style of the app
    page = re.sub(r'<html lang="[^"]*"', lambda _: f'<html lang="{language}"', page, count=1)
    page = page.replace('<meta charset="UTF-8" />', f'<meta charset="UTF-8" />{added}', 1)
    if not _ROOT.search(page):  # a start page of another shape: the document then simply comes first
        return re.sub(r"<body[^>]*>", lambda found: f"{found.group()}{body}", page, count=1)
    return _ROOT.sub(lambda found: f"{body}{found.group()}", page, count=1)


@cache
def _parts() -> tuple[str, str, str]:
    """Return the start page without its entry script and style, the script's address, and the style's elements.

    The script is started by ours, once the document is painted; until then it is only fetched. A page in which
    it is not found keeps it, and starts by itself.
    """
    page = _start_page()
    styles = "".join(_STYLE.findall(page))
    entry = _APP.search(page)
    if entry is None or not _ROOT.search(page):
        return page, "", ""
    preload = f'<link rel="modulepreload" crossorigin href="{entry.group(1)}">'
    return _STYLE.sub("", _APP.sub(preload, page, count=1)), entry.group(1), styles


def forget() -> None:
    """Forget what was read, so that the installed package is read again."""
    _start_page.cache_clear()
    _parts.cache_clear()
    chart_preload.cache_clear()
