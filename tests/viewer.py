"""A reader of the live page without a browser: speaks Streamlit's protocol, and keeps what the server sends."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from components.failures import SORRY


@dataclass
class Run:
    """What one run of the script sent: how long it took, the bytes of each message, and the elements that it drew."""

    seconds: float = 0
    sizes: list[int] = field(default_factory=list)
    elements: list[object] = field(default_factory=list)
    is_whole: bool = False

    def kinds(self) -> list[str]:
        """Return the kinds of the elements, in the order in which they were drawn."""
        return [element.WhichOneof("type") for element in self.elements]

    def is_well(self) -> bool:
        """Say whether it drew the page, and neither an error nor what stands in a page's place when it breaks."""
        return self.is_whole and "exception" not in self.kinds() and not self.says(SORRY)

    def says(self, text: str) -> bool:
        """Say whether an element holds a text."""
        return any(text in str(element) for element in self.elements)


class Viewer:
    """One connection."""

    def __init__(self, socket: websockets.ClientConnection) -> None:
        self._socket = socket

    async def run(self, page: str = "", query: str = "") -> Run:
        """Ask for a run of a page, as following a link does, and wait until it is done."""
        asked, done = BackMsg(), Run()
        asked.rerun_script.page_name, asked.rerun_script.query_string = page, query
        started = time.perf_counter()
        await self._socket.send(asked.SerializeToString())
        async for sent in self._socket:
            message = ForwardMsg.FromString(sent)
            done.sizes.append(len(sent))
            if message.WhichOneof("type") == "delta" and message.delta.HasField("new_element"):
                done.elements.append(message.delta.new_element)
            if message.WhichOneof("type") == "script_finished":
                done.is_whole = message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
                break
        done.seconds = time.perf_counter() - started
        return done


@asynccontextmanager
async def viewer(address: str) -> AsyncIterator[Viewer]:
    """Connect to a server as a browser does that shows a page of it."""
    async with websockets.connect(
        f"{address.replace('http', 'ws', 1)}/_stcore/stream",
        subprotocols=["streamlit"],
        origin=address,
        max_size=None,
        compression=None,
        ping_interval=None,
        proxy=None,
    ) as socket:
        yield Viewer(socket)
