"""What a page consists of, and what a request for it contains."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from components.briefing.address import Address, Choice
from components.briefing.contract import FILTERED_TABLES, ITEM_TABLES, Table
from components.briefing.filters import Ignored, View
from components.briefing.problems import Problem
from components.briefing.store import Snapshot

Content = dict[str, Any]
"""The values of a page's template, by name."""


@dataclass(frozen=True)
class PageRequest:
    """Everything that a page is drawn from. Equal requests give the same page, byte for byte.

    ``origin`` is the server's address as the user wrote it, such as ``https://example.org``; ``ignored`` has the values
    of the link that the briefing does not have; ``problems`` are the mistakes that the data files have now;
    ``shared_version`` is the data version in the link, if there is one; ``can_embed`` says whether other sites may show
    the page in a frame.
    """

    address: Address
    view: View
    today: date
    origin: str = ""
    ignored: tuple[Ignored, ...] = ()
    problems: tuple[Problem, ...] = ()
    shared_version: str = ""
    is_embedded: bool = False
    can_embed: bool = False


@dataclass(frozen=True)
class Page:
    """One page: its path without the leading slash, its name in the menu, and the function that says what it shows.

    ``tables`` are the tables whose rows the page shows and counts; ``choices`` are its own parameters.
    ``has_empty_state`` says that the page has nothing to show if no item matches. The template is named after the path,
    ``overview.html`` for the empty one.

    Raises ``ValueError`` for a table that filters do not narrow, since its rows cannot be counted under them.
    """

    path: str
    name: str
    content: Callable[[PageRequest], Content]
    choices: tuple[Choice, ...] = ()
    tables: tuple[Table, ...] = ITEM_TABLES
    has_empty_state: bool = True

    def __post_init__(self) -> None:
        if others := [table.name for table in self.tables if table not in FILTERED_TABLES]:
            raise ValueError(f"/{self.path} cannot count what filters do not narrow: {', '.join(others)}")

    @property
    def noun(self) -> str:
        """The noun for one of the rows that the page counts."""
        return self.tables[0].noun if len(self.tables) == 1 else "item"


def today() -> date:
    """Return the date of today in UTC, so that it is the same on every server."""
    return datetime.now(UTC).date()


def state(snapshot: Snapshot, day: date) -> str:
    """Return a short text that changes with the data and the day, so that open pages know when to render again."""
    return f"{snapshot.state}-{day}"
