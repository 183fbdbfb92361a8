"""The colours of everything that people see, declared once: pages, charts, pictures; light and dark."""

from dataclasses import dataclass, fields


@dataclass(frozen=True)
class Theme:
    """The colours of one theme, as ``#rrggbb``.

    ``surface`` is the second background; ``line`` decorates and ``edge`` outlines what can be used; ``soft`` and
    ``mid`` fill marks, with ``text`` on them; the three ``caution`` colours are for where the public record differs.
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
    background="#ffffff", surface="#f3f5f8", text="#14181d", muted="#535a63", line="#d6dbe1", edge="#79818c",
    accent="#1b5a93", on_accent="#ffffff", soft="#dfeaf5", mid="#9cc2e2",
    caution="#7d4200", caution_edge="#b06a00", caution_soft="#fdf4e3",
)  # fmt: skip
DARK = Theme(
    background="#10151b", surface="#1a222b", text="#eef1f5", muted="#aab3be", line="#37414c", edge="#7c8793",
    accent="#86bbea", on_accent="#0c1117", soft="#1c3550", mid="#2f6498",
    caution="#f2c27a", caution_edge="#d39a3c", caution_soft="#2a2213",
)  # fmt: skip


def colours(theme: Theme) -> dict[str, str]:
    """Return the colours of a theme by the names that style sheets use: ``on-accent`` for ``on_accent``."""
    return {one.name.replace("_", "-"): getattr(theme, one.name) for one in fields(theme)}


def css_variables(theme: Theme) -> str:
    """Return a theme as CSS declarations: ``--background:#ffffff;…``."""
    return "".join(f"--{name}:{colour};" for name, colour in colours(theme).items())
