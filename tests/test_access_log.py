"""The access log: a line for each answer, useful to who runs the server and silent about who reads."""

import re
from urllib.parse import urlsplit

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from components.failures import logged, printable

from awaiting import until
from client import ask
from server import Server


def ask_privately(address: str) -> None:
    """Ask for pages and connections, with words that no log may hold."""
    for path in ("/timeline?quarter=2025-Q1&q=private", "/nope%0d%0aGET%20/forged?q=private", f"/{'n' * 500}"):
        ask(address, path, User_Agent="private", Referer="http://private.example")
    stream = f"ws://{urlsplit(address).netloc}/_stcore/stream"
    with connect(f"{stream}?q=private", user_agent_header="private") as line:
        assert line.ping().wait(30)
    with pytest.raises(InvalidStatus):
        connect(stream, origin="http://private.example")


WANTED = (
    r"GET /timeline parameters=2 200 bytes=\d+ ms=\d+",
    r"GET /nope%0D%0AGET%20/forged parameters=1 404 bytes=\d+ ms=\d+",
    r"GET /n{99}… 404 bytes=\d+ ms=\d+",
    r"WEBSOCKET /_stcore/stream parameters=1 open",
    r"WEBSOCKET /_stcore/stream parameters=1 closed bytes=\d+ seconds=\d+",
    r"WEBSOCKET /_stcore/stream 403 bytes=\d+ ms=\d+",
)
START = r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} INFO components\.web\.middleware\.access_log: "


def test_each_answer_is_a_line_without_a_word_of_the_reader():
    with Server() as server:
        ask_privately(server.address)
        assert until(lambda: {"closed", "403"} <= {*server.output.split()})  # a line comes after its answer
        text = server.output
    found = text.splitlines()
    for wanted in WANTED:
        assert sum(bool(re.fullmatch(START + wanted, line)) for line in found) == 1, (wanted, found)
    assert "private" not in text
    assert [line for line in found if line.startswith("GET")] == []  # a path with a line break begins no line
    assert "127.0.0.1" not in text.replace(server.address, "")
    assert "2025-Q1" not in text
    assert "without completing" not in text  # what uvicorn says of a connection that it takes for lost


def test_it_can_be_switched_off():
    with Server(settings={"ACCESS_LOG": "off"}) as server:
        ask_privately(server.address)
        server.process.terminate()
        server.process.wait()
        assert "/timeline" not in server.output


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/", "/"),
        ("/export/events.csv", "/export/events.csv"),
        ("/a b\tc", "/a%20b%09c"),
        ("/x\r\n2026-01-01 INFO forged", "/x%0D%0A2026-01-01%20INFO%20forged"),
        ("/\x1b[31mred", "/%1B%5B31mred"),
        ("/\u202edrawkcab", "/%E2%80%AEdrawkcab"),
        ("/ž", "/%C5%BE"),
        ("/" + "x" * 100, "/" + "x" * 99 + "…"),
    ],
)
def test_a_path_is_one_short_line_of_plain_letters(caplog, path: str, shown: str):
    """Where an answer is logged, and where a failure is: a browser names that path itself."""
    assert printable(path) == shown
    logged(ValueError(), path)
    assert caplog.messages[0].endswith(f" at {shown}")
