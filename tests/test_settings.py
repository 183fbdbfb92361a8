"""Settings: what the environment says, the defaults, and mistakes that name themselves."""

from pathlib import Path

import pytest

from components.settings import BUILT_IN, Settings, SettingsError, read
from components.web.middleware.paths import BasePath
from components.web.routes import middleware

from client import run

A_NAME = "a name such as example.org, without https:// and port"


def test_nothing_said_is_safe_on_a_laptop():
    assert read({}) == Settings(BUILT_IN, 8501, "127.0.0.1", ("localhost", "127.0.0.1", "[::1]"), (), access_log=True)


@pytest.mark.parametrize(
    ("name", "text", "attribute", "value"),
    [
        ("BRIEFING_DATA", "other/data", "data", Path("other/data")),
        ("BRIEFING_DATA", "  ", "data", BUILT_IN),
        ("PORT", "80", "port", 80),
        ("PORT", "65535", "port", 65535),
        ("PORT", "", "port", 8501),
        ("ADDRESS", "0.0.0.0", "address", "0.0.0.0"),  # noqa: S104 - read, not bound
        ("ALLOWED_HOSTS", "Example.org  *.example.net", "hosts", ("example.org", "*.example.net")),
        ("ALLOWED_HOSTS", "[2001:db8::1]", "hosts", ("[2001:db8::1]",)),
        ("ALLOWED_HOSTS", " ", "hosts", ("localhost", "127.0.0.1", "[::1]")),
        ("FRAME_ANCESTORS", "https://example.org http://*.example.net:8080", "frame_ancestors",
         ("https://example.org", "http://*.example.net:8080")),
        ("ACCESS_LOG", "OFF", "access_log", False),
        ("ACCESS_LOG", "on", "access_log", True),
        ("BASE_PATH", "/dashboard/", "base_path", "/dashboard"),
        ("BASE_PATH", "/", "base_path", ""),
    ],
)  # fmt: skip
def test_a_setting_is_read(name: str, text: str, attribute: str, value: object):
    assert getattr(read({name: text}), attribute) == value


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("PORT", "0", "PORT is “0”; it must be a number such as 8501"),
        ("PORT", "65536", "PORT is “65536”; it must be a number such as 8501"),
        ("PORT", "eighty", "PORT is “eighty”; it must be a number such as 8501"),
        ("PORT", "9" * 5000, f"PORT is “{'9' * 5000}”; it must be a number such as 8501"),
        ("ALLOWED_HOSTS", "a.org:80", f"ALLOWED_HOSTS has “a.org:80”; each value must be {A_NAME}"),
        ("ALLOWED_HOSTS", "*", f"ALLOWED_HOSTS has “*”; each value must be {A_NAME}"),
        ("FRAME_ANCESTORS", "*", "FRAME_ANCESTORS has “*”; each value must be an origin such as https://example.org"),
        ("FRAME_ANCESTORS", "https://a.example; script-src *",
         "FRAME_ANCESTORS has “https://a.example;”; each value must be an origin such as https://example.org"),
        ("ACCESS_LOG", "maybe", "ACCESS_LOG is “maybe”; it must be on or off"),
        ("BASE_PATH", "briefing", "BASE_PATH is “briefing”; it must be a path such as /dashboard"),
        ("BASE_PATH", "/a?b", "BASE_PATH is “/a?b”; it must be a path such as /dashboard"),
    ],
)  # fmt: skip
def test_a_mistake_says_what_and_what_to_write(name: str, text: str, said: str):
    with pytest.raises(SettingsError) as error:
        read({name: text})
    assert str(error.value) == said


@pytest.mark.parametrize("path", ["/briefing", "/export", "/static", "/_stcore"])
def test_a_prefix_that_begins_a_path_of_the_site_is_refused(path: str):
    with pytest.raises(SettingsError, match=f"BASE_PATH is “{path}”"):
        middleware(Settings(base_path=path))


@pytest.mark.parametrize(
    ("path", "passed_on"),
    [
        ("/dash/timeline", "/timeline"),
        ("/dash/", "/"),
        ("/dash", "/"),
        ("/timeline", "/timeline"),
        ("/dashes", "/dashes"),
        ("/dash/dash/timeline", "/dash/timeline"),
    ],
)
@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_the_prefix_is_taken_off_once_where_a_request_has_it(kind: str, path: str, passed_on: str):
    paths = []

    async def app(scope, _receive, _send):
        paths.append(scope["path"])

    run(BasePath(app, "/dash")({"type": kind, "path": path}, None, None))
    assert paths == [passed_on]
