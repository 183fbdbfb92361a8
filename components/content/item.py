"""One item as the subject of a page (``item=rec-3``), with the others below it."""

from components.briefing.address import ITEM, Address
from components.briefing.contract import EVENTS, Table
from components.briefing.words import capitalised
from components.content import notes, sentences
from components.content.cards import card, cards, same_topic_items
from components.content.links import Link
from components.content.page import Content, PageRequest
from components.content.rows import paged, rows_of


def item_content(request: PageRequest, table: Table) -> Content | None:
    """Return what the page of one item shows, or None where the address names none."""
    identifier, briefing = request.address.choice(ITEM), request.view.briefing
    entry = briefing.item(identifier)
    if entry is None:
        return None
    item, total = entry[1], len(briefing.table(table.name))
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
        **notes.note_values(request, own_notes),
        "back": Link(
            f"All {total:,} {table.noun}s" if total > 1 else f"The {table.noun}s",
            str(Address(table.page, request.address.filters)),
        ),
        "others": _others(len(others), total - 1, table),
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
