"""Streamlit's own start page, read from the installed package, with a document put into it.

Whatever Streamlit changes in that page carries over. If an expected element is missing, the page still works, only
slower or with less in its head.
"""

import re
from functools import cache
from importlib.resources import files
from pathlib import Path

import pages
from components.briefing.address import base_path
from components.widgets import live

LIVE_SCRIPT = f"/_stcore/bidi-components/{live.NAME}/{live.SCRIPT}"
"""Where Streamlit serves the script of the live page."""
BOOT_SCRIPT = Path(__file__).with_name("boot.js").read_text(encoding="utf-8")
"""The script that starts the live app once the document is painted."""
STATIC_FOLDER = Path(str(files("streamlit") / "static"))
"""The folder of Streamlit's scripts and styles."""

_ROOT = re.compile(r'<div id="root">\s*</div>')
_ENTRY = re.compile(r'<script type="module"[^>]*\ssrc="([^"]+)"[^>]*>\s*</script>')
_STYLE = re.compile(r'<link rel="stylesheet"[^>]*>')
_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL)
_IMPORT = re.compile(r'(?:from|import)\s*"\./([\w.-]+\.js)"')
_DROPPED = (
    re.compile(r"<meta charset=[^>]*>", re.IGNORECASE),  # ours is first in the head
    re.compile(r"<title>.*?</title>", re.DOTALL),
    re.compile(r"<noscript>.*?</noscript>", re.DOTALL),  # the document needs no script
    re.compile(r'<link[^>]*rel="service-desc"[^>]*>', re.DOTALL),  # points at an API that is not offered
    re.compile(r'<link[^>]*as="font"[^>]*>', re.DOTALL),  # a font that our theme does not use
    re.compile(r"<!--.*?-->", re.DOTALL),
)
_ELEMENT_CHUNK = "BidiComponent.*.js"  # it shows a component; Streamlit loads it only after the first run


def with_document(rendered: pages.Rendered) -> str:
    """Return the start page with a page of ours in it.

    The content is in ``#page``, where the live page takes it over; Streamlit works out of sight, in ``#root``.
    """
    page, entry, app_style = _parts(STATIC_FOLDER)
    boot = f'<script data-app="{entry}" data-base="{base_path()}">{BOOT_SCRIPT}</script>'
    head = f"{rendered.head}<style>{pages.style()}</style>{boot}"
    body = (
        f'<div id="page" class="page" data-content>{rendered.content}</div>'
        '<p id="status" class="page hidden" role="status"></p>'
        f"{app_style}"  # after the document, which does not wait for the style of the app
    )
    page = re.sub(r'<html lang="[^"]*"', lambda _: f'<html lang="{pages.LANGUAGE}"', page, count=1)
    page = re.sub(r"<head[^>]*>", lambda match: f'{match.group()}<meta charset="utf-8">{head}', page, count=1)
    if not _ROOT.search(page):  # another start page than expected: the document comes first
        return re.sub(r"<body[^>]*>", lambda match: f"{match.group()}{body}", page, count=1)
    return _ROOT.sub(lambda _: f'{body}<div id="root" inert></div>', page, count=1)


def without_app(rendered: pages.Rendered) -> str:
    """Return a page of ours as a document that no live page takes over."""
    return (
        f'<!DOCTYPE html>\n<html lang="{pages.LANGUAGE}">\n<head>\n<meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<link rel="icon" href="{base_path()}/favicon.png">{rendered.head}<style>{pages.style()}</style>\n</head>\n'
        f'<body><div class="page" data-content>{rendered.content}</div></body>\n</html>\n'
    )


def inline_scripts(page: str) -> list[str]:
    """Return the texts of the inline scripts of a page."""
    return [text for attributes, text in _SCRIPT.findall(page) if not re.search(r"\ssrc=", attributes)]


@cache
def _parts(folder: Path) -> tuple[str, str, str]:
    """Return a folder's start page without its entry script and style, the script's address, and the style's elements.

    Our boot script starts the entry script once the document is painted; until then it is only preloaded. A page in
    which it is not found starts by itself.
    """
    page = (folder / "index.html").read_text(encoding="utf-8")
    for pattern in _DROPPED:
        page = pattern.sub("", page)
    page = re.sub(r"\n\s*\n+", "\n", page).replace('"./', f'"{base_path()}/')
    styles = "".join(_STYLE.findall(page))
    entry = _ENTRY.search(page)
    if entry is None or not _ROOT.search(page):
        return page, "", ""
    scripts = (entry.group(1), *_late_scripts(page, folder / "static" / "js"))
    preloads = "".join(f'<link rel="modulepreload" crossorigin href="{script}">' for script in scripts)
    return _STYLE.sub("", _ENTRY.sub(preloads, page, count=1)), entry.group(1), styles


def _late_scripts(page: str, scripts: Path) -> list[str]:
    """Return the addresses of the scripts that the first run loads and the start page does not name."""
    names: dict[str, None] = {}
    waiting = sorted(path.name for path in scripts.glob(_ELEMENT_CHUNK))
    while waiting:
        name = waiting.pop()
        if name in names or f"/static/js/{name}" in page or not (scripts / name).is_file():
            continue
        names[name] = None
        waiting += _IMPORT.findall((scripts / name).read_text(encoding="utf-8"))
    return [*(f"{base_path()}/static/js/{name}" for name in names), f"{base_path()}{LIVE_SCRIPT}"]
