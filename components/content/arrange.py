"""A page's own choices as links: the panel "View"."""

from collections.abc import Sequence
from typing import NamedTuple

from components.briefing.address import Address
from components.briefing.contract import Table
from components.content.page import PageRequest


class Option(NamedTuple):
    """One value of a choice; ``matches`` is how many items it would show, where that is known."""

    name: str
    address: Address
    is_chosen: bool
    matches: int | None = None


class Group(NamedTuple):
    """One choice with its values."""

    name: str
    options: tuple[Option, ...]


def strand_or_pillar(request: PageRequest, table: Table) -> Group:
    """Return the choice of a strand or a pillar, with how many items each would show."""
    address, rows = request.address, request.view.table(table.name)
    names = dict.fromkeys(request.view.briefing.table(table.name)[table.group])
    chosen = address.group(table)
    every = Option("Both" if len(names) == 2 else "All", address.choose(**{table.group: ""}), not chosen, len(rows))
    options = (
        Option(name, address.choose(**{table.group: name}), name == chosen, int((rows[table.group] == name).sum()))
        for name in names
    )
    return Group(table.group.capitalize(), (every, *options))


def named_options(request: PageRequest, name: str, parameter: str, options: Sequence[str]) -> Group:
    """Return a choice of named options, the first of which is the default."""
    chosen = request.address.choice(parameter, options[0])
    return Group(
        name,
        tuple(
            Option(
                option, request.address.choose(**{parameter: "" if option == options[0] else option}), option == chosen
            )
            for option in options
        ),
    )
