"""The QR code of a link, as a picture without any script or font."""

import io

import segno


def qr(link: str, *, size: int = 160) -> str:
    """Return the code of a link as an SVG element, ``size`` pixels wide with its quiet zone, black on white.

    Raises ``segno.DataOverflowError`` for a link longer than a code can hold, some 2,900 bytes.
    """
    code = segno.make(link, error="m", micro=False)
    modules = code.symbol_size()[0]
    out = io.BytesIO()
    code.save(
        out, kind="svg", scale=size / modules, dark="#000000", light="#ffffff", xmldecl=False, svgns=True,
        title="QR code of the link", svgclass=None, lineclass=None,
    )  # fmt: skip
    return out.getvalue().decode().strip()
