"""Results that are computed once for a view and shared by everybody who opens it, bounded in number."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
Result = TypeVar("Result")

_caches: list[Any] = []


def view_cache(max_entries: int) -> Callable[[Callable[P, Result]], Callable[P, Result]]:
    """Cache the last results of a function whose arguments can be hashed, as a ``View`` can.

    Results are shared between threads, so nobody may change them. ``clear`` empties every such cache.
    """

    def wrap(function: Callable[P, Result]) -> Callable[P, Result]:
        cached = lru_cache(maxsize=max_entries)(function)
        _caches.append(cached)
        return cached  # type: ignore[return-value] # it takes and gives what the function does

    return wrap


def clear() -> None:
    """Empty all caches: a briefing that is no longer shown must not stay in memory with its results."""
    for cache in _caches:
        cache.cache_clear()
