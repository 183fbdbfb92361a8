"""The limit of each route: which requests wait, and which do not."""

import asyncio
import threading

import httpx2 as httpx
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from components.web.routes import AT_ONCE, limit_concurrency

from awaiting import PATIENCE_SECONDS
from client import run


def test_a_crowd_at_one_address_leaves_the_others_free():
    """Fifty ask for what takes long; no more than two are worked on, and another address answers meanwhile."""
    go, started = threading.Event(), threading.Semaphore(0)

    def slow(_request):
        started.release()
        assert go.wait(30)
        return PlainTextResponse("slow")

    def quick(_request):
        return PlainTextResponse("quick")

    app = Starlette(routes=[limit_concurrency(Route("/slow", slow)), limit_concurrency(Route("/quick", quick))])

    async def crowd() -> list[httpx.Response]:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://here") as client:
            waiting = [asyncio.create_task(client.get("/slow")) for _ in range(50)]
            for _ in range(AT_ONCE):
                assert await asyncio.to_thread(started.acquire, timeout=PATIENCE_SECONDS)
            for _ in range(50):
                assert (await client.get("/quick")).text == "quick"
            assert not started.acquire(blocking=False)
            go.set()
            return await asyncio.gather(*waiting)

    assert [answer.text for answer in run(crowd())] == ["slow"] * 50
