"""Colours: readable on every background, apart for colour-blind readers, and the same as Streamlit's own theme."""

import math
import tomllib
from itertools import combinations

import pytest

from components.charts.palette import DARK, LIGHT, THEMES, Theme, contrast, readable_on, strand_fills, topic_colours

from paths import ROOT

CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
BOTH = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
TOPICS = [
    pytest.param(theme, colour, id=f"{theme.name}-{place}")
    for theme in (LIGHT, DARK)
    for place, colour in enumerate(theme.topics, start=1)
]
MOST_ALIKE = 10.0
"""CIEDE2000 between any two of the first seven colours; 1 is about what an eye can just tell apart."""

# Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB.
VISION = {
    "full vision": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
TO_XYZ = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
WHITE = (0.95047, 1.0, 1.08883)

Triple = tuple[float, float, float]


def times(matrix, vector) -> Triple:
    return tuple(sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)


def lab(colour: str, vision: str) -> Triple:
    """CIELAB of a colour as somebody with this vision sees it."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    seen = [min(max(c, 0.0), 1.0) for c in times(VISION[vision], linear)]
    ratios = [c / white for c, white in zip(times(TO_XYZ, seen), WHITE, strict=True)]
    x, y, z = (math.cbrt(r) if r > 216 / 24389 else (24389 / 27 * r + 16) / 116 for r in ratios)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def ciede2000(one: Triple, other: Triple) -> float:
    """Colour difference after Sharma, Wu and Dalal 2005."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    mean = (math.hypot(a1, b1) + math.hypot(a2, b2)) / 2
    stretch = 1 + 0.5 * (1 - math.sqrt(mean**7 / (mean**7 + 25**7)))
    c1, c2 = math.hypot(a1 * stretch, b1), math.hypot(a2 * stretch, b2)
    h1, h2 = (math.degrees(math.atan2(b, a * stretch)) % 360 for a, b in ((a1, b1), (a2, b2)))
    turn = 0.0 if c1 * c2 == 0 else (h2 - h1 + 180) % 360 - 180
    hue = (h1 + h2) if c1 * c2 == 0 else (h1 + h2) / 2
    if c1 * c2 and abs(h1 - h2) > 180:
        hue += 180 if h1 + h2 < 360 else -180
    light, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    weight = (
        1
        - 0.17 * math.cos(math.radians(hue - 30))
        + 0.24 * math.cos(math.radians(2 * hue))
        + 0.32 * math.cos(math.radians(3 * hue + 6))
        - 0.20 * math.cos(math.radians(4 * hue - 63))
    )
    d_light = (l2 - l1) / (1 + 0.015 * (light - 50) ** 2 / math.sqrt(20 + (light - 50) ** 2))
    d_chroma = (c2 - c1) / (1 + 0.045 * chroma)
    d_hue = 2 * math.sqrt(c1 * c2) * math.sin(math.radians(turn / 2)) / (1 + 0.015 * chroma * weight)
    bend = -math.sin(math.radians(60 * math.exp(-(((hue - 275) / 25) ** 2))))
    bend *= 2 * math.sqrt(chroma**7 / (chroma**7 + 25**7))
    return math.sqrt(max(0.0, d_light**2 + d_chroma**2 + d_hue**2 + bend * d_chroma * d_hue))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((22.7233, 20.0904, -46.6940), (23.0331, 14.9730, -42.5619), 2.0373),
        ((2.0776, 0.0795, -1.135), (0.9033, -0.0636, -0.5514), 0.9082),
        ((6.7747, -0.2908, -2.4247), (5.8714, -0.0985, -2.2286), 0.6377),
    ],
)
def test_our_colour_difference_gives_the_published_values(one, other, expected):
    """Pairs of Sharma, Wu and Dalal, table 1."""
    assert ciede2000(one, other) == pytest.approx(expected, abs=5e-5)


@BOTH
@pytest.mark.parametrize("vision", VISION)
def test_the_first_seven_topic_colours_stay_apart(theme, vision):
    seen = {colour: lab(colour, vision) for colour in theme.topics[:7]}
    alike = {pair: ciede2000(seen[pair[0]], seen[pair[1]]) for pair in combinations(seen, 2)}
    assert len(alike) == 21
    assert {pair: round(apart, 1) for pair, apart in alike.items() if apart < MOST_ALIKE} == {}


@BOTH
def test_a_theme_has_twelve_different_topic_colours(theme):
    assert len(theme.topics) == len(set(theme.topics)) == 12


@pytest.mark.parametrize(("theme", "colour"), TOPICS)
def test_every_topic_colour_stands_out_from_both_backgrounds(theme, colour):
    assert contrast(colour, theme.background) >= 3
    assert contrast(colour, theme.surface) >= 3


@pytest.mark.parametrize("colour", [*LIGHT.topics, *DARK.topics])
def test_text_on_every_topic_colour_is_readable(colour):
    assert contrast(readable_on(colour), colour) >= 4.5


@BOTH
@pytest.mark.parametrize("ink", ["text", "muted", "accent"])
@pytest.mark.parametrize("ground", ["background", "surface"])
def test_text_is_readable_on_both_backgrounds(theme, ink, ground):
    assert contrast(getattr(theme, ink), getattr(theme, ground)) >= 4.5


@BOTH
def test_text_on_the_accent_is_readable(theme):
    assert contrast(theme.on_accent, theme.accent) >= 4.5


@BOTH
@pytest.mark.parametrize("ground", ["background", "surface"])
def test_fills_of_strands_stand_out_and_neighbours_differ_in_pattern(theme, ground):
    fills = strand_fills(theme)
    assert min(contrast(colour, getattr(theme, ground)) for colour, _ in fills) >= 3
    assert len({pattern for _, pattern in fills}) == len(fills) == 4


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#000000", 21.0),
        ("#767676", "#ffffff", 4.54),
        ("#777777", "#ffffff", 4.48),
        ("#ff0000", "#ffffff", 4.00),
        ("#00ff00", "#ffffff", 1.37),
        ("#0000ff", "#ffffff", 8.59),
        ("#1f5f99", "#1f5f99", 1.0),
        ("#FFFFFF", "#0000FF", 8.59),
    ],
)
def test_contrast_is_that_of_wcag(one, other, expected):
    assert contrast(one, other) == pytest.approx(expected, abs=0.005)


@pytest.mark.parametrize(
    ("fill", "expected"),
    [("#ffffff", "#111111"), ("#ffff00", "#111111"), ("#000000", "#ffffff"), ("#00008b", "#ffffff")],
)
def test_readable_text_is_black_on_light_and_white_on_dark(fill, expected):
    assert readable_on(fill) == expected


@BOTH
@pytest.mark.parametrize(
    ("ours", "streamlits"),
    [
        ("background", "backgroundColor"),
        ("surface", "secondaryBackgroundColor"),
        ("text", "textColor"),
        ("line", "borderColor"),
    ],
)
def test_charts_and_page_have_the_same_colours(theme, ours, streamlits):
    assert getattr(theme, ours) == CONFIG[theme.name][streamlits]


@BOTH
def test_a_chosen_option_is_readable(theme):
    """Streamlit writes the options that are chosen in white upon the primary colour."""
    assert contrast("#ffffff", CONFIG[theme.name]["primaryColor"]) >= 4.5


@BOTH
@pytest.mark.parametrize("ground", ["backgroundColor", "secondaryBackgroundColor"])
def test_a_link_is_readable(theme, ground):
    assert contrast(CONFIG[theme.name]["linkColor"], CONFIG[theme.name][ground]) >= 4.5


def test_the_themes_are_found_by_the_name_that_streamlit_gives():
    assert THEMES == {"light": LIGHT, "dark": DARK}


@BOTH
def test_topics_have_colours_in_display_order_and_begin_again_after_the_twelfth(theme: Theme):
    names = [f"Topic {number}" for number in range(1, 15)]
    colours = topic_colours(names, theme)
    assert list(colours) == names
    assert [colours[name] for name in names] == [*theme.topics, theme.topics[0], theme.topics[1]]


def test_no_topics_have_no_colours():
    assert topic_colours([], LIGHT) == {}
