"""What is worked out once for a view and shared by all who look at it, bounded in number."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
Result = TypeVar("Result")

_memories: list[Any] = []


def remembered(most: int) -> Callable[[Callable[P, Result]], Callable[P, Result]]:
    """Let a function remember its last results, at most so many; for arguments that can be hashed, as a ``View`` can.

    Nobody may change what such a function returns.
    """

    def wrap(function: Callable[P, Result]) -> Callable[P, Result]:
        remembering = lru_cache(maxsize=most)(function)
        _memories.append(remembering)
        return remembering  # type: ignore[return-value] # it takes and gives what the function does

    return wrap


def forget() -> None:
    """Forget all results: a briefing that is no longer shown must not stay in memory with them."""
    for memory in _memories:
        memory.cache_clear()
