"""What a client can and cannot make the server do: asked of one real server, which is watched."""

import io
import os
import re
import socket
import struct
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from http.client import parse_headers
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

import pages
from components.briefing import store
from components.settings import Settings
from components.web import start_page
from components.web.middleware.guard import ALLOWED_KINDS, Guard
from components.web.middleware.security_headers import policy
from components.web.routes import middleware, routes

from awaiting import PATIENCE_SECONDS, until
from client import Answer, ask, run
from inprocess import client
from server import Server

STREAM = "/_stcore/stream"
HOSTS = ("example.org", "*.example.net", "[2001:db8::1]")
ROUTES = tuple(route.path for route in routes)
STATIC = f"/static/js/{next((start_page.STATIC_FOLDER / 'static' / 'js').glob('index.*.js')).name}"
OF_STREAMLIT = ("/_stcore/health", "/_stcore/host-config", "/favicon.png", STATIC)
KEPT = {*ROUTES} - {"/healthz"}
"""What a browser keeps, and asks again about."""


class Watched(Server):
    """A real server that is watched: ``outside`` are the names and addresses of other machines that it turned to."""

    def __init__(self, folder: Path) -> None:
        listening = {"ADDRESS": "0.0.0.0"}  # noqa: S104 - a test may come from another address of this machine
        super().__init__((sys.executable, "tests/watched.py", str(folder)), settings=listening)
        self._watched = folder

    @property
    def netloc(self) -> str:
        return urlsplit(self.address).netloc

    @property
    def outside(self) -> list[str]:
        return (self._watched / "outside").read_text(encoding="utf-8").splitlines()

    def ask(self, path: str, method: str = "GET", **how: object) -> Answer:
        return ask(self.address, path, method=method, **how)

    def connect(self, path: str = STREAM, **how: object) -> ClientConnection:
        return connect(f"ws://{self.netloc}{path}", subprotocols=["streamlit"], **how)

    def is_well(self) -> bool:
        return self.ask("/healthz").status == 200


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    with Watched(tmp_path_factory.mktemp("watched")) as server:
        yield server


@pytest.fixture(autouse=True)
def _well_and_at_home(request: pytest.FixtureRequest) -> Iterator[None]:
    """After each test the server answers, and has turned to no other machine, not at its start either."""
    yield
    if "server" in request.fixturenames:
        server = request.getfixturevalue("server")
        assert server.is_well()
        assert server.outside == []


# --- headers -------------------------------------------------------------------------------------------------------


POLICY = {
    "default-src": "'none'", "style-src": "'self' 'unsafe-inline'", "img-src": "'self' data: blob:",
    "font-src": "'self' data:", "media-src": "blob:", "connect-src": "'self'", "base-uri": "'none'",
    "form-action": "'self'", "frame-ancestors": "'self'",
}  # fmt: skip
ALWAYS = {
    "x-content-type-options": "nosniff", "referrer-policy": "same-origin", "x-frame-options": "SAMEORIGIN",
    "cross-origin-opener-policy": "same-origin", "permissions-policy": "camera=(), geolocation=(), payment=(), usb=()",
}  # fmt: skip


def directives(answer: Answer) -> dict[str, str]:
    (policy,) = answer.headers.get_all("content-security-policy", [])
    return dict(part.strip().split(" ", 1) for part in policy.split(";"))


def is_guarded(answer: Answer, banners: Sequence[str] = ()) -> None:
    """Assert that an answer carries each security header once, and that nothing says what makes it."""
    said = directives(answer)
    assert re.fullmatch(r"'self'( 'sha256-[\w+/]{43}='){2}", said.pop("script-src"))
    assert said == POLICY
    for name, value in ALWAYS.items():
        assert answer.headers.get_all(name, []) == [value], name
    assert len(answer.headers.get_all("date", [])) == 1
    assert answer.headers.get_all("server", []) == list(banners)


ASKED = [  # status, the paths that can answer with it, and what to ask them
    (200, (*ROUTES, *OF_STREAMLIT[:-1]), {}),
    (404, ("/nope", "/static/js/nope.js", "/_stcore/metrics", "/timeline/"), {}),
    (405, (*ROUTES, *OF_STREAMLIT, "/nope"), {"method": "POST"}),
    (413, (*ROUTES, *OF_STREAMLIT), {"body": b"x"}),
    (414, (*ROUTES, *OF_STREAMLIT), {"query": "?" + "q" * 5000}),
    (421, (*ROUTES, *OF_STREAMLIT), {"Host": "evil.example"}),
]


@pytest.mark.parametrize(("status", "paths", "how"), ASKED, ids=[str(status) for status, *_ in ASKED])
def test_every_answer_carries_the_security_headers_once(server: Watched, status: int, paths, how):
    for path in paths:
        asked = {**how}
        answer = server.ask(path + asked.pop("query", ""), **asked)
        assert answer.status == status, path
        is_guarded(answer)
        assert status == 200 or answer.headers.get_all("cache-control", []) == ["no-store"], path


@pytest.mark.parametrize("path", sorted(KEPT))
def test_a_304_carries_them_too_for_a_browser_replaces_those_it_has(server: Watched, path: str):
    (tag,) = server.ask(path).headers.get_all("etag")
    again = server.ask(path, If_None_Match=tag)
    assert again.status == 304
    is_guarded(again)


def test_a_script_carries_a_short_policy_that_fits_every_file(server: Watched):
    """A hundred files make a page, and headers are not compressed."""
    for known in ({}, {"If_None_Match": server.ask(STATIC, Accept_Encoding="br").headers.get_all("etag")[0]}):
        answer = server.ask(STATIC, Accept_Encoding="br", **known)
        assert answer.status == (304 if known else 200)
        assert directives(answer) == {"default-src": "'none'", "frame-ancestors": "'none'"}
        assert [(name, answer.headers.get_all(name, [])) for name in ALWAYS] == [
            (name, [value]) for name, value in ALWAYS.items()
        ]
        assert answer.headers.get_all("server", []) == []


@pytest.mark.parametrize("path", ["/timeline", "/healthz", "/export/events.csv"])
@pytest.mark.parametrize("status", [503, 500])
def test_a_failure_carries_them(folder: Path, show, monkeypatch, path: str, status: int):
    """While there is no valid briefing, and when something breaks."""
    if status == 503:
        (folder / "events.csv").write_text("id\n", encoding="utf-8")
    else:
        monkeypatch.setattr(store, "Store", None)
    show()
    answer = client.get(path)
    assert answer.status_code == status
    assert status == 503 or answer.headers["cache-control"] == "no-store"
    assert ALWAYS.items() <= dict(answer.headers).items()
    assert "script-src 'self' 'sha256-" in answer.headers["content-security-policy"]


def test_exactly_the_scripts_that_stand_in_a_page_are_allowed():
    """Ours and Streamlit's own, for every page; what describes the data to search engines is no script."""
    allowed = set(re.findall(r"'sha256-[^']+'", policy(())))
    assert len(allowed) == 2
    for page in pages.PAGES:
        text = client.get(f"/{page.path}").text
        scripts = start_page.inline_scripts(text.replace('<script type="application/ld+json">', "<data>"))
        assert len(scripts) == 2
        assert start_page.BOOT_SCRIPT in scripts


@pytest.mark.parametrize(
    ("ancestors", "directive", "options"),
    [
        ((), "frame-ancestors 'self'", "SAMEORIGIN"),
        (("https://a.example", "http://*.b.example:8080"),
         "frame-ancestors 'self' https://a.example http://*.b.example:8080", None),
    ],
)  # fmt: skip
def test_other_sites_may_embed_where_the_setting_names_them(ancestors, directive, options):
    """The older header knows no other sites, so it is left out then."""
    app = Starlette(routes=routes, middleware=middleware(Settings(hosts=("here",), frame_ancestors=ancestors)))
    answer = TestClient(app, base_url="http://here").get("/sources")
    assert answer.headers["content-security-policy"].endswith(directive)
    assert answer.headers.get("x-frame-options") == options


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(
            (sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port={port}"), id="streamlit"
        ),
        pytest.param((sys.executable, "-m", "uvicorn", "dashboard:app", "--port", "{port}"), id="uvicorn"),
    ],
)
def test_the_other_ways_to_start_it_are_guarded_too_but_name_the_server(command):
    """What only uvicorn itself can leave out is for ``python dashboard.py``, the way for a public address."""
    with Server(command) as server:
        is_guarded(ask(server.address, "/timeline?q=mine"), banners=["uvicorn"])
        assert until(lambda: "GET /timeline parameters=1 200" in server.output)
        said = server.output.replace(server.address, "")
    assert "mine" not in said
    assert "127.0.0.1:" not in said  # uvicorn's own log would say who asks


# --- hosts, paths, methods, sizes ----------------------------------------------------------------------------------


async def reached(_request):
    return PlainTextResponse("reached")


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("example.org", 200),
        ("EXAMPLE.org", 200),
        ("example.org:8501", 200),
        ("example.org.", 200),
        ("a.example.net", 200),
        ("a.b.example.net:443", 200),
        ("[2001:db8::1]:8501", 200),
        ("example.net", 421),
        ("evilexample.net", 421),
        ("example.net.evil.example", 421),
        ("www.example.org", 421),
        ("example.org@evil.example", 421),
        ("example.org:80:80", 421),
        ("example.org/", 421),
        ("<b>.example.net", 421),
        ('"x".example.net', 421),
        (".example.net", 421),
        ("example.org:123456", 421),
        ("example.org:65536", 421),
        ("example.org:", 421),
        ("127.0.0.1", 421),
        ("", 421),
    ],
)
def test_the_server_goes_by_the_names_of_the_setting(host: str, status: int):
    guard = Guard(Starlette(routes=[Route("/", reached)]), HOSTS)
    assert TestClient(guard).get("/", headers={"Host": host}).status_code == status


@pytest.mark.parametrize("lines", ["", "Host: 127.0.0.1\r\nHost: evil.example\r\n"], ids=["none", "two"])
def test_a_request_without_one_name_is_refused(server: Watched, lines: str):
    said = raw(server, f"GET / HTTP/1.0\r\n{lines}\r\n".encode())
    assert re.match(rb"HTTP/1.1 4(00|21) ", said)


SHAKE = (
    f"GET {STREAM} HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n"
).encode()


def raw(server: Watched, sent: bytes) -> bytes:
    """Send bytes and return all that comes back until the server closes."""
    with socket.create_connection(server.netloc.split(":"), timeout=PATIENCE_SECONDS) as line:
        line.sendall(sent)
        return b"".join(iter(lambda: line.recv(65536), b""))


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/metrics", "/_stcore/agent/openapi.json", "/_stcore/agent/interact", "/_stcore/script-health-check",
        "/_stcore/upload_file/a/b", "/_stcore/bidi-components/x/y.js", "/_stcore/bidi-components/dashboard.live/",
        "/_stcore/bidi-components/dashboard.live/other.js", "/_stcore/", "/_stcore", "/_stcore/stream",
        "/component/x/index.html", "/media/x.png", "/app/static/x", "/manifest.json", "/index.html", "/auth/login",
        "/oauth2callback", "/static/", "/static/../index.html", "/static/js/nope.js", "/static/%2e%2e/index.html",
        "//evil.example", "/timeline/", "/docs", "/.git/config", "/%00", "/" + "x" * 3000,
    ],
)  # fmt: skip
def test_what_no_page_of_ours_asks_for_is_not_there(server: Watched, path: str):
    answer = server.ask(path)
    assert answer.status in {404, 400 if "%2e" in path else 404}
    assert b"There is no such page" in answer.body


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "x" * 500])
def test_nothing_can_be_changed(server: Watched, method: str):
    for path in ("/timeline", "/_stcore/health", STATIC, "/nope"):
        answer = server.ask(path, method)
        assert answer.status == 405
        assert answer.headers.get_all("allow", []) == ["GET, HEAD"]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("q=" + "x" * 4094, 200),
        ("q=" + "x" * 4095, 414),
        ("&".join(["q"] * 2000), 200),
        ("&".join(f"topic={number}" for number in range(10_000)), 414),
        ("%" * 4096, 200),
    ],
    ids=["4096-bytes", "4097-bytes", "2000-parameters", "10000-parameters", "percent-signs"],
)
def test_a_link_may_be_long_but_not_endless(server: Watched, query: str, status: int):
    for path in ROUTES:
        assert server.ask(f"{path}?{query}").status == status, path


@pytest.mark.parametrize(
    "sent",
    [
        b"PUT /_stcore/upload_file/a/b HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100000000\r\n\r\n",
        b"GET /timeline HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100000000\r\n\r\n",
        b"GET /timeline HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n5f5e100\r\n",
    ],
    ids=["upload", "length", "chunked"],
)
def test_a_body_is_refused_before_it_is_read(server: Watched, sent: bytes):
    """The answer comes, and the connection ends, though not one byte of the announced 100 MB was sent."""
    said = raw(server, sent)
    assert re.match(rb"HTTP/1.1 4(05|13) ", said)


# --- the WebSocket -------------------------------------------------------------------------------------------------


GONE = {"type": "websocket.disconnect", "code": 1001}


class Line(NamedTuple):
    """A WebSocket through the guard: the headers that the app saw, what it received, and what was sent back."""

    seen: list[dict]
    received: list[dict]
    sent: list[dict]


def pass_through(came: list[dict], headers: Sequence[tuple[bytes, bytes]] = ((b"host", b"example.org"),)) -> Line:
    """Pass what comes over a WebSocket through the guard, to an app that answers everything."""
    line, waiting = Line([], [], []), iter(came)

    async def app(scope, receive, send):
        line.seen.append(dict(scope["headers"]))
        while not line.received or line.received[-1]["type"] != "websocket.disconnect":
            line.received.append(await receive())
            await send({"type": "websocket.send", "bytes": b"heard"})

    async def receive():
        return next(waiting)

    async def send(sent):
        line.sent.append(sent)

    scope = {"type": "websocket", "path": STREAM, "query_string": b"", "headers": headers}
    run(Guard(app, HOSTS)(scope, receive, send))
    return line


@pytest.mark.parametrize(
    ("host", "origins", "status"),
    [
        ("example.org", [], 101),
        ("example.org", ["https://example.org"], 101),
        ("example.org", ["https://example.org:8443"], 101),  # a proxy passes the name on without its port
        ("example.org:443", ["https://example.org"], 101),
        ("example.org:8501", ["http://example.org:8501"], 101),
        ("EXAMPLE.org.", ["http://example.org"], 101),
        ("a.example.net", ["https://a.example.net"], 101),
        ("[2001:db8::1]:8501", ["http://[2001:db8::1]:8501"], 101),
        ("a.example.net", ["https://b.example.net"], 403),
        ("example.org:8501", ["http://example.org:8502"], 403),
        ("example.org:8501", ["http://example.org"], 403),
        ("example.org", ["http://evil.example"], 403),
        ("example.org", ["http://example.org.evil.example"], 403),
        ("example.org", ["http://example.org@evil.example"], 403),
        ("example.org", ["null"], 403),
        ("example.org", [""], 403),
        ("example.org", ["example.org"], 403),
        ("example.org", ["http://[example.org"], 403),
        ("example.org", ["http://example.org", "http://evil.example"], 403),
    ],
)
def test_only_a_page_of_ours_opens_a_connection(host: str, origins: list[str], status: int):
    """A program without an origin may: it could name any. Streamlit gets to see none: it would look it up."""
    headers = [(b"host", host.encode()), *((b"origin", origin.encode()) for origin in origins)]
    line = pass_through([GONE], headers)
    assert line.sent[0].get("status", 101) == status
    assert line.seen == ([{b"host": host.encode()}] if status == 101 else [])


@pytest.mark.parametrize(
    ("status", "old", "new"),
    [
        (403, "Upgrade: websocket", "Upgrade: websocket\r\nOrigin: http://evil.example"),
        (421, "Host: 127.0.0.1", "Host: evil.example"),
        (404, STREAM, f"/timeline{STREAM}"),
        (414, STREAM, f"{STREAM}?{'q' * 5000}"),
    ],
)
def test_a_refused_connection_carries_the_headers_too(server: Watched, status: int, old: str, new: str):
    said = io.BytesIO(raw(server, SHAKE.replace(old.encode(), new.encode())))
    assert f" {status} ".encode() in said.readline()
    is_guarded(Answer(status, parse_headers(said), b""))


def test_refused_connections_keep_nobody_waiting(server: Watched):
    """Twenty pages of other sites at once: each is refused, and no outside address is looked up for any."""
    refused = []

    def ask_in_vain(_: int) -> None:
        with pytest.raises(InvalidStatus) as error:
            server.connect(origin="http://evil.example")
        refused.append(error.value.response.status_code)

    with ThreadPoolExecutor(20) as clients:
        done = clients.map(ask_in_vain, range(20))
        assert server.is_well()
        list(done)
    assert refused == [403] * 20


def message(**kind: object) -> bytes:
    """Return a message from the browser, of the kind that is named."""
    return BackMsg(**kind).SerializeToString()


RUN = message(rerun_script={"query_string": "quarter=2025-Q1"})
HARMFUL = {
    "clear_cache": message(clear_cache=True),
    "load_git_info": message(load_git_info=True),
    "set_run_on_save": message(set_run_on_save=True),
    "file_urls_request": message(file_urls_request={"request_id": "1", "file_names": ["a"], "session_id": "x"}),
    "backend_operation_request": message(backend_operation_request={"request_id": "1", "session_id": "x"}),
    "debug_disconnect_websocket": message(debug_disconnect_websocket=True),
    "debug_shutdown_runtime": message(debug_shutdown_runtime=True),
}


def run_once(line: ClientConnection) -> None:
    """Ask for a run, and wait until it is done."""
    line.send(RUN)
    while ForwardMsg.FromString(line.recv(timeout=PATIENCE_SECONDS)).WhichOneof("type") != "script_finished":
        continue


@pytest.mark.parametrize("kind", HARMFUL)
def test_a_client_cannot_make_the_server_do_more_than_show_a_page(server: Watched, kind: str):
    """What it asks for beside a page is dropped, and the page goes on."""
    with server.connect() as line:
        run_once(line)
        line.send(HARMFUL[kind])
        assert until(lambda: f"a message of the kind {kind} was dropped" in server.output)
        run_once(line)


def test_the_kinds_of_messages_are_all_that_streamlit_has_and_three_pass():
    every = {field.name for field in BackMsg.DESCRIPTOR.fields}
    assert every == ALLOWED_KINDS | set(HARMFUL)


def test_messages_that_pass_come_through_whole_and_in_order():
    longest = message(rerun_script={"query_string": "q" * 4096, "context_info": {"url": "h" * 5096}})
    sent = [RUN, longest, message(stop_script=True), message(app_heartbeat=True)]
    line = pass_through([*({"type": "websocket.receive", "bytes": each} for each in sent), GONE])
    assert [received.get("bytes") for received in line.received] == [*sent, None]


LONG_LINKS = {
    "long-query": message(rerun_script={"query_string": "q" * 4097}),
    "long-address": message(rerun_script={"context_info": {"url": "h" * 5097}}),
}


@pytest.mark.parametrize(
    "sent",
    [*HARMFUL.values(), *LONG_LINKS.values(), b"", b"\xf2\x3f\x01a"],
    ids=[*HARMFUL, *LONG_LINKS, "empty", "unknown"],
)
def test_messages_of_other_kinds_and_with_links_that_are_too_long_are_dropped_and_logged_once(caplog, sent: bytes):
    line = pass_through([*[{"type": "websocket.receive", "bytes": sent}] * 3, GONE])
    assert line.received == [GONE]
    assert len(caplog.messages) == 1


@pytest.mark.parametrize(
    ("came", "code"),
    [
        ({"text": "hello"}, 1003),
        ({"bytes": b"\xff\xff\xff"}, 1002),
        ({"bytes": message(rerun_script={"query_string": "q" * 300_000})}, 1009),
    ],
    ids=["text", "no-message", "too-long"],
)
def test_what_is_no_message_closes_the_connection(came: dict, code: int):
    line = pass_through([{"type": "websocket.receive", **came}, GONE])
    assert line.received == [{"type": "websocket.disconnect", "code": code}]
    assert line.sent == [{"type": "websocket.close", "code": code}]


def test_a_long_message_is_refused_at_its_first_bytes(server: Watched):
    """Only the head of a message is sent, which announces 200 MB: nothing is held for it."""
    with socket.create_connection(server.netloc.split(":"), timeout=PATIENCE_SECONDS) as line:
        line.sendall(SHAKE)
        assert line.recv(65536).startswith(b"HTTP/1.1 101 ")
        line.sendall(b"\x82\xff" + struct.pack(">Q", 200_000_000) + b"mask")
        assert struct.pack(">H", 1009) in line.recv(65536)


def test_a_message_in_many_pieces_is_as_long_as_all_of_them(server: Watched):
    with server.connect() as line:
        with suppress(ConnectionClosed):  # before the last piece, or only then
            line.send([b"x" * 1000] * 301)
        with pytest.raises(ConnectionClosed) as closed:
            line.recv(timeout=PATIENCE_SECONDS)
    assert closed.value.rcvd.code == 1009


def test_uploads_fill_no_memory(server: Watched):
    """Four times 100 MB, as far as the server takes them."""
    before = server.megabytes
    for _ in range(4):
        with socket.create_connection(server.netloc.split(":"), timeout=PATIENCE_SECONDS) as line, suppress(OSError):
            line.sendall(
                b"PUT /_stcore/upload_file/a/b HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100000000\r\n\r\n"
            )
            for _ in range(100):  # until the server closes the connection, as it should
                line.sendall(os.urandom(1_000_000))
    assert server.megabytes - before < 50
