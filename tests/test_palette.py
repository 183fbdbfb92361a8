"""Colours: as readable as the design says, and the same as Streamlit's own theme."""

import re
import tomllib

import pytest

from components.charts.palette import DARK, LIGHT, VARIABLES, by_light_colour, css_variables

from paths import ROOT

THEMES = {"light": LIGHT, "dark": DARK}


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21 (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels]
    return sum(weight * one for weight, one in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize(
    ("colour", "ground", "light", "dark"),
    [
        ("text", "background", 17.8, 16.2),
        ("muted", "background", 7.0, 8.7),
        ("muted", "surface", 6.4, 7.6),
        ("edge", "background", 3.9, 5.0),
        ("accent", "background", 7.2, 9.0),
        ("on_accent", "accent", 7.2, 9.3),
        ("text", "soft", 14.6, 11.1),
        ("text", "mid", 9.5, 5.5),
        ("caution", "caution_soft", 7.3, 9.6),
        ("caution_edge", "background", 4.3, 7.4),
    ],
)
def test_contrasts_are_those_of_the_design(colour, ground, light, dark):
    stated = pytest.approx((light, dark), abs=0.06)
    assert tuple(contrast(getattr(theme, colour), getattr(theme, ground)) for theme in (LIGHT, DARK)) == stated


@pytest.mark.parametrize(("one", "other", "ratio"), [("#000000", "#ffffff", 21), ("#777777", "#ffffff", 4.48)])
def test_contrast_is_what_wcag_defines(one, other, ratio):
    assert contrast(one, other) == contrast(other, one) == pytest.approx(ratio, abs=0.01)


@pytest.mark.parametrize("name", THEMES)
def test_streamlit_has_the_same_colours(name):
    theme = THEMES[name]
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"][name]
    assert settings == {
        "primaryColor": theme.accent,
        "backgroundColor": theme.background,
        "secondaryBackgroundColor": theme.surface,
        "textColor": theme.text,
        "linkColor": theme.accent,
        "borderColor": theme.edge,
    }


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=THEMES)
def test_every_colour_is_a_css_variable(theme):
    declared = re.findall(r"--([a-z-]+):(#[0-9a-f]{6});", css_variables(theme))
    assert "".join(f"--{name}:{colour};" for name, colour in declared) == css_variables(theme)
    assert [name for name, _ in declared[:3] + declared[-2:]] == [
        "background", "surface", "text", "caution-edge", "caution-soft",
    ]  # fmt: skip
    assert by_light_colour(theme)[LIGHT.background] == theme.background  # light, ``on_accent`` is the same
    assert by_light_colour(VARIABLES)[LIGHT.caution_edge] == "caution-edge"
