"""Dates of events in words."""

from datetime import date

import pytest

from components.briefing.quarters import event_dates, quarters_between


@pytest.mark.parametrize(
    ("start", "end", "precision", "text"),
    [
        ("2025-01-01", "2025-03-31", "quarter", "2025-Q1"),
        ("2025-01-01", "2025-09-30", "quarter", "2025-Q1 to 2025-Q3"),
        ("2025-02-01", "2025-02-28", "month", "2025-02"),
        ("2024-12-01", "2025-02-28", "month", "2024-12 to 2025-02"),
        ("2025-02-03", "2025-02-03", "day", "2025-02-03"),
        ("2025-02-03", "2025-02-05", "day", "2025-02-03 to 2025-02-05"),
    ],
)
def test_dates_are_said_as_exactly_as_they_are_known(start, end, precision, text):
    days = {"start": date.fromisoformat(start), "end": date.fromisoformat(end)}
    assert event_dates({**days, "precision": precision, "quarters": quarters_between(**days)}) == text
