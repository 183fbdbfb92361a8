"""Text inside a figure: every character as it is, and lines that fit."""

import html
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components.charts.text import columns, lines, literal

ACUTE = "\N{COMBINING ACUTE ACCENT}"
unhurried = settings(deadline=None, database=None, max_examples=300)


def without_space(text: str) -> str:
    return "".join(letter for letter in text if not letter.isspace())


@pytest.mark.parametrize(
    ("text", "written"),
    [
        pytest.param("", "", id="empty"),
        pytest.param("Plain words, 2025-Q1 (ok)!", "Plain words, 2025-Q1 (ok)!", id="plain"),
        pytest.param("<b>x</b>", "&lt;b&gt;x&lt;/b&gt;", id="tags"),
        pytest.param("R&D", "R&amp;D", id="ampersand"),
        pytest.param("&lt;", "&amp;lt;", id="an entity stays five letters"),
        pytest.param("$x$", "&#36;x&#36;", id="TeX"),
        pytest.param("%{x}", "&#37;{x}", id="template"),
        pytest.param("\\frac", "&#92;frac", id="backslash"),
        pytest.param("Spajić 漢字 🙂", "Spajić 漢字 🙂", id="letters of all scripts"),
    ],
)
def test_literal(text, written):
    assert literal(text) == written


@pytest.mark.parametrize(
    ("text", "width"),
    [
        pytest.param("", 0, id="empty"),
        pytest.param("abc", 3, id="letters"),
        pytest.param("a b", 3, id="a space counts"),
        pytest.param("é", 1, id="composed"),
        pytest.param("e" + ACUTE, 1, id="combining mark"),
        pytest.param("e" + 5 * ACUTE, 1, id="several marks"),
        pytest.param("漢字", 4, id="Chinese"),
        pytest.param("한글", 4, id="Korean"),
        pytest.param("Ａ", 2, id="full-width Latin"),
        pytest.param("ｱ", 1, id="half-width kana"),
        pytest.param("🙂", 2, id="emoji"),
        pytest.param("Д…–ß", 4, id="other narrow letters"),
    ],
)
def test_columns(text, width):
    assert columns(text) == width


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        pytest.param("", 10, [""], id="empty"),
        pytest.param("   ", 10, [""], id="only spaces"),
        pytest.param("one two", 7, ["one two"], id="exactly the width"),
        pytest.param("one two", 6, ["one", "two"], id="one too many"),
        pytest.param("one two three", 7, ["one two", "three"], id="words whole"),
        pytest.param("abcd", 4, ["abcd"], id="word as wide as the line"),
        pytest.param("abcde", 4, ["abcd", "e"], id="word too wide by one"),
        pytest.param("abcdefghij", 4, ["abcd", "efgh", "ij"], id="long word broken"),
        pytest.param("漢字漢字", 8, ["漢字漢字"], id="wide letters exactly"),
        pytest.param("漢字漢字", 4, ["漢字", "漢字"], id="wide letters broken"),
        pytest.param("漢字", 3, ["漢", "字"], id="half a wide letter does not fit"),
        pytest.param("漢字 ab", 7, ["漢字 ab"], id="wide and narrow"),
        pytest.param(4 * ("e" + ACUTE), 4, [4 * ("e" + ACUTE)], id="combining marks take no column"),
        pytest.param(6 * ("e" + ACUTE), 3, 2 * [3 * ("e" + ACUTE)], id="a mark stays with its letter"),
    ],
)
def test_lines_that_fit(text, width, expected):
    assert lines(text, width) == expected


@pytest.mark.parametrize(
    ("text", "width", "most", "expected"),
    [
        pytest.param("aaa bbb ccc ddd", 5, 3, ["aaa", "bbb", "ccc …"], id="fourth word"),
        pytest.param("aaa bbb ccc", 5, 3, ["aaa", "bbb", "ccc"], id="just enough lines"),
        pytest.param("aaa bbb", 5, 1, ["aaa …"], id="one line"),
        pytest.param("abcdefghij", 4, 1, ["abc…"], id="one long word on one line keeps its beginning"),
        pytest.param("漢字漢字漢字", 4, 2, ["漢字", "漢…"], id="wide letters on two lines"),
        pytest.param("漢" * 60, 36, 3, ["漢" * 18, "漢" * 18, "漢" * 17 + "…"], id="wide title on three lines"),
    ],
)
def test_a_text_that_needs_more_lines_ends_with_an_ellipsis(text, width, most, expected):
    assert lines(text, width, most) == expected


@pytest.mark.parametrize("letter", ["x", "漢", "e" + ACUTE], ids=["narrow", "wide", "combining"])
@pytest.mark.parametrize("most", [1, 2, 3])
def test_a_very_long_word_is_broken_and_cut(letter, most):
    said = lines(letter * 1000, 36, most)
    assert len(said) == most
    assert max(map(columns, said)) <= 36
    assert said[0].startswith(letter)
    assert said[-1].endswith("…")


@unhurried
@given(st.text())
def test_literal_decodes_to_the_text_and_leaves_nothing_for_plotly_to_read(text):
    written = literal(text)
    assert html.unescape(written) == text
    assert not re.search(r"[<>$\\%]", written)


@unhurried
@given(st.text(), st.integers(2, 60), st.integers(1, 5))
def test_no_line_is_wider_than_asked_and_there_are_no_more_than_asked(text, width, most):
    said = lines(text, width, most)
    assert 1 <= len(said) <= most
    assert max(map(columns, said)) <= width


@unhurried
@given(st.text(alphabet="ab 漢字", max_size=200), st.integers(2, 20), st.integers(1, 4))
def test_wide_and_narrow_letters_mixed_fit_too(text, width, most):
    assert max(map(columns, lines(text, width, most))) <= width


@unhurried
@given(st.text(), st.integers(2, 60))
def test_breaking_loses_nothing_but_space(text, width):
    assert without_space("".join(lines(text, width, 1000))) == without_space(text)
