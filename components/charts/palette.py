"""The colours of the pages and charts, light and dark.

``.streamlit/config.toml`` repeats some of them for what Streamlit draws itself; a test compares the two.
"""

from collections.abc import Sequence
from typing import NamedTuple


class Theme(NamedTuple):
    """The colours of one appearance, as ``#rrggbb``; the light ones, unless others are given.

    ``surface`` is the second background, ``muted`` quieter text, ``line`` decoration, ``edge`` the border of fields.
    ``accent`` marks links and choices, and ``on_accent`` is text on it; ``soft`` and ``mid`` are fills for text.
    ``caution``, its edge and its background (``caution_soft``) mark where the public record differs.
    """

    background: str = "#ffffff"
    surface: str = "#f3f5f8"
    text: str = "#14181d"
    muted: str = "#535a63"
    line: str = "#d6dbe1"
    edge: str = "#79818c"
    accent: str = "#1b5a93"
    on_accent: str = "#ffffff"
    soft: str = "#dfeaf5"
    mid: str = "#9cc2e2"
    caution: str = "#7d4200"
    caution_edge: str = "#b06a00"
    caution_soft: str = "#fdf4e3"


LIGHT = Theme()
DARK = Theme(
    background="#10151b",
    surface="#1a222b",
    text="#eef1f5",
    muted="#aab3be",
    line="#37414c",
    edge="#7c8793",
    accent="#86bbea",
    on_accent="#0c1117",
    soft="#1c3550",
    mid="#2f6498",
    caution="#f2c27a",
    caution_edge="#d39a3c",
    caution_soft="#2a2213",
)


VARIABLES = tuple(name.replace("_", "-") for name in Theme._fields)
"""The CSS variable of each colour of a theme, without ``--``."""


def by_light_colour(values: Sequence[str]) -> dict[str, str]:
    """Return values, one for each colour of a theme, by the light colour; the first if two light ones are the same."""
    return dict(zip(reversed(LIGHT), reversed(values), strict=True))


def css_variables(theme: Theme) -> str:
    """Return the CSS declarations of a theme: ``--background:#ffffff;--surface:…;``."""
    return "".join(f"--{name}:{colour};" for name, colour in zip(VARIABLES, theme, strict=True))
