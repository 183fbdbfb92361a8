"""One item as the subject of a page (``item=rec-3``), with the others below it."""

from components.briefing.address import ITEM, Address
from components.briefing.briefing import records
from components.briefing.contract import EVENTS, Table
from components.briefing.words import capitalised
from components.content import notes, sentences
from components.content.cards import card, cards, same_topic_items
from components.content.links import Link
from components.content.page import Content, PageRequest
from components.content.rows import paged, rows_of


def item_content(request: PageRequest, table: Table) -> Content | None:
    """Return what the page of one item shows, or None where the address names none."""
    identifier = request.address.choice(ITEM)
    briefing = request.view.briefing
    items = briefing.table(table.name)
    rows = records(items[items["id"] == identifier]) if identifier else []
    if not rows:
        return None
    (item,) = rows
    others = rows_of(request.view, request.address, table)
    others = others[others["id"] != identifier]
    pager = paged(others, request.address, table.noun)
    own_notes = briefing.notes_on({identifier})
    return {
        "template": "item.html",
        "heading": item["title"],
        "line": item["summary"],
        "item": card(item, table, request),
        "noun": table.noun,
        "group_name": capitalised(table.group),
        "same_topic": same_topic_items(item, briefing),
        "days": f"{item['start']} to {item['end']}" if table is EVENTS else "",
        **notes.noted(request, own_notes),
        "back": Link(
            f"All {len(items):,} {table.noun}s" if len(items) > 1 else f"The {table.noun}s",
            str(Address(table.page, request.address.filters)),
        ),
        "others": _others(len(others), len(items) - 1, table),
        "cards": cards(pager.rows, table, request),
        "pager": pager,
    }


def _others(count: int, total: int, table: Table) -> str:
    """Return the heading of the other items: ``The other six recommendations``."""
    if not total:
        return ""
    if count == total:
        other = "The other" if total > 1 else "The one other"
        return f"{other} {sentences.count_of(total, table.noun) if total > 1 else table.noun}"
    verb = "matches" if count == 1 else "match"
    return capitalised(f"{sentences.part_of(count, total, f'other {table.noun}')} {verb} the filters")
