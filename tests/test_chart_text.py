"""Text inside a figure: every character as it is, and lines that fit."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.charts.text import columns, escape_plotly, join, lines

from briefings import examples

ACUTE = "\N{COMBINING ACUTE ACCENT}"


def without_space(text):
    return "".join(text.split())


@examples(200)
@given(st.text() | st.sampled_from(["<b>x</b>", "&lt;", "$x$", "%{x}", "\\frac", "R&D"]))
def test_plotly_finds_nothing_to_interpret_and_shows_the_text(text):
    written = escape_plotly(text)
    assert html.unescape(written) == html.unescape(html.escape(text))
    assert not re.search(r"[<>$\\%]", written)


@pytest.mark.parametrize(
    ("narrower", "wider"),
    [("iiii", "aaaa"), ("aaaa", "AAAA"), ("AAAA", "WWWW"), ("abcd", "漢字漢字"), ("e", "e" + 2 * ACUTE + "i")],
)
def test_columns_follow_the_width_of_letters(narrower, wider):
    assert columns(narrower) < columns(wider)


def test_marks_on_a_letter_take_no_space():
    assert columns("e" + 5 * ACUTE) == columns("e")


@pytest.mark.parametrize(
    ("text", "width", "most", "expected"),
    [
        pytest.param("", 10, 3, [""], id="empty"),
        pytest.param("   ", 10, 3, [""], id="only spaces"),
        pytest.param("one two three", 8, 3, ["one two", "three"], id="words stay whole"),
        pytest.param("aaaaaaa", 4.4, 3, ["aaaa", "aaa"], id="a long word is broken"),
        pytest.param("aaa bbb ccc ddd", 4.9, 3, ["aaa", "bbb", "cc…"], id="too long for the last line"),
        pytest.param("aaa bbb ccc", 5, 3, ["aaa", "bbb", "ccc"], id="just enough lines"),
        pytest.param("Strand", 0.2, 3, ["", "S", "…"], id="narrower than a letter"),
        pytest.param("aaa bbb", 6, 1, ["aaa…"], id="one line"),
    ],
)
def test_lines(text, width, most, expected):
    assert lines(text, width, most) == expected


@examples(200)
@given(st.text(), st.integers(4, 60), st.integers(1, 5))
def test_no_line_is_wider_than_asked_and_there_are_no_more_than_asked(text, width, most):
    rows = lines(text, width, most)
    assert 1 <= len(rows) <= most
    assert max(map(columns, rows)) <= width


@examples(200)
@given(st.text(), st.integers(4, 60))
def test_breaking_loses_nothing_but_space(text, width):
    assert without_space("".join(lines(text, width, 1000))) == without_space(text)


@pytest.mark.parametrize(
    ("parts", "width", "expected"),
    [
        ([], 20, []),
        (["2025-Q1", "", "held"], 20, ["2025-Q1 · held"]),
        (["2025-Q1", "proposed", "now"], 12, ["2025-Q1", "proposed", "now"]),
        (["2025-Q1", "proposed", "now"], 20, ["2025-Q1 · proposed", "now"]),
    ],
)
def test_parts_are_joined_where_they_fit(parts, width, expected):
    assert join(parts, width) == expected
