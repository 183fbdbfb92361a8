"""``Address``: the state of a page as one value, read from a request and written as a link.

Every link of the site is made here: menu, filters, pager, cards, chart marks, exports and share panel.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import NamedTuple
from urllib.parse import quote, urlencode

from components import settings
from components.briefing import contract
from components.briefing.briefing import Briefing
from components.briefing.filters import Filters, Ignored
from components.briefing.words import fold, one_line

ITEM = "item"
"""Parameter with the id of the one item that the page is about."""
PAGE = "page"
"""Parameter with the number of the page of items, from 1."""
VERSION = "v"
"""Parameter with the version of the data that a link was shared with."""
LONGEST_QUERY = 4096
"""Maximum characters after the “?” of a link; the server refuses more. Chats and mail keep about half of it intact."""
CHART, EXPLORE = "chart", "explore"
"""Parameter for how a page shows its chart, and its value for Plotly, which can zoom and pan."""
COVERAGE, SOURCES = "coverage", "sources"
"""Paths of the pages that are not about one table; the contract has the others."""
FEED = "changes.atom"
"""Path of the feed of the changes."""
EMBED = "embed"
"""Parameter with which a page shows only its heading and its chart, for a frame in another page."""


class Choice(NamedTuple):
    """One of a page's own parameters: its name, its default, and how a value is read.

    ``read`` takes a value from a link and the briefing, and returns the option that the value names, or None.
    """

    parameter: str
    read: Callable[[str, Briefing], str | None]
    default: str = ""


def option_choice(
    parameter: str,
    options: Callable[[Briefing], Sequence[str]],
    default: str = "",
    successors: Mapping[str, str] | None = None,
) -> Choice:
    """Return a choice of named options; case does not matter.

    ``successors`` map retired values to the options that replaced them, so that old links keep working.
    """

    def read(value: str, briefing: Briefing) -> str | None:
        known = {fold(option): option for option in options(briefing)}
        replaced = {fold(old): new for old, new in (successors or {}).items()}
        return known.get(fold(value), replaced.get(fold(value)))

    return Choice(parameter, read, default)


def item_choice(table: contract.Table) -> Choice:
    """Return the choice of one item of a table, by its id."""

    def read(value: str, briefing: Briefing) -> str | None:
        return fold(value) if (briefing.table(table.name)["id"] == fold(value)).any() else None

    return Choice(ITEM, read)


def _page_number(value: str, _: Briefing) -> str | None:
    return str(int(value)) if value.isascii() and value.isdecimal() and len(value) <= 6 and int(value) else None


PAGE_CHOICE = Choice(PAGE, _page_number, default="1")
"""The choice of a page of items, from 1; only the page knows the last number."""


@dataclass(frozen=True)
class Address:
    """A path of the site, the filters, and the page's own choices that differ from their defaults.

    ``path`` has no slash in front: ``""`` is the overview. ``str()`` gives the link relative to the server, as in
    ``/timeline?quarter=2025-Q1``, with the prefix of the setting ``BASE_PATH`` in front.
    """

    path: str = ""
    filters: Filters = field(default_factory=Filters)
    choices: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        pairs = [*self.filters.parameters, *self.choices]
        return f"{base_path()}/{quote(self.path)}{f'?{urlencode(pairs)}' if pairs else ''}"

    @property
    def is_too_long(self) -> bool:
        """Whether the link is longer than the server accepts."""
        return len(str(self).partition("?")[2]) > LONGEST_QUERY

    @classmethod
    def read(
        cls, path: str, parameters: Iterable[tuple[str, str]], briefing: Briefing, choices: Iterable[Choice] = ()
    ) -> tuple["Address", tuple[Ignored, ...]]:
        """Return the address that a link names, and the values in it that briefing and page do not have.

        Case, order and surrounding spaces do not matter. If a choice is repeated, the last value counts. Defaults are
        left out, so each state of a page has one link.
        """
        pairs = list(parameters)
        filters, ignored = Filters.read(pairs, briefing)
        values = {name: one_line(value) for name, value in pairs if value.strip()}
        chosen, unknown = [], []
        for choice in choices:
            value = values.get(choice.parameter, "")
            option = choice.read(value, briefing) if value else None
            if value and option is None:
                unknown.append(Ignored(choice.parameter, value))
            elif option and option != choice.default:
                chosen.append((choice.parameter, option))
        return cls(path, filters, tuple(chosen)), (*ignored, *unknown)

    def choice(self, parameter: str, default: str = "") -> str:
        """Return what is chosen for one of the page's own parameters, or the default."""
        return dict(self.choices).get(parameter, default)

    def group(self, table: contract.Table) -> str:
        """Return the strand or pillar that is chosen for a table, or an empty string."""
        return self.choice(table.group)

    def to(self, path: str, **choices: str) -> "Address":
        """Return the address of another page or export under the same filters."""
        return Address(path, self.filters).choose(**choices)

    def choose(self, **choices: str) -> "Address":
        """Return the address with some choices changed, on the first page; an empty string removes a choice."""
        merged = {name: value for name, value in self.choices if name != PAGE} | choices
        return replace(self, choices=tuple((name, value) for name, value in merged.items() if value))

    def filtered(self, filters: Filters) -> "Address":
        """Return the address of the same page under other filters."""
        return replace(self, filters=filters).choose()

    def toggle(self, briefing: Briefing, *, quarter: str = "", topic: str = "") -> "Address":
        """Return the address with a quarter or a topic added to the filters or, if chosen already, removed."""
        quarters, topics = {*self.filters.quarters} ^ {quarter}, {*self.filters.topics} ^ {topic}
        in_order = Filters(
            tuple(name for name in briefing.quarters if name in quarters),
            tuple(name for name in briefing.topic_names if name in topics),
            self.filters.text,
        )
        return self.filtered(in_order)

    def only(self, *, quarters: tuple[str, ...] = (), topics: tuple[str, ...] = ()) -> "Address":
        """Return the address filtered by these quarters or topics in place of the chosen ones, as a chart mark does.

        If the address is so filtered already, return it without them. Filters that are not given stay as they are. The
        linked item and the page number are left out.
        """
        old = self.filters
        new = replace(old, quarters=quarters or old.quarters, topics=topics or old.topics)
        if new == old:
            new = replace(old, quarters=() if quarters else old.quarters, topics=() if topics else old.topics)
        return self.choose(**{ITEM: ""}).filtered(new)

    def shared(self, version: str) -> "Address":
        """Return the address with the version of the data, so that the page can later say that the data has changed."""
        return replace(self, choices=(*self.choices, (VERSION, version)))


def item_address(table: contract.Table, identifier: str) -> Address:
    """Return the address of one item, without filters."""
    return Address(table.page).choose(**{ITEM: identifier})


@cache
def base_path() -> str:
    """Return the prefix under which a proxy serves the site, without a slash at its end; empty without a proxy."""
    return settings.read().base_path
