"""Streamlit's files sent compressed: what is answered, how often it is compressed, and where it is kept."""

import asyncio
import gzip
import io
import re
import threading
from dataclasses import dataclass
from pathlib import Path

import brotli
import httpx2 as httpx
import pytest
from fontTools.ttLib import TTFont
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from components.web import fonts, static_files
from components.web.start_page import static_folder
from components.web.static_files import CompressedStatic, StaticBodies

from paths import ROOT

SCRIPT = 'import"./part.aa.js";' + "console.log('some script');" * 500
SCRIPT_PATH = "/static/js/index.ab.js"


@pytest.fixture
def static(tmp_path: Path) -> Path:
    """A small copy of what Streamlit installs."""
    folder = tmp_path / "static"
    for name, text in {
        "index.html": '<script src="./static/js/index.ab.js"></script><link href="./static/css/index.cd.css">',
        "secret.json": "{}",
        "static/js/index.ab.js": SCRIPT,
        "static/js/part.aa.js": "export{};" * 100,
        "static/js/PlotlyChart.zz.js": "chart();" * 2000,
        "static/js/unused.bb.js": "unused();" * 100,
        "static/css/index.cd.css": "body{color:black}" * 100,
        "static/media/flake.png": "not worth it",
        "static/media/snow.ef.svg": "<svg/>" * 100,
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def compressed(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """The compressions that were made, with coding and quality."""
    made: list[tuple[str, int]] = []
    compress = static_files._compress  # noqa: SLF001 - counted here, at the one place where it happens

    def counted(content: bytes, coding: str, quality: int) -> bytes:
        made.append((coding, quality))
        return compress(content, coding, quality)

    monkeypatch.setattr(static_files, "_compress", counted)
    return made


async def whatever(request: Request) -> Response:
    return PlainTextResponse(f"app: {request.method} {request.url.path}")


async def nothing(scope, _receive, _send):
    scope["seen"] = True


def app(static: Path, cache: Path) -> Starlette:
    routes = [Route("/{path:path}", whatever, methods=["GET", "POST", "DELETE", "OPTIONS"])]
    return Starlette(routes=routes, middleware=[Middleware(CompressedStatic, static, cache)])


@dataclass(frozen=True)
class Client:
    """Asks the app as a reader does who accepts ``gzip`` and ``br``, unless said otherwise."""

    app: Starlette
    root_path: str = ""

    def get(self, path: str, **headers: str) -> httpx.Response:
        return self.request("GET", path, **headers)

    def request(self, method: str, path: str, **headers: str) -> httpx.Response:
        (answer,) = asyncio.run(self._ask(1, method, path, headers))
        return answer

    def get_at_once(self, times: int, path: str) -> list[httpx.Response]:
        return asyncio.run(self._ask(times, "GET", path, {}))

    async def _ask(self, times: int, method: str, path: str, headers: dict[str, str]) -> list[httpx.Response]:
        named = {"Accept-Encoding": "gzip, deflate, br, zstd"}
        named |= {name.replace("_", "-"): value for name, value in headers.items()}
        transport = httpx.ASGITransport(self.app, root_path=self.root_path)
        async with httpx.AsyncClient(transport=transport, base_url="http://here") as client:
            return await asyncio.gather(*(client.request(method, path, headers=named) for _ in range(times)))


@pytest.fixture
def client(static: Path, tmp_path: Path) -> Client:
    return Client(app(static, tmp_path / "cache"))


# --- what is answered ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("br", "br"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip;q=1.0, br;q=0.1", "br"),
        ("BR", "br"),
        ("*", "br"),
        ("gzip", "gzip"),
        ("gzip, br;q=0", "gzip"),
        ("gzip, br; q=0.000", "gzip"),
        ("br;q=0, *", "gzip"),
        ("br;q=nonsense, gzip", "gzip"),
        ("", None),
        ("identity", None),
        ("zstd, deflate", None),
        ("br;q=0, gzip;q=0", None),
        ("*;q=0", None),
        (";;,=,q=1", None),
    ],
)
def test_the_best_coding_that_a_reader_accepts(client, accepted, coding):
    answer = client.get(SCRIPT_PATH, Accept_Encoding=accepted)
    assert answer.headers.get("Content-Encoding") == coding
    assert answer.headers["Vary"] == "Accept-Encoding"
    if coding is None:
        assert answer.text == f"app: GET {SCRIPT_PATH}"
    else:
        assert answer.text == SCRIPT  # httpx decompresses
        assert int(answer.headers["Content-Length"]) == answer.num_bytes_downloaded < len(SCRIPT) / 10


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        (SCRIPT_PATH, "text/javascript; charset=utf-8"),
        ("/static/css/index.cd.css", "text/css; charset=utf-8"),
        ("/static/media/snow.ef.svg", "image/svg+xml"),
    ],
)
def test_headers(client, path, media_type):
    headers = client.get(path).headers
    assert headers["Content-Type"] == media_type
    assert headers["Cache-Control"] == "public, immutable, max-age=31536000"
    assert re.fullmatch(r'"[0-9a-f]{32}"', headers["ETag"])


def test_head_is_the_same_without_a_body(client):
    whole, head = client.get(SCRIPT_PATH), client.request("HEAD", SCRIPT_PATH)
    assert head.status_code == 200
    assert head.headers == whole.headers
    assert head.content == b""


@pytest.mark.parametrize("known", ["{}", "W/{}", '"other", {}', "*"])
def test_what_a_reader_has_is_not_sent_again(client, known):
    tag = client.get(SCRIPT_PATH).headers["ETag"]
    answer = client.get(SCRIPT_PATH, If_None_Match=known.format(tag))
    assert (answer.status_code, answer.content, answer.headers["ETag"]) == (304, b"", tag)
    assert answer.headers["Cache-Control"] == "public, immutable, max-age=31536000"
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert "Content-Encoding" not in answer.headers


def test_each_coding_has_a_tag_of_its_own(client):
    tags = {client.get(SCRIPT_PATH, Accept_Encoding=coding).headers["ETag"] for coding in ("br", "gzip")}
    assert len(tags) == 2
    assert client.get(SCRIPT_PATH, If_None_Match='"other"').status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/", "/timeline", "/static/", "/static", "/static/js/", "/static/js/unknown.js", "/static/media/flake.png",
        "/static/index.html", "/static/secret.json", "/secret.json", "/static/../secret.json",
        "/static/%2e%2e/secret.json", "/static/js/..%2f..%2f..%2fsecret.json", "/static//js/index.ab.js",
        "/static/js\\index.ab.js", "/static/js/index.ab.js%00", "/static/JS/INDEX.AB.JS",
        "/other/static/js/index.ab.js",
    ],
)  # fmt: skip
def test_everything_else_is_left_to_the_app(client, path):
    answer = client.get(path)
    assert answer.text.startswith("app: GET")
    assert "Content-Encoding" not in answer.headers
    assert "Vary" not in answer.headers


@pytest.mark.parametrize(
    "path",
    [
        "/static/../../secret.json",
        "/static/%2e%2e/%2e%2e/etc/passwd",
        "/static//etc/passwd",
        "/static/js/../js/index.ab.js",
    ],
)
def test_a_path_as_a_server_passes_it_on_never_leaves_the_list(static, tmp_path, path):
    """Clients tidy paths up before they ask; this is what arrives from one that doesn't."""
    asked = {"type": "http", "method": "GET", "path": path, "root_path": "", "headers": [(b"accept-encoding", b"br")]}
    asyncio.run(CompressedStatic(nothing, static, tmp_path / "cache")(asked, None, None))
    assert asked["seen"]


@pytest.mark.parametrize("method", ["POST", "DELETE", "OPTIONS"])
def test_other_methods_are_left_to_the_app(client, method):
    assert client.request(method, SCRIPT_PATH).text == f"app: {method} {SCRIPT_PATH}"


def test_under_a_root_path(static, tmp_path):
    client = Client(app(static, tmp_path / "cache"), root_path="/briefing")
    assert client.get("/briefing" + SCRIPT_PATH).headers["Content-Encoding"] == "br"


def test_a_file_that_cannot_be_read_is_left_to_the_app(client, static):
    (static / "static/js/index.ab.js").unlink()
    assert client.get(SCRIPT_PATH).text == f"app: GET {SCRIPT_PATH}"


# --- how often it is compressed, and where it is kept --------------------------------------------------------------


def test_fifty_at_once_compress_once(static, tmp_path, compressed):
    answers = Client(app(static, tmp_path / "cache")).get_at_once(50, SCRIPT_PATH)
    assert {answer.text for answer in answers} == {SCRIPT}
    assert compressed == [("br", 9)]


def test_threads_at_once_compress_once(static, tmp_path, compressed):
    bodies = StaticBodies(static, tmp_path / "cache")
    threads = [threading.Thread(target=bodies.body, args=("js/index.ab.js", "br")) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert compressed == [("br", 9)]


def test_a_second_server_finds_what_the_first_one_made(static, tmp_path, compressed):
    for coding in ("br", "gzip"):
        StaticBodies(static, tmp_path / "cache").body("js/index.ab.js", coding)
    before = list(compressed)
    for coding in ("br", "gzip"):
        assert StaticBodies(static, tmp_path / "cache").body("js/index.ab.js", coding)
    assert compressed == before == [("br", 9), ("gzip", 9)]


def test_a_changed_file_is_compressed_again(static, tmp_path):
    StaticBodies(static, tmp_path / "cache").body("js/index.ab.js", "br")
    (static / "static/js/index.ab.js").write_text("changed", encoding="utf-8")
    body = StaticBodies(static, tmp_path / "cache").body("js/index.ab.js", "br")
    assert brotli.decompress(body.content) == b"changed"


@pytest.mark.parametrize("damage", [b"", b"short", b"x" * 500])
def test_a_damaged_body_is_not_used(static, tmp_path, compressed, damage):
    StaticBodies(static, tmp_path / "cache").body("js/index.ab.js", "br")
    (kept,) = (tmp_path / "cache").iterdir()
    whole = kept.read_bytes()
    kept.write_bytes(damage)
    body = StaticBodies(static, tmp_path / "cache").body("js/index.ab.js", "br")
    assert brotli.decompress(body.content).decode() == SCRIPT
    assert len(compressed) == 2
    assert kept.read_bytes() == whole


def test_without_a_cache_bodies_stay_in_memory(static, tmp_path, compressed):
    no_folder = tmp_path / "file"
    no_folder.write_text("in the way", encoding="utf-8")
    client = Client(app(static, no_folder))
    assert [client.get(SCRIPT_PATH).text for _ in range(3)] == [SCRIPT] * 3
    assert compressed == [("br", 9)]


def test_a_half_written_body_is_taken_away_again(static, tmp_path, compressed, monkeypatch):
    def full(_from: Path, _to: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert StaticBodies(static, tmp_path / "cache").body("js/index.ab.js", "br")
    assert list((tmp_path / "cache").iterdir()) == []
    assert len(compressed) == 1


def test_a_user_without_a_home_has_no_cache(static, monkeypatch, compressed):
    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(Path, "home", homeless)
    assert StaticBodies(static).body("js/index.ab.js", "br")
    assert len(compressed) == 1


def test_the_cache_lies_in_the_users_own_folder(static, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "mine"))
    StaticBodies(static).body("js/index.ab.js", "br")
    assert [path.suffix for path in (tmp_path / "mine" / "briefing-dashboard").iterdir()] == [".br9"]
    assert (tmp_path / "mine" / "briefing-dashboard").stat().st_mode & 0o077 == 0


def test_what_the_first_page_needs_is_made_ahead_of_time(static, tmp_path, compressed):
    bodies = StaticBodies(static, tmp_path / "cache")
    assert bodies.first == ["js/part.aa.js", "css/index.cd.css", "js/index.ab.js", "js/PlotlyChart.zz.js"]
    bodies.prepare()
    assert compressed == [("br", 9)] * 4
    quick = bodies.held("js/PlotlyChart.zz.js", "br")
    bodies.shrink()
    assert compressed == [("br", 9)] * 4 + [("br", 11)] * 4
    small = bodies.held("js/PlotlyChart.zz.js", "br")
    assert small != quick
    again = StaticBodies(static, tmp_path / "cache")
    again.prepare()
    assert again.held("js/PlotlyChart.zz.js", "br") == small
    again.shrink()
    assert len(compressed) == 8


def test_compressing_begins_when_the_server_starts(static, tmp_path):
    asyncio.run(CompressedStatic(nothing, static, tmp_path / "cache")({"type": "lifespan"}, None, None))
    (thread,) = (thread for thread in threading.enumerate() if thread.name == "compress")
    thread.join(10)
    assert sorted(path.suffix for path in (tmp_path / "cache").iterdir()) == [".br11"] * 4 + [".br9"] * 4


def test_a_folder_without_a_start_page_still_serves(static, tmp_path):
    (static / "index.html").unlink()
    client = Client(app(static, tmp_path / "cache"))
    assert client.get(SCRIPT_PATH).text == SCRIPT


# --- the installed Streamlit ---------------------------------------------------------------------------------------


def test_the_installed_files_of_a_first_page_come_back_as_they_were(tmp_path):
    """This is what fails when a new version of Streamlit is laid out differently."""
    folder = static_folder()
    bodies = StaticBodies(folder, tmp_path)
    first = bodies.first
    for pattern in ("js/index.*.js", "css/index.*.css", *(f"js/{chunk}" for chunk in static_files.FIRST_CHUNKS)):
        found = [name for name in first if re.fullmatch(pattern.replace(".*.", r"\.[^.]+\."), name)]
        assert len(found) == 1, pattern
    linked = set(re.findall(r'"\./static/([^"]+\.(?:js|css))"', (folder / "index.html").read_text(encoding="utf-8")))
    assert len(linked) > 20
    assert linked <= set(first)
    bodies.prepare()
    for name in first:
        original = (folder / "static" / name).read_bytes()
        assert brotli.decompress(bodies.held(name, "br").content) == original
        assert gzip.decompress(bodies.body(name, "gzip").content) == original
    assert sum(len(bodies.held(name, "br").content) for name in first) < 2_000_000


# --- the icon font -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def icon_font() -> Path:
    (path,) = (static_folder() / "static" / "media").glob("MaterialSymbols-Rounded*.woff2")
    return path


@pytest.fixture
def font_client(static: Path, tmp_path: Path, icon_font: Path) -> Client:
    (static / "static" / "media" / icon_font.name).write_bytes(icon_font.read_bytes())
    return Client(app(static, tmp_path / "cache"))


def icons_of(font: bytes) -> set[str]:
    return {name for name, *_ in fonts._ligatures(TTFont(io.BytesIO(font)))}  # noqa: SLF001 - the reading half of cut


def test_the_icon_font_keeps_every_icon_that_can_be_shown(icon_font):
    whole = icon_font.read_bytes()
    names = fonts.icon_names(static_folder())
    small = fonts.cut(whole, names)
    assert small[:4] == b"wOF2"
    assert len(small) < len(whole) / 20
    assert icons_of(small) == names & icons_of(whole)
    assert {"search", "share", "expand_more", "keyboard_arrow_right", "more_vert", "close", "check"} <= icons_of(small)


def test_a_kept_icon_is_drawn_as_before(icon_font):
    whole, small = TTFont(icon_font), TTFont(io.BytesIO(fonts.cut(icon_font.read_bytes(), frozenset({"share"}))))
    glyphs = [next(ligature.LigGlyph for name, ligature, _ in fonts._ligatures(f) if name == "share")  # noqa: SLF001
              for f in (whole, small)]  # fmt: skip
    shapes = [f["glyf"][glyph].getCoordinates(f["glyf"])[0] for f, glyph in zip((whole, small), glyphs, strict=True)]
    assert shapes[0] == shapes[1]
    assert whole["hmtx"][glyphs[0]] == small["hmtx"][glyphs[1]]


def test_our_own_icons_are_in_the_font_and_written_out_in_full(icon_font):
    """A name put together while running would not be found in the code, and would be missing from the cut font."""
    available = icons_of(icon_font.read_bytes())
    for path in (*(ROOT / "components").rglob("*.py"), *(ROOT / "pages").rglob("*.py")):
        if path != Path(fonts.__file__):
            for name in re.findall(r":material/(.*?)[:\"']", path.read_text(encoding="utf-8")):
                assert name in available, f"{path}: {name}"


def test_the_cut_font_is_asked_for_again_because_its_icons_may_change(font_client, icon_font):
    path = f"/static/media/{icon_font.name}"
    answer = font_client.get(path)
    assert answer.headers["Content-Type"] == "font/woff2"
    assert answer.headers["Cache-Control"] == "public, no-cache"
    assert not {"Content-Encoding", "Vary"} & {name.title() for name in answer.headers}
    assert len(answer.content) < 50_000
    assert font_client.get(path, If_None_Match=answer.headers["ETag"]).status_code == 304


@pytest.mark.parametrize("content", [b"", b"no font", b"wOF2" + b"\0" * 100])
def test_a_font_that_cannot_be_cut_is_sent_whole(font_client, static, icon_font, content):
    (static / "static" / "media" / icon_font.name).write_bytes(content)
    path = f"/static/media/{icon_font.name}"
    assert [font_client.get(path).text for _ in range(2)] == [f"app: GET {path}"] * 2


def test_a_font_without_our_icons_is_not_cut(icon_font):
    with pytest.raises(fonts.FontError, match="no icon"):
        fonts.cut(icon_font.read_bytes(), frozenset({"no_such_icon"}))
