"""The options of a page, each as a link: quarters and topics, and the page's own choices."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from components.briefing.address import Address
from components.briefing.contract import Table
from components.content.page import PageRequest
from components.content.rows import count_matches

MAX_QUARTERS = 8
MAX_TOPICS = 12
MAX_LETTERS = 180
"""If there are more, the options are in a collapsible list, since they would fill a phone's screen."""


class Option(NamedTuple):
    """One value, and the link that chooses or removes it; ``matches`` is how many items it would show, if known."""

    name: str
    address: Address
    is_chosen: bool
    matches: int | None = None


class OptionGroup(NamedTuple):
    """One parameter of a page with its values; ``is_long`` says that they are too many for chips."""

    name: str
    parameter: str
    options: tuple[Option, ...]
    is_long: bool = False


def facets(request: PageRequest, tables: Sequence[Table]) -> list[OptionGroup]:
    """Return quarters and topics, each with how many rows would match if it were the only value of its filter."""
    address, briefing, filters = request.address, request.view.briefing, request.view.filters

    def group(parameter: str, names: Sequence[str], chosen: Sequence[str], most: int) -> OptionGroup:
        options, is_quarter = [], parameter == "quarter"
        for name in names:
            only = replace(filters, quarters=(name,)) if is_quarter else replace(filters, topics=(name,))
            matches = count_matches(briefing, replace(address, filters=only), tables)
            options.append(Option(name, address.toggle(briefing, **{parameter: name}), name in chosen, matches))
        is_long = len(names) > most or sum(map(len, names)) > MAX_LETTERS
        return OptionGroup(parameter.capitalize(), parameter, tuple(options), is_long)

    return [
        group("quarter", briefing.quarters, filters.quarters, MAX_QUARTERS),
        group("topic", briefing.topic_names, filters.topics, MAX_TOPICS),
    ]


def strand_or_pillar(request: PageRequest, table: Table) -> list[OptionGroup]:
    """Return the choice of a strand or a pillar, with how many items each would show; none if there is only one."""
    address, briefing = request.address, request.view.briefing
    names = briefing.groups(table)
    if len(names) < 2:
        return []
    options, every = [], "Both" if len(names) == 2 else "All"
    for name in ("", *names):
        target = address.choose(**{table.group: name})
        matches = count_matches(briefing, target, (table,))
        options.append(Option(name or every, target, name == address.group(table), matches))
    return [OptionGroup(table.group.capitalize(), table.group, tuple(options))]


def named_options(request: PageRequest, name: str, parameter: str, options: Sequence[str]) -> OptionGroup:
    """Return a choice of named options, the first of which is the default."""
    address, default = request.address, options[0]
    chosen = address.choice(parameter, default)
    entries = (
        Option(option, address.choose(**{parameter: "" if option == default else option}), option == chosen)
        for option in options
    )
    return OptionGroup(name, parameter, tuple(entries))
