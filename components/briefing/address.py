"""``Address``: the state of a page as one value, read from a request and written as a link.

Everything that can be chosen is a link, and every link is made here: menu, filters, pager, cards, marks of charts,
exports and share panel.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple
from urllib.parse import quote, urlencode

from components import settings
from components.briefing import contract
from components.briefing.briefing import Briefing
from components.briefing.filters import NO_FILTERS, Filters, Ignored
from components.briefing.words import fold, one_line

ITEM = "item"
"""Parameter that names one item by its id: the page opens with that item as its subject."""
PAGE = "page"
"""Parameter that counts pages of items from 1, where they fill more than one."""
VERSION = "v"
"""Parameter with the version of the data that a link was shared with."""
LONGEST_QUERY = 4096
"""Characters that may follow the “?” of a link: more are refused. Chats and mail pass about half of it on whole."""
CHART, EXPLORE = "chart", "explore"
"""Parameter that says how a page shows its chart, and its value for Plotly, to zoom and to move."""
SOURCES = "sources"
"""Path of the page that has the facts, the notes and how to cite."""
FEED = "changes.atom"
"""Path of the feed of the changes."""
EMBED = "embed"
"""Parameter with which a page shows its finding and its chart alone, for the frame of another page."""


@dataclass(frozen=True)
class Choice:
    """One of a page's own parameters: its name, its default, and how a value is read.

    ``read`` takes the value of a link and the briefing and returns the option that is meant, or None.
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
    """Return a choice of named options, read whatever their case.

    ``successors`` lead from values that lost their meaning to what replaced them, so that old links go on working.
    """

    def read(value: str, briefing: Briefing) -> str | None:
        known = {fold(option): option for option in options(briefing)}
        replaced = {fold(old): new for old, new in (successors or {}).items()}
        return known.get(fold(value), replaced.get(fold(value)))

    return Choice(parameter, read, default)


def item_choice(table: contract.Table) -> Choice:
    """Return the choice of one item of a table, by its id."""

    def read(value: str, briefing: Briefing) -> str | None:
        identifier = fold(value)
        return identifier if (briefing.table(table.name)["id"] == identifier).any() else None

    return Choice(ITEM, read)


def page_choice() -> Choice:
    """Return the choice of a page of items, from 1; only the page itself knows how many there are."""

    def read(value: str, _: Briefing) -> str | None:
        return str(int(value)) if value.isascii() and value.isdecimal() and len(value) <= 6 and int(value) else None

    return Choice(PAGE, read, default="1")


class ParsedAddress(NamedTuple):
    """What a link asks for, and what in it the briefing does not have."""

    address: "Address"
    ignored: tuple[Ignored, ...]


@dataclass(frozen=True)
class Address:
    """A path of the site, the filters, and the page's own choices that differ from their defaults.

    ``path`` has no slash in front: ``""`` is the overview. ``str()`` gives the link relative to the server, as
    ``/timeline?quarter=2025-Q1``, with the prefix of the setting ``BASE_PATH`` in front.
    """

    path: str = ""
    filters: Filters = NO_FILTERS
    choices: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        pairs = [*self.filters.parameters, *self.choices]
        return f"{base_path()}/{quote(self.path)}{f'?{urlencode(pairs)}' if pairs else ''}"

    @property
    def is_too_long(self) -> bool:
        """Whether the server refuses the link."""
        return len(str(self).partition("?")[2]) > LONGEST_QUERY

    @classmethod
    def read(
        cls, path: str, parameters: Iterable[tuple[str, str]], briefing: Briefing, choices: Iterable[Choice] = ()
    ) -> ParsedAddress:
        """Read the parameters of a link, in any order, against what the briefing and the page have.

        Case and surrounding space do not matter. Of a choice that is given several times the last counts. Defaults
        are left out of the address, so one state of a page has one link.
        """
        pairs = list(parameters)
        filters, ignored = Filters.read(pairs, briefing)
        given = {name: one_line(value) for name, value in pairs if value.strip()}
        chosen, unknown = [], []
        for choice in choices:
            value = given.get(choice.parameter, "")
            option = choice.read(value, briefing) if value else None
            if value and option is None:
                unknown.append(Ignored(choice.parameter, value))
            elif option and option != choice.default:
                chosen.append((choice.parameter, option))
        return ParsedAddress(cls(path, filters, tuple(chosen)), (*ignored, *unknown))

    def choice(self, parameter: str, default: str = "") -> str:
        """Return what is chosen for one of the page's own parameters, or the default."""
        return dict(self.choices).get(parameter, default)

    def group(self, table: contract.Table) -> str:
        """Return the strand or pillar that is chosen for a table, or an empty text."""
        return self.choice(table.group) if table.group else ""

    @property
    def page_number(self) -> int:
        """The number of the page of items, from 1; the page itself knows how many there are."""
        return int(self.choice(PAGE, "1"))

    def to(self, path: str, **choices: str) -> "Address":
        """Return the address of another page or export under the same filters."""
        return Address(path, self.filters).choose(**choices)

    def choose(self, **choices: str) -> "Address":
        """Return the address with some choices changed; an empty text takes one out. The pager starts again."""
        kept = {name: value for name, value in self.choices if name != PAGE} | choices
        return replace(self, choices=tuple((name, value) for name, value in kept.items() if value))

    def filtered(self, filters: Filters) -> "Address":
        """Return the address of the same page under other filters."""
        return replace(self, filters=filters).choose()

    def toggle(self, briefing: Briefing, *, quarter: str = "", topic: str = "") -> "Address":
        """Return the address with a quarter and a topic added to the chosen ones or, if chosen already, taken out."""
        return self.filtered(
            replace(
                self.filters,
                quarters=_toggled(self.filters.quarters, quarter, briefing.quarters),
                topics=_toggled(self.filters.topics, topic, briefing.topic_names),
            )
        )

    def only(self, *, quarters: tuple[str, ...] = (), topics: tuple[str, ...] = (), **choices: str) -> "Address":
        """Return the address filtered by these quarters or topics in place of the chosen ones, as a mark of a chart or
        a topic on a card does; what is chosen already leads back to the address without it.

        A filter for which nothing is given stays as it is. The linked item and the pager are left.
        """
        wanted = replace(self.filters, quarters=quarters or self.filters.quarters, topics=topics or self.filters.topics)
        here = self.choose(**{ITEM: ""})
        narrowed = here.filtered(wanted).choose(**choices)
        if narrowed != here:
            return narrowed
        undone = replace(
            self.filters,
            quarters=() if quarters else self.filters.quarters,
            topics=() if topics else self.filters.topics,
        )
        return here.filtered(undone).choose(**dict.fromkeys(choices, ""))

    def shared(self, version: str) -> "Address":
        """Return the address as it is shared, with the version of the data: so a later user learns of changes."""
        return replace(self, choices=(*self.choices, (VERSION, version)))


def item_address(table: contract.Table, identifier: str) -> Address:
    """Return the address of one item, without filters."""
    return Address(table.page).choose(**{ITEM: identifier})


@cache
def base_path() -> str:
    """Return the prefix under which a proxy serves the site, without a slash at its end; empty without a proxy."""
    return settings.read().base_path


def _toggled(chosen: Collection[str], value: str, options: Iterable[str]) -> tuple[str, ...]:
    """Return the chosen options with one more or one less, in the order of the options."""
    return tuple(option for option in options if (option in chosen) != (option == value))
