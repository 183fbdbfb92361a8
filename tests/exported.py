"""The exports, asked without a server, and their files as other programs read them."""

import csv
import io

from icalendar import Calendar

from components.briefing import contract
from components.web import exports

from inprocess import client

CSV_PATHS = tuple(f"/export/{table.file}" for table in contract.TABLES)
PATHS = tuple(route.path for route in exports.routes)
_WHOLE = {"/export/datapackage.json", *(f"/export/{table.file}" for table in contract.TABLES if not table.page)}
FILTERED = tuple(path for path in PATHS if path not in _WHOLE)
"""The exports that filters narrow; facts, topics and notes are about the whole briefing."""


def link(quarter="", topic="", words=""):
    """Return the parameters of a link with at most one value each."""
    return {name: value for name, value in (("quarter", quarter), ("topic", topic), ("q", words)) if value}


def csv_rows(table, parameters=None):
    """Export a table as CSV, and read it as a program that knows of the byte order mark does."""
    body = client.get(f"/export/{table}.csv", params=parameters).content
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline=""), strict=True))


def calendar_events(parameters=None):
    """Export the calendar, and read its events."""
    return Calendar.from_ical(client.get("/export/events.ics", params=parameters).content).walk("VEVENT")
