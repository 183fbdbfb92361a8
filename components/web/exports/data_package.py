"""The Data Package descriptor: the contract in the words of the Frictionless standard, version 1.

It describes the CSV files of a briefing's folder, where it belongs as ``datapackage.json``; exported CSV files fit its
schemas too.
"""

from typing import Any

from components.briefing import contract
from components.briefing.briefing import Briefing
from components.briefing.contract import Column, Kind, Table
from components.web.exports.provenance import slug


def describe(briefing: Briefing) -> dict[str, Any]:
    """Return the descriptor of a briefing's CSV files, as far as the standard can express the contract."""
    return {
        "profile": "tabular-data-package",
        "name": slug(briefing.title) or "briefing",
        "title": briefing.title,
        "description": briefing.fact("subtitle"),
        "version": briefing.version,
        "resources": [_resource(table) for table in briefing.tables],
    }


def _resource(table: Table) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": table.file,
        "description": table.meaning,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ","},  # else a program may take the semicolons between topics for it
        "schema": {
            "fields": [_field(column) for column in table.columns],
            "primaryKey": next(column.name for column in table.columns if column.unique),
        },
    }


def _field(column: Column) -> dict[str, Any]:
    return {
        "name": column.name,
        "type": "date" if column.kind is Kind.DATE else "string",
        "description": column.meaning,
        "constraints": _constraints(column),
    }


def _constraints(column: Column) -> dict[str, Any]:
    """Return the constraints of a cell; the standard has none for a list of topics."""
    constraints: dict[str, Any] = {"required": column.required, "unique": column.unique}
    match column.kind:
        case Kind.IDENTIFIER:
            constraints["pattern"] = column.pattern
        case Kind.WORD:
            constraints["enum"] = list(column.vocabulary)
        case Kind.TOPIC:
            constraints["pattern"] = f"[^{contract.LIST_SEPARATOR}]+"
        case Kind.DATE:
            constraints["minimum"] = f"{contract.FIRST_YEAR}-01-01"
            constraints["maximum"] = f"{contract.LAST_YEAR}-12-31"
    return constraints
