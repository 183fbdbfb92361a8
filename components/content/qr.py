"""The QR code of a link, as SVG without script or font."""

import io
from functools import lru_cache

import segno

_MAX_LINK = 1_000
"""Maximum characters of a link; the code of a longer one is too fine for a phone's camera."""


@lru_cache(maxsize=256)
def qr(link: str, *, size: int = 160) -> str:
    """Return the code of a link as an SVG element, ``size`` pixels wide with its quiet zone, black on white.

    It is an empty string if the link is too long.
    """
    if len(link) > _MAX_LINK:
        return ""
    code = segno.make(link, error="m", micro=False)
    modules = code.symbol_size()[0]
    out = io.BytesIO()
    code.save(
        out, kind="svg", scale=size / modules, dark="#000000", light="#ffffff", xmldecl=False, svgns=True,
        title="QR code of the link", svgclass=None, lineclass=None,
    )  # fmt: skip
    return out.getvalue().decode().strip()
