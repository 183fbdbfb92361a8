"""A view as JSON."""

from components.briefing import contract
from components.briefing.briefing import records
from components.briefing.filters import View
from components.web.endpoints import json_body
from components.web.exports.provenance import about


def write(view: View, server: str) -> bytes:
    """Write the provenance of a view, its filters, and the rows of every table, with ``briefing.csv`` as ``facts``.

    Topics are lists, dates are ISO dates; events also list the quarters that they overlap.
    """
    filters = view.filters
    return json_body(
        {
            **about(view, server),
            "filters": {"quarter": filters.quarters, "topic": filters.topics, "q": filters.text},
            **{
                "facts" if table is contract.BRIEFING else table.name: records(view.table(table.name))
                for table in contract.TABLES
            },
        }
    )
