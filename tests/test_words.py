"""Quarters and words: tables of what goes in and what must come out."""

from datetime import date

import pytest

from components.briefing import quarters, words

# --- quarters ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (date(2025, 1, 1), "2025-Q1"),
        (date(2024, 2, 29), "2024-Q1"),
        (date(2025, 3, 31), "2025-Q1"),
        (date(2025, 4, 1), "2025-Q2"),
        (date(2025, 5, 15), "2025-Q2"),
        (date(2025, 6, 30), "2025-Q2"),
        (date(2025, 7, 1), "2025-Q3"),
        (date(2025, 8, 31), "2025-Q3"),
        (date(2025, 9, 30), "2025-Q3"),
        (date(2025, 10, 1), "2025-Q4"),
        (date(2025, 11, 30), "2025-Q4"),
        (date(2025, 12, 31), "2025-Q4"),
    ],
    ids=str,
)
def test_quarter_of_a_day(day, quarter):
    assert quarters.quarter_of(day) == quarter


@pytest.mark.parametrize(
    ("quarter", "first", "last", "following"),
    [
        ("2024-Q1", date(2024, 1, 1), date(2024, 3, 31), "2024-Q2"),
        ("2025-Q2", date(2025, 4, 1), date(2025, 6, 30), "2025-Q3"),
        ("2025-Q3", date(2025, 7, 1), date(2025, 9, 30), "2025-Q4"),
        ("2025-Q4", date(2025, 10, 1), date(2025, 12, 31), "2026-Q1"),
        ("1999-Q4", date(1999, 10, 1), date(1999, 12, 31), "2000-Q1"),
        ("2199-Q4", date(2199, 10, 1), date(2199, 12, 31), "2200-Q1"),
    ],
)
def test_days_of_a_quarter_and_the_one_after(quarter, first, last, following):
    assert quarters.first_day(quarter) == first
    assert quarters.last_day(quarter) == last
    assert quarters.next_quarter(quarter) == following


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        pytest.param(date(2025, 3, 31), date(2025, 3, 31), ("2025-Q1",), id="one-day"),
        pytest.param(date(2025, 1, 1), date(2025, 3, 31), ("2025-Q1",), id="a-whole-quarter"),
        pytest.param(date(2025, 3, 31), date(2025, 4, 1), ("2025-Q1", "2025-Q2"), id="over-a-border"),
        pytest.param(
            date(2024, 12, 31), date(2025, 7, 1), ("2024-Q4", "2025-Q1", "2025-Q2", "2025-Q3"), id="over-new-year"
        ),
    ],
)
def test_quarters_between_two_days(start, end, found):
    assert quarters.quarters_between(start, end) == found


def test_quarters_between_the_first_and_the_last_year_are_all_there():
    found = quarters.quarters_between(date(1900, 1, 1), date(2199, 12, 31))
    assert (found[0], found[-1], len(found), len(set(found))) == ("1900-Q1", "2199-Q4", 1200, 1200)


@pytest.mark.parametrize(
    ("days", "found"),
    [
        pytest.param([], (), id="no-day"),
        pytest.param([date(2025, 8, 8)], ("2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"), id="one-day"),
        pytest.param(
            [date(2026, 1, 1), date(2024, 12, 31)],
            tuple(f"{year}-Q{number}" for year in (2024, 2025, 2026) for number in (1, 2, 3, 4)),
            id="a-year-between-without-a-day",
        ),
    ],
)
def test_quarters_of_whole_years(days, found):
    assert quarters.whole_years(days) == found


@pytest.mark.parametrize(
    ("years", "most", "names"),
    [
        pytest.param(0, 4, [], id="none"),
        pytest.param(1, 4, ["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"], id="quarters"),
        pytest.param(2, 4, ["2025", "2026"], id="years"),
        pytest.param(5, 4, ["2025", "2026 to 2027", "2028 to 2029"], id="two-years-together"),
        pytest.param(175, 12, ["2025 to 2039", "2040 to 2059", *[f"{y} to {y + 19}" for y in range(2060, 2200, 20)]],
                     id="twenty-years-together"),
    ],
)  # fmt: skip
def test_periods_that_hold_all_quarters(years, most, names):
    given = [f"{year}-Q{number}" for year in range(2025, 2025 + years) for number in (1, 2, 3, 4)]
    found = quarters.periods(given, most)
    assert [name for name, _ in found] == names
    assert [quarter for _, inside in found for quarter in inside] == given
    assert len(found) <= most


def test_periods_of_chosen_quarters_leave_gaps_where_they_are():
    given = ["2025-Q1", "2025-Q4", "2027-Q2"]
    assert quarters.periods(given, 2) == [("2025", ("2025-Q1", "2025-Q4")), ("2027", ("2027-Q2",))]


@pytest.mark.parametrize(
    ("chosen", "text"),
    [
        pytest.param([], "", id="none"),
        pytest.param(["2025-Q1"], "2025-Q1", id="one"),
        pytest.param(["2025-Q1", "2025-Q2"], "2025-Q1 to 2025-Q2", id="two-neighbours"),
        pytest.param(["2025-Q1", "2025-Q3"], "2025-Q1 and 2025-Q3", id="a-gap"),
        pytest.param(["2024-Q4", "2025-Q1"], "2024-Q4 to 2025-Q1", id="over-new-year"),
        pytest.param(["2024-Q1", "2025-Q1"], "2024-Q1 and 2025-Q1", id="same-number-of-another-year"),
        pytest.param(
            ["2026-Q1", "2025-Q3", "2025-Q1", "2025-Q2", "2025-Q1"],
            "2025-Q1 to 2025-Q3 and 2026-Q1",
            id="unordered-and-repeated",
        ),
    ],
)
def test_quarters_in_words(chosen, text):
    assert quarters.ranges(chosen) == text


# --- words -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("", ""),
        ("Spajić", "spajic"),
        ("Spajic\u0301", "spajic"),
        ("ČĆŽŠĐ čćžšđ", "cczsd cczsd"),
        ("Łódź, Århus, Tromsø", "lodz, arhus, tromso"),
        ("STRASSE Straße", "strasse strasse"),
        ("İstanbul ISPARTA Diyarbakır", "istanbul isparta diyarbakir"),
        ("ﬁn ２０２５-Ｑ１", "fin 2025-q1"),
        ("ΣΟΦΟΣ σοφός", "σοφοσ σοφοσ"),
        ("Црна Гора", "црна гора"),
        ("Spa\u00adjić\u200d s\ufeffaid", "spajic said"),
    ],
)
def test_folded_text_has_no_case_and_no_diacritics(text, folded):
    assert words.fold(text) == folded


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param("", "", id="empty"),
        pytest.param(" \t\r\n ", "", id="only-white-space"),
        pytest.param("  two   words ", "two words", id="spaces"),
        pytest.param("two\r\nwords\tand\u2028more\u00a0still", "two words and more still", id="line-breaks"),
        pytest.param("a\x00b\x1bc\x7fd\x85e", "a b c d e", id="control-characters"),
        pytest.param("Spajić 🤝", "Spajić 🤝", id="nothing-to-do"),
    ],
)
def test_one_line(text, line):
    assert words.one_line(text) == line


@pytest.mark.parametrize(
    ("text", "characters", "short"),
    [
        pytest.param("", 5, "", id="empty"),
        pytest.param("abcde", 5, "abcde", id="just-fits"),
        pytest.param("abcdef", 5, "abcd…", id="one-too-long"),
        pytest.param("abc def", 5, "abc…", id="no-space-before-the-mark"),
    ],
)
def test_shortened_text_is_never_longer_than_asked(text, characters, short):
    assert words.shortened(text, characters) == short
    assert len(short) <= characters


@pytest.mark.parametrize(
    ("names", "conjunction", "text"),
    [
        ([], "and", ""),
        (["a"], "and", "a"),
        (["a", "b"], "and", "a and b"),
        (["a", "b"], "or", "a or b"),
        (("a", "b", "c"), "and", "a, b and c"),
        (("a", "b", "c", "d"), "or", "a, b, c or d"),
    ],
)
def test_listed(names, conjunction, text):
    assert words.listed(names, conjunction) == text


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        pytest.param("", "", id="empty"),
        pytest.param("Spajić 漢字 Спајић 5", "Spajić 漢字 Спајић 5", id="left-to-right"),
        pytest.param("ميناء", "\u2068ميناء\u2069", id="arabic"),
        pytest.param("the נמל of Noss", "\u2068the נמל of Noss\u2069", id="a-word-of-hebrew"),
    ],
)
def test_only_what_runs_from_right_to_left_is_set_apart(text, apart):
    assert words.bidi_isolate(text) == apart


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "no events"), (1, "1 event"), (2, "2 events"), (999, "999 events"), (1200, "1,200 events")],
)
def test_counted(number, text):
    """Thousands are separated, as everywhere else on the pages."""
    assert words.counted(number, "event") == text


@pytest.mark.parametrize(
    ("text", "capital"),
    [("", ""), ("all 3", "All 3"), ("the EU and NATO", "The EU and NATO"), ("1 of 3", "1 of 3"), ("ćao", "Ćao")],
)
def test_capitalised_changes_the_first_letter_only(text, capital):
    assert words.capitalised(text) == capital


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ('"border"', "border"),
        ("“cyber defense”", "cyber defense"),
        ("‹a›", "a"),
        ("「a」", "a"),
        ("‘a’", "a"),
        ("❝a❞", "a"),
        ('"a" b', '"a" b'),
        ("'a' b 'c'", "'a' b 'c'"),
        ('"', '"'),
        ("O'Brien's", "O'Brien's"),
    ],
)
def test_quotation_marks_around_all_of_a_text_are_taken_off(text, inside):
    assert words.unquoted(text) == inside
