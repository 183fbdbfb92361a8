"""The colours of the pages and charts, light and dark.

``.streamlit/config.toml`` repeats some of them for what Streamlit draws itself; a test compares the two.
"""

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of one appearance, as ``#rrggbb``.

    ``surface`` is the second background, ``muted`` quieter text, ``line`` decoration, ``edge`` the border of fields.
    ``accent`` marks links and choices, and ``on_accent`` is text on it; ``soft`` and ``mid`` are fills for text.
    ``caution``, its edge and its background (``caution_soft``) mark where the public record differs.
    """

    background: str
    surface: str
    text: str
    muted: str
    line: str
    edge: str
    accent: str
    on_accent: str
    soft: str
    mid: str
    caution: str
    caution_edge: str
    caution_soft: str


LIGHT = Theme(
    background="#ffffff",
    surface="#f3f5f8",
    text="#14181d",
    muted="#535a63",
    line="#d6dbe1",
    edge="#79818c",
    accent="#1b5a93",
    on_accent="#ffffff",
    soft="#dfeaf5",
    mid="#9cc2e2",
    caution="#7d4200",
    caution_edge="#b06a00",
    caution_soft="#fdf4e3",
)
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


def variable_names(theme: Theme) -> dict[str, str]:
    """Return the CSS variable of each colour, without ``--``; the first if two have the same colour."""
    return dict(reversed(_variables(theme)))


def colours_in(theme: Theme) -> dict[str, str]:
    """Return the colour of a theme that stands for each light colour."""
    names = variable_names(LIGHT)
    return {colour: getattr(theme, name.replace("-", "_")) for colour, name in names.items()}


def css_variables(theme: Theme) -> str:
    """Return the CSS declarations of a theme: ``--background:#ffffff;--surface:…;``."""
    return "".join(f"--{name}:{colour};" for colour, name in _variables(theme))


def _variables(theme: Theme) -> list[tuple[str, str]]:
    return [(getattr(theme, field.name), field.name.replace("_", "-")) for field in fields(theme)]
