"""The nginx that stands before several servers: found, or installed. ``python tests/nginx.py`` makes sure of one."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import packages
from paths import ROOT
from server import Server, free_port, listens

CONFIGURATION = ROOT / "deploy" / "nginx.conf"
"""What an operator copies."""

_AROUND = """
daemon off;
{user}
pid {folder}/pid;
error_log {folder}/errors;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/dashboard.conf;
}}
"""
"""What stands around it, as in Debian's own configuration, with every place in a folder of the test."""


def find() -> str | None:
    """Return the path of an nginx: ``$NGINX``, one on the PATH, or where Debian puts it for root."""
    return os.environ.get("NGINX") or shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


def changed(text: str, changes: Mapping[str, str]) -> str:
    """Return a text with parts replaced; each must be there, or another configuration would be tried than is meant."""
    for old, new in changes.items():
        if old not in text:
            raise ValueError(f"“{old}” is not in the text")
        text = text.replace(old, new)
    return text


@contextmanager
def proxy(folder: Path, one: Server, other: Server, changes: Mapping[str, str] | None = None) -> Iterator[str]:
    """Let nginx stand before two servers while the block runs, and give its address.

    It runs ``deploy/nginx.conf`` with the names, ports and places of this machine, and with further ``changes``.
    ``X-Server`` says which server answered.
    """
    port = free_port()
    here = {
        "127.0.0.1:8501": f"127.0.0.1:{one.port}",
        "127.0.0.1:8502": f"127.0.0.1:{other.port}",
        "listen 80": f"listen 127.0.0.1:{port}",
        "listen [::]:80": f"listen unix:{folder}/six",  # a container may have no such addresses
        "dashboard.example.org": "127.0.0.1",
        "/var/lib/nginx/dashboard": f"{folder}/kept",
        "add_header X-Cache": "add_header X-Server $upstream_addr always; add_header X-Cache",
    }
    text = CONFIGURATION.read_text(encoding="utf-8")
    (folder / "dashboard.conf").write_text(changed(text, {**(changes or {}), **here}), encoding="utf-8")
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(_AROUND.format(folder=folder, user=user), encoding="utf-8")
    process = subprocess.Popen([find() or "nginx", "-e", f"{folder}/errors", "-c", f"{folder}/nginx.conf"])
    try:
        if not listens(port, process):
            raise RuntimeError((folder / "errors").read_text(encoding="utf-8"))
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    if find() is None or shutil.which("openssl") is None:
        packages.install("nginx-light", "openssl")  # openssl makes the certificate of a test
    if find() is None:
        sys.exit("No nginx: install one (Debian: apt-get install nginx-light) or name it in $NGINX.")
