"""Caches of bounded size for results that are computed once for a view and shared by all users."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar

Function = TypeVar("Function", bound=Callable[..., Any])

_caches: list[Any] = []


def view_cache(max_entries: int) -> Callable[[Function], Function]:
    """Return a decorator that caches the last ``max_entries`` results of a function with hashable arguments.

    Results are shared between threads, so they must not be changed. ``clear`` empties all of these caches.
    """

    def wrap(function: Function) -> Function:
        cached = lru_cache(maxsize=max_entries)(function)
        _caches.append(cached)
        return cached  # type: ignore[return-value] # it has the function's signature

    return wrap


def clear() -> None:
    """Empty all caches: a briefing that is no longer shown must not stay in memory with its results."""
    for cache in _caches:
        cache.cache_clear()
