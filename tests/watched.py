"""Runs the dashboard and writes down what it asks of other machines: ``python tests/watched.py FOLDER``.

FOLDER gets a file ``outside`` with a line for each name or address that is not this machine.
"""

import runpy
import sys
from pathlib import Path

HERE = {"", "None", "localhost", "127.0.0.1", "::1"}
FOLDER = Path(sys.argv.pop(1))
OUTSIDE = (FOLDER / "outside").open("a", encoding="utf-8", buffering=1)


def watch(event: str, arguments: tuple) -> None:
    if event in {"socket.connect", "socket.sendto"}:
        host = arguments[1][0] if isinstance(arguments[1], tuple) else ""  # or a socket that is a file
    elif event in {"socket.getaddrinfo", "socket.gethostbyname"}:
        host = arguments[0]
    else:
        return
    name = host.decode() if isinstance(host, bytes) else str(host)
    if name not in HERE:
        OUTSIDE.write(f"{event} {name}\n")


sys.addaudithook(watch)
sys.argv[0] = "dashboard.py"
sys.path[0] = ""
runpy.run_path("dashboard.py", run_name="__main__")
