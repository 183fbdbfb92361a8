"""Streamlit's files sent compressed: what is answered, and how often a file is compressed."""

import asyncio
import gzip
import re
from pathlib import Path

import brotli
import httpx2 as httpx
import pytest
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient

from components.web.middleware import static_files
from components.web.middleware.static_files import CompressedStatic, accepted_coding, compress
from components.web.start_page import STATIC_FOLDER

from client import run

SCRIPT = "console.log('some script');" * 50_000  # more than the better quality is used for
PATH = "/static/js/index.DormvYxC.js"
FILES = {
    "secret.json": "{}",
    PATH[1:]: SCRIPT,
    "static/css/index.AbCdEfGh.css": "body{color:black}" * 100,
    "static/media/snow.AbCdEfGh.svg": "<svg/>" * 100,
    "static/media/flake.AbCdEfGh.png": "compressed already" * 100,
}


@pytest.fixture
def served(tmp_path: Path) -> CompressedStatic:
    """The middleware over a small copy of what Streamlit installs, with an app behind it that says so."""
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return CompressedStatic(PlainTextResponse("app"), tmp_path)


@pytest.fixture
def client(served: CompressedStatic) -> TestClient:
    return TestClient(served, headers={"Accept-Encoding": "gzip, deflate, br, zstd"})


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("br", "br"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip;q=1.0, BR ; q=0.1", "br"),
        ("gzip", "gzip"),
        ("gzip, br;q=0", "gzip"),
        ("gzip, br; q=0.000", "gzip"),
        ("br;q=0, gzip;q=0", None),
        ("zstd, identity", None),
        (";;,=,q=1", None),
        ("", None),
    ],
)
def test_the_better_coding_that_a_client_accepts(accepted: str, coding: str | None):
    assert accepted_coding(accepted) == coding


@pytest.mark.parametrize("coding", ["br", "gzip", None])
def test_a_file_comes_back_as_it_was(client, coding):
    answer = client.get(PATH, headers={"Accept-Encoding": coding or "identity"})
    assert answer.text == SCRIPT  # the client decompresses
    assert answer.headers.get("Content-Encoding") == coding
    assert int(answer.headers["Content-Length"]) == answer.num_bytes_downloaded
    assert answer.num_bytes_downloaded < len(SCRIPT) / 10 or coding is None


@pytest.mark.parametrize(
    ("path", "media_type", "vary"),
    [
        (PATH, "text/javascript; charset=utf-8", "Accept-Encoding"),
        ("/static/css/index.AbCdEfGh.css", "text/css; charset=utf-8", "Accept-Encoding"),
        ("/static/media/snow.AbCdEfGh.svg", "image/svg+xml", "Accept-Encoding"),
        ("/static/media/flake.AbCdEfGh.png", "image/png", None),
    ],
)
@pytest.mark.parametrize("accepted", ["br", "identity"])
def test_headers(client, path, media_type, vary, accepted):
    headers = client.get(path, headers={"Accept-Encoding": accepted}).headers
    assert headers["Content-Type"] == media_type
    assert headers.get("Vary") == vary
    assert headers["Cache-Control"] == "public, immutable, max-age=31536000"


def test_head_is_the_same_without_a_body(client):
    head = client.head(PATH)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers == client.get(PATH).headers


def test_what_a_client_has_is_not_sent_again(client):
    """In the coding in which it has the file: each has a tag of its own."""
    tag = client.get(PATH).headers["ETag"]
    for known in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        answer = client.get(PATH, headers={"If-None-Match": known})
        assert (answer.status_code, answer.content, answer.headers["ETag"]) == (304, b"", tag)
        assert {"Vary", "Cache-Control"} <= {name.title() for name in answer.headers}
    for known in ({"If-None-Match": '"other"'}, {"If-None-Match": tag, "Accept-Encoding": "gzip"}):
        assert client.get(PATH, headers=known).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/", "/static", "/static/", "/static/js/", "/static/js/unknown.js", "/secret.json", "/static/../secret.json",
        "/static/%2e%2e/secret.json", "/static//etc/passwd", "/static/js/../js/index.DormvYxC.js",
        "/static//js/index.DormvYxC.js", "/static/js\\index.DormvYxC.js", f"{PATH}\0", PATH.upper(), f"/other{PATH}",
    ],
)  # fmt: skip
def test_everything_else_is_left_to_the_app(served: CompressedStatic, path: str):
    """Asked as a server passes a path on: a client would tidy it up before."""
    sent = []

    async def send(message: dict) -> None:
        sent.append(message)

    run(served({"type": "http", "method": "GET", "path": path, "headers": []}, None, send))
    assert sent[-1]["body"] == b"app"


def test_fifty_at_once_compress_once(served: CompressedStatic, monkeypatch: pytest.MonkeyPatch):
    made = []
    monkeypatch.setattr(static_files, "compress", lambda *wanted: (made.append(wanted), compress(*wanted))[1])

    async def crowd() -> list[httpx.Response]:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(served), base_url="http://here") as client:
            return await asyncio.gather(*(client.get(PATH, headers={"Accept-Encoding": "br"}) for _ in range(50)))

    assert {answer.text for answer in run(crowd())} == {SCRIPT}
    assert len(made) == 1


def test_the_installed_files_of_a_first_page_come_back_as_they_were():
    """This is what fails when a new version of Streamlit is laid out differently."""
    folder = STATIC_FOLDER
    linked = re.findall(r'"\./(static/[^"]+\.(?:js|css))"', (folder / "index.html").read_text(encoding="utf-8"))
    assert len(linked) > 20
    for name in linked:
        original = (folder / name).read_bytes()
        assert brotli.decompress(compress(folder / name, "br")) == original
        assert gzip.decompress(compress(folder / name, "gzip")) == original


def test_every_installed_name_holds_a_hash_so_that_browsers_may_keep_the_file():
    names = [path.name for path in STATIC_FOLDER.glob("static/**/*") if path.is_file()]
    assert len(names) > 300
    assert [name for name in names if not re.fullmatch(r".+\.[\w-]{8}\.\w+", name)] == []
