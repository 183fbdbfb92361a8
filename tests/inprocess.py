"""The server's routes with all that goes around them, asked without a server."""

from starlette.applications import Starlette
from starlette.testclient import TestClient

from components.settings import Settings
from components.web.routes import middleware, routes

ORIGIN = "https://briefing.example"
app = Starlette(routes=routes, middleware=middleware(Settings(hosts=("*.example", "*.example.org"), access_log=False)))
client = TestClient(app, base_url=ORIGIN)
