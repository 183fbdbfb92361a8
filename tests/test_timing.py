"""When events are, seen from a day: at the edges of days, quarters and years."""

from datetime import date

import pytest

from small import event, small


@pytest.mark.parametrize(
    ("today", "events", "expected"),
    [
        ("2025-03-30", [event("2025-01-01", "2025-03-31")], ["now"]),
        ("2025-03-31", [event("2025-01-01", "2025-03-31")], ["now"]),
        ("2025-04-01", [event("2025-01-01", "2025-03-31")], ["passed"]),
        ("2025-01-01", [event("2025-01-01", "2025-03-31")], ["now"]),
        ("2024-12-31", [event("2025-01-01", "2025-03-31")], ["next"]),
        ("2026-01-01", [event("2025-12-31", "2025-12-31"), event("2026-01-01", "2026-01-01")], ["passed", "now"]),
        ("2025-06-01", [event("2025-07-01", "2025-07-02"), event("2025-08-01", "2025-08-01")], ["next", "later"]),
        ("2025-06-01", [event("2025-08-01", "2025-08-01"), event("2025-07-01", "2025-07-02")], ["later", "next"]),
        ("2025-06-01", [event("2025-07-01", "2025-07-02"), event("2025-07-01", "2025-09-30")], ["next", "next"]),
        (
            "2025-06-01",
            [event("2025-07-01", "2025-07-01", "cancelled"), event("2025-08-01", "2025-08-01", "confirmed")],
            ["cancelled", "next"],
        ),
        ("2025-06-01", [event("2025-05-01", "2025-07-01", "held"), event("2024-01-01", "2024-01-01", "held")],
         ["held", "held"]),
        ("2025-06-01", [event("2025-05-01", "2025-05-31", "confirmed")], ["passed"]),
    ],
)  # fmt: skip
def test_an_event_has_passed_is_running_or_comes(today, events, expected):
    assert list(small(events=events).timings(date.fromisoformat(today)).values()) == expected
