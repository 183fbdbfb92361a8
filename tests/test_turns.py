"""Answers made in turns: who waits, and who does not."""

import asyncio
import threading

import httpx2 as httpx
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from components.web.turns import AT_ONCE, in_turns


def test_a_crowd_at_one_address_leaves_the_others_free():
    """Fifty wait for what takes long; no more than two are worked on, and another address answers meanwhile."""
    go, begun, lock = threading.Event(), threading.Semaphore(0), threading.Lock()
    working, most = 0, 0

    def slow(_request):
        nonlocal working, most
        with lock:
            working += 1
            most = max(most, working)
        begun.release()
        assert go.wait(30)
        with lock:
            working -= 1
        return PlainTextResponse("slow")

    def quick(_request):
        return PlainTextResponse("quick")

    app = Starlette(routes=[in_turns(Route("/slow", slow)), in_turns(Route("/quick", quick))])

    async def crowd() -> list[httpx.Response]:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://here") as client:
            waiting = [asyncio.create_task(client.get("/slow")) for _ in range(50)]
            for _ in range(AT_ONCE):
                assert await asyncio.to_thread(begun.acquire, timeout=30)
            assert (await client.get("/quick")).text == "quick"
            assert not any(one.done() for one in waiting)
            go.set()
            return await asyncio.gather(*waiting)

    assert [answer.text for answer in asyncio.run(crowd())] == ["slow"] * 50
    assert most == AT_ONCE
