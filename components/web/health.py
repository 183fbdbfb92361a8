"""``/healthz``: whether a valid briefing is loaded."""

from starlette.requests import Request
from starlette.responses import Response

from components.briefing import contract, store
from components.briefing.problems import MAX_PROBLEMS
from components.content.page import state, today
from components.web.endpoints import NO_STORE, RETRY_LATER, json_body


def health(_: Request) -> Response:
    """Respond with the version of the valid briefing, or with what is wrong and where."""
    snapshot = store.current_store().snapshot
    details = {
        "state": state(snapshot, today()),
        "problems": [str(problem) for problem in snapshot.problems[:MAX_PROBLEMS]],
        "left_out": max(len(snapshot.problems) - MAX_PROBLEMS, 0),
    }
    if snapshot.briefing is None:
        return Response(json_body({"status": "no valid briefing", **details}), 503, RETRY_LATER, "application/json")
    counts = {table.name: len(snapshot.briefing.table(table.name)) for table in contract.ITEM_TABLES}
    status = "the data files have mistakes; the last version without any is shown" if snapshot.problems else "ok"
    body = json_body({"status": status, "version": snapshot.briefing.version, **details, **counts})
    return Response(body, 200, NO_STORE, "application/json")
