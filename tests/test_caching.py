"""What is worked out for a view is used again, and what is kept is bounded."""

from datetime import date

import pytest

import pages
from components.briefing.caching import clear, view_cache
from components.briefing.store import Snapshot

TODAY = date(2025, 5, 10)


def test_a_result_is_used_again_until_too_many_others_have_come():
    asked: list[int] = []

    @view_cache(2)
    def double(number: int) -> int:
        asked.append(number)
        return 2 * number

    assert [double(number) for number in (1, 2, 1, 3, 1, 2)] == [2, 4, 2, 6, 2, 4]
    assert asked == [1, 2, 3, 2]  # 2 was the one not used for longest when 3 came
    clear()
    assert double(1) == 2
    assert asked == [1, 2, 3, 2, 1]


@pytest.mark.parametrize("render", [pages.render, pages.render_briefing])
def test_a_page_is_drawn_once_for_everybody_who_opens_it_on_a_day(briefing, render):
    def shown(day: date = TODAY, **chosen: str) -> pages.Rendered:
        return render(pages.page_request("", chosen.items(), Snapshot(briefing), day, "http://h"))

    first = shown(topic="Reform")
    assert shown(topic="reform ") is first
    assert shown() is not first
    assert shown(date(2025, 5, 11), topic="Reform") is not first
    assert 0 < render.cache_info().currsize <= render.cache_info().maxsize <= 1_000
