"""Colours: the two themes, the topics' colours, and what keeps them readable.

The themes repeat ``.streamlit/config.toml``, which Streamlit's own part of the page reads; a test holds the
two together.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours of one appearance, as ``#rrggbb``.

    ``surface`` is the second background; ``line`` separates; ``muted`` is quieter text of at least 4.5:1;
    ``on_accent`` is text upon ``accent``.
    """

    name: str
    background: str
    surface: str
    text: str
    muted: str
    line: str
    accent: str
    on_accent: str
    topics: tuple[str, ...]


LIGHT = Theme(
    name="light",
    background="#ffffff",
    surface="#f5f6f8",
    text="#111111",
    muted="#555b63",
    line="#d5d9df",
    accent="#1f5f99",
    on_accent="#ffffff",
    topics=(
        "#1f5f99",
        "#9e5210",
        "#2099a3",
        "#542958",
        "#a88720",
        "#719167",
        "#7a1f23",
        "#7e72c2",
        "#3f4a4d",
        "#695249",
        "#9a627b",
        "#6d6b42",
    ),
)
DARK = Theme(
    name="dark",
    background="#0f1419",
    surface="#1a2129",
    text="#f2f4f7",
    muted="#a9b2bd",
    line="#3a444f",
    accent="#6aa9e0",
    on_accent="#111111",
    topics=(
        "#6aa9e0",
        "#d68b4d",
        "#81d9dc",
        "#995d9f",
        "#e9cc71",
        "#95b88d",
        "#b65a5d",
        "#867ec8",
        "#688186",
        "#a48a81",
        "#db9fb6",
        "#838031",
    ),
)
THEMES = {theme.name: theme for theme in (LIGHT, DARK)}


def topic_colours(topics: Sequence[str], theme: Theme) -> dict[str, str]:
    """Give each topic, in display order, a colour of the theme. Past the last colour they begin again:
    a name always stands beside the colour.
    """
    return dict(zip(topics, cycle(theme.topics), strict=False))


def strand_fills(theme: Theme) -> tuple[tuple[str, str], ...]:
    """Return the fills of strands as colour and pattern, which differ even without colour."""
    return ((theme.accent, ""), (theme.muted, "/"), (theme.accent, "x"), (theme.muted, "."))


def readable_on(fill: str) -> str:
    """Return black or white text, whichever stands out more against a fill."""
    return max(("#111111", "#ffffff"), key=lambda text: contrast(text, fill))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21, as WCAG 2.2 defines it
    (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio).
    """
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[place : place + 2], 16) / 255) for place in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
