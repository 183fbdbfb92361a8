"""Several servers behind nginx: a server's death that users don't notice, what nginx does by itself, and stopping."""

import gzip
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager, suppress
from html import unescape
from http.client import RemoteDisconnected
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

import pages
from components.briefing.address import Address
from components.web.routes import routes
from components.web.start_page import STATIC_FOLDER

from awaiting import PATIENCE_SECONDS, until
from client import Answer, ask
from nginx import proxy
from paths import ROOT
from proxied import connections
from server import Server, answers, free_port

EXPORTS = sorted(route.path for route in routes if route.path.startswith("/export/"))
FILTERS = "quarter=2025-Q1&topic=Exercises"
PATHS = {page.name: page.path for page in pages.PAGES}
KEPT = [*EXPORTS, "/preview.png", "/changes.atom", "/robots.txt", "/sitemap.xml"]
CHART = next((STATIC_FOLDER / "static" / "js").glob("PlotlyChart.*.js"))
SCRIPT = f"/static/js/{CHART.name}"
SAME = {"ALLOWED_HOSTS": "127.0.0.1 dashboard.example.org", "STREAMLIT_SERVER_COOKIE_SECRET": "same-on-every-server"}
QUICK = {"client_header_timeout 10s": "client_header_timeout 1s", "rate=30r/s": "rate=9999r/s"}
"""Nobody waits ten seconds for a test, and no user asks as often as one."""


def unpacked(answer: Answer) -> bytes:
    return gzip.decompress(answer.body) if answer.headers.get("content-encoding") == "gzip" else answer.body


@contextmanager
def slow_download(server: Server) -> Iterator[socket.socket]:
    """A download of several megabytes that has begun, by a client who takes no more than it is told to."""
    with socket.socket() as download:
        download.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        download.settimeout(PATIENCE_SECONDS)
        download.connect(("127.0.0.1", server.port))
        download.sendall(f"GET {SCRIPT} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        assert download.recv(12) == b"HTTP/1.1 200"
        yield download


@pytest.fixture(scope="module")
def servers() -> Iterator[tuple[Server, Server]]:
    with Server(settings=SAME) as one, Server(settings=SAME) as other:
        yield one, other


@pytest.fixture(scope="module")
def address(servers, tmp_path_factory) -> Iterator[str]:
    with proxy(tmp_path_factory.mktemp("nginx"), *servers, QUICK) as address:
        yield address


@pytest.mark.browser
@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGTERM], ids=lambda sent: sent.name)
def test_the_next_click_is_answered_by_the_other_server(sent: signal.Signals, visit, servers):
    """Filters and all, when the server that holds the page dies, or is told to stop."""
    seen = visit()
    ports = connections(seen.page)
    seen.open(f"/recommendations?{FILTERS}")
    for name in ("Timeline", "Areas"):
        server = next(server for server in servers if server.port == ports[-1])
        server.process.send_signal(sent)
        assert server.process.wait() == (0 if sent == signal.SIGTERM else -sent)
        seen.page.get_by_role("link", name=name, exact=True).first.click()
        seen.is_at(f"/{name.lower()}?{FILTERS}")
        assert ports[-1] != server.port
        server.start()


@pytest.mark.browser
def test_no_page_has_a_part_that_only_its_own_server_can_give(visit):
    seen = visit()
    seen.open("/sources")
    for link in (*(str(Address(page.path)) for page in pages.PAGES), "/timeline?chart=explore"):
        seen.follow(link)
    paths = [urlsplit(url).path for url in seen.requests]
    assert [path for path in paths if path.startswith(("/media/", "/component/"))] == []


def test_exports_are_answered_whole_while_servers_die(address: str, servers):
    host = urlsplit(address).netloc
    expected = {path: (200, ask(servers[0].address, f"{path}?{FILTERS}", Host=host).body) for path in EXPORTS}
    numbers = count()

    def fetch(path: str) -> tuple[str, tuple[int, bytes]]:
        answer = ask(address, f"{path}?{FILTERS}&uncached={next(numbers)}")
        return path, (answer.status, answer.body)

    with ThreadPoolExecutor(8) as pool:
        for server in (*servers, *servers):
            coming = [pool.submit(fetch, path) for path in EXPORTS * 10]
            next(as_completed(coming))
            server.kill()
            got = [one.result() for one in coming]
            server.start()
            assert set(got) == set(expected.items())


@pytest.mark.parametrize("path", [*(f"/{page.path}" for page in pages.PAGES), *KEPT, "/briefing"])
def test_any_server_gives_the_same_bytes(path: str, servers):
    one, other = (ask(server.address, f"{path}?{FILTERS}", Host="dashboard.example.org") for server in servers)
    assert one.status == 200
    assert one.body == other.body
    assert one.headers["etag"] == other.headers["etag"]


@pytest.mark.parametrize("path", [*KEPT, SCRIPT])
def test_nginx_gives_again_what_it_has(path: str, address: str, servers):
    """The second user's answer, a gzipped one too, comes without a server; so does that it has not changed."""
    link = f"{path}?kept=yes"
    first, second = (ask(address, link, Accept_Encoding="gzip") for _ in range(2))
    assert [first.headers["x-cache"], second.headers["x-cache"]] == ["MISS", "HIT"]
    assert "x-server" not in second.headers
    assert second.body == first.body
    assert unpacked(second) == ask(servers[0].address, link, Host=urlsplit(address).netloc).body
    same = ask(address, link, Accept_Encoding="gzip", If_None_Match=second.headers["etag"])
    assert (same.status, same.headers["x-cache"]) == (304, "HIT")


@pytest.mark.parametrize(
    "path", ["/", "/timeline", "/briefing", "/export/briefing.json", "/export/datapackage.json", SCRIPT]
)
def test_what_is_worth_it_comes_compressed(path: str, address: str):
    small = ask(address, path, Accept_Encoding="gzip")
    whole = ask(address, path)
    assert small.headers["content-encoding"] == "gzip"
    assert "Accept-Encoding" in small.headers["vary"]
    assert len(small.body) < len(whole.body) / 2
    assert "content-encoding" not in whole.headers
    assert unpacked(small) == whole.body


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [("gzip, deflate, br, zstd", "br"), ("gzip;q=1.0, br;q=0", "gzip"), ("br;q=0, gzip;q=0", None), ("", None)],
)
def test_a_kept_script_is_given_in_a_coding_that_the_user_has(accepted: str, coding: str | None, address: str):
    for _ in range(2):
        assert ask(address, SCRIPT, Accept_Encoding=accepted).headers.get("content-encoding") == coding


@pytest.mark.parametrize("path", ["/", f"/timeline?{FILTERS}", "/healthz", "/_stcore/health", "/no-such-page"])
def test_a_server_is_asked_each_time(path: str, address: str):
    """For pages, which change with the data, and for health, which is of now."""
    for _ in range(3):
        assert "x-server" in ask(address, path).headers


def test_a_page_that_has_not_changed_is_not_sent_again(address: str):
    tag = ask(address, f"/?{FILTERS}", Accept_Encoding="gzip").headers["etag"]
    assert ask(address, f"/?{FILTERS}", If_None_Match=tag).status == 304


def test_links_say_https_only_if_the_proxy_says_so(servers, address: str):
    """Not if a client does, to nginx or past it."""
    one, _ = servers

    def locations(of: str, **more: str) -> set[str]:
        sitemap = ask(of, "/sitemap.xml", **more).body.decode()
        return {urlsplit(part.split("</loc>")[0])[:2] for part in sitemap.split("<loc>")[1:]}

    assert locations(address, X_Forwarded_Proto="https") == {("http", urlsplit(address).netloc)}
    assert locations(one.address, X_Forwarded_Proto="https") == {("https", urlsplit(one.address).netloc)}
    assert locations(one.address, X_Forwarded_Proto="https", come_from="127.0.0.2") == {
        ("http", urlsplit(one.address).netloc)
    }


def test_with_certificates_everything_is_https(servers, tmp_path: Path):
    """The configuration as it stands after the one command that its text names."""
    secure = free_port()
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1",
         "-subj", "/CN=127.0.0.1", "-keyout", tmp_path / "key.pem", "-out", tmp_path / "chain.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
    certificates = "/etc/letsencrypt/live/dashboard.example.org"
    changes = {
        "#tls ": "",
        f"{certificates}/fullchain.pem": f"{tmp_path}/chain.pem",
        f"{certificates}/privkey.pem": f"{tmp_path}/key.pem",
        "listen 443": f"listen 127.0.0.1:{secure}",
        "listen [::]:443": f"listen unix:{tmp_path}/six-secure",
    }
    with proxy(tmp_path, *servers, changes) as plain:
        led = ask(plain, f"/timeline?{FILTERS}")
        assert (led.status, led.headers["location"]) == (301, f"https://127.0.0.1/timeline?{FILTERS}")
        at = f"https://127.0.0.1:{secure}"
        page = ask(at, f"/timeline?{FILTERS}").body.decode()
        assert f'<link rel="canonical" href="{at}/timeline?' in page
        assert "http://127.0.0.1" not in page


PREFIXED = {
    "proxy strips it": {"#path ": ""},
    "proxy passes it on": {
        "location / {": "location /dashboard/ {",
        "location = /_stcore": "location = /dashboard/_stcore",
        "location /static": "location /dashboard/static",
        "location ~ ^/(": "location ~ ^/dashboard/(",
    },
}


@pytest.fixture(scope="module")
def prefixed() -> Iterator[Server]:
    with Server(settings={**SAME, "BASE_PATH": "/dashboard"}) as server:
        yield server


@pytest.mark.browser
@pytest.mark.parametrize("changes", PREFIXED.values(), ids=PREFIXED.keys())
def test_the_whole_site_works_under_a_prefix(changes: dict[str, str], prefixed: Server, visit, tmp_path: Path):
    """Pages, scripts, downloads and the live connection; every address that a page holds carries the prefix."""
    with proxy(tmp_path, prefixed, prefixed, {**QUICK, **changes}) as address:
        seen = visit(at=address)
        seen.open(f"/dashboard/recommendations?{FILTERS}")
        for name in ("Timeline", "Overview"):
            seen.page.get_by_role("link", name=name, exact=True).first.click()
            seen.is_at(f"/dashboard/{PATHS[name]}?{FILTERS}")
        document = ask(address, f"/dashboard/?{FILTERS}").body.decode()
        found = re.findall(rf'(?:href|src|content|action)="((?:{address})?/[^"#]*)"', document)
        local = {unescape(link).removeprefix(address) for link in found}
        assert {link.split("/")[1] for link in local} == {"dashboard"}
        scripts = [link for link in local if "/static/" in link]
        assert len(scripts) > 20
        for path in (*scripts, *(f"/dashboard{route.path}" for route in routes)):
            assert ask(address, path).status == 200, path
        assert ask(address, "/dashboard/no-such-page").status == 404
        assert {urlsplit(url).path[:11] for url in seen.requests if url.startswith("http")} == {"/dashboard/"}


def test_slow_senders_are_cut_off_and_others_are_not(address: str):
    slow = [
        socket.create_connection(("127.0.0.1", urlsplit(address).port), timeout=PATIENCE_SECONDS) for _ in range(100)
    ]
    for one in slow:
        one.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
    assert ask(address, "/timeline").status == 200
    for one in slow:
        with one:
            assert dripped(one) == b""
    assert ask(address, "/timeline").status == 200


def dripped(one: socket.socket) -> bytes:
    """Go on sending, a letter at a time, until the other side has closed; return what it answered."""
    one.settimeout(0.2)
    for _ in range(100):
        try:
            one.sendall(b"x")
            return one.recv(1000)
        except TimeoutError:
            continue
        except (BrokenPipeError, ConnectionResetError):
            return b""
    raise AssertionError("nobody closed")


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"path": "/?q=" + "x" * 9000}, 414),
        ({"path": "/", "Cookie": "x" * 9000}, 400),
        ({"path": "/", "method": "POST", "body": b"x" * 20_000}, 413),
    ],
    ids=["long link", "long header", "body"],
)
def test_what_no_user_sends_does_not_reach_a_server(asked: dict, status: int, address: str):
    answer = ask(address, **asked)
    assert answer.status == status
    assert "x-server" not in answer.headers


def test_who_asks_too_much_must_wait_but_has_all_parts_of_a_page(servers, tmp_path: Path):
    with proxy(tmp_path, *servers) as address:
        statuses = [ask(address, "/robots.txt").status for _ in range(400)]
        assert statuses[:200] == [200] * 200
        assert 429 in statuses
        assert ask(address, SCRIPT).status == 200


def test_a_name_that_is_not_ours_gets_nothing(address: str):
    with pytest.raises(RemoteDisconnected):
        ask(address, "/", Host="evil.example")


def test_when_no_server_is_left_the_user_is_told_and_downloads_go_on(servers, tmp_path: Path):
    """With what nginx has, even when it is no longer fresh."""
    for_a_second = "proxy_ignore_headers Cache-Control; proxy_cache_valid 200 1s; proxy_cache dashboard_kept;"
    with proxy(tmp_path, *servers, {**QUICK, "proxy_cache dashboard_kept;": for_a_second}) as address:
        fresh = ask(address, EXPORTS[0])
        for server in servers:
            server.kill()
        try:
            away = ask(address, "/timeline")
            kept = until(lambda: (answer := ask(address, EXPORTS[0])).headers["x-cache"] != "HIT" and answer)
        finally:
            for server in servers:
                server.start()
    assert (away.status, away.headers["retry-after"]) == (503, "5")
    assert b"is being restarted" in away.body
    assert (kept.headers["x-cache"], kept.body) == ("STALE", fresh.body)


def test_an_answer_leaves_the_server_whole(servers):
    """A proxy that has seen its head can't ask another server any more if this one dies before its body."""
    with socket.create_connection(("127.0.0.1", servers[0].port), timeout=PATIENCE_SECONDS) as connection:
        for _ in range(50):
            connection.sendall(f"GET {EXPORTS[0]}?{FILTERS} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
            head, _, body = connection.recv(1 << 16).partition(b"\r\n\r\n")
            length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
            assert len(body) == int(length.group(1)) > 0


def test_a_stopping_server_finishes_what_it_has_begun():
    """It gives no new answers, ends the one that is under way, and sends live pages elsewhere."""
    with Server() as server, slow_download(server) as download:
        uri = f"ws://127.0.0.1:{server.port}/_stcore/stream"
        with connect(uri, subprotocols=["streamlit"], origin=server.address) as live:
            server.process.terminate()
            with pytest.raises(ConnectionClosed, match="1012"):  # service restart
                list(iter(live.recv, None))
        with pytest.raises(ConnectionRefusedError):
            until(lambda: not ask(server.address, "/healthz"))
        answer = b"".join(iter(lambda: download.recv(1 << 16), b""))
        assert answer.partition(b"\r\n\r\n")[2] == CHART.read_bytes()
        assert server.process.wait() == 0
        assert "Traceback" not in server.output


def test_a_stopping_server_does_not_wait_for_ever():
    """Not for a user who has stopped reading, and it says so in a line."""
    with Server() as server, slow_download(server):
        server.process.terminate()
        assert server.process.wait(60) == 0
        assert "Traceback" not in server.output
        assert "graceful shutdown exceeded" in server.output


def test_ctrl_c_ends_without_a_word():
    with Server(settings={"ACCESS_LOG": "off"}) as server:
        said = server.output
        server.process.send_signal(signal.SIGINT)
        assert server.process.wait(60) == 0
        assert server.output == said


def test_make_servers_serves_on_each_port_and_ends_with_ctrl_c():
    ports = free_port(), free_port()
    command = [
        "make",
        "-o",
        ".venv/run",
        "servers",
        f"BIN={Path(sys.executable).parent}",
        f"PORTS={ports[0]} {ports[1]}",
    ]
    making = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        for port in ports:
            assert answers(f"http://127.0.0.1:{port}", making)
        os.killpg(making.pid, signal.SIGINT)
        making.wait(60)
        for port in ports:
            with pytest.raises(ConnectionRefusedError):
                ask(f"http://127.0.0.1:{port}", "/healthz")
    finally:
        with suppress(ProcessLookupError):
            os.killpg(making.pid, signal.SIGKILL)
