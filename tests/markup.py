"""What stands in a page: its links, cards and texts, read from its HTML."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Self

_VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


@dataclass
class Element:
    """An element with its attributes and children; children are elements and texts."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Element | str"] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text in it, with single spaces."""
        return " ".join("".join(texts(self)).split())

    def all(self, name: str = "", **attributes: str) -> list["Element"]:
        """Return the elements below it of this name whose attributes hold these words: ``all("a", class_="chip")``."""
        wanted = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}
        return [
            element
            for element in elements(self)
            if (not name or element.name == name)
            and all(value in element.attributes.get(key, "").split() for key, value in wanted.items())
        ]

    def one(self, name: str = "", **attributes: str) -> Self:
        """Return the only such element."""
        (found,) = self.all(name, **attributes)
        return found


def elements(element: Element) -> Iterator[Element]:
    """Yield every element below one, in the order of the document."""
    for child in element.children:
        if isinstance(child, Element):
            yield child
            yield from elements(child)


def texts(element: Element) -> Iterator[str]:
    """Yield every text below an element that a user can read."""
    for child in element.children:
        if isinstance(child, str):
            yield child
        elif child.name not in {"script", "style"}:
            yield from texts(child)


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Element("")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(set(names)) == len(names), (tag, names)
        assert not any(name.startswith("on") for name in names), (tag, names)
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID:
            assert self.open.pop().name == tag, f"</{tag}> closes nothing"

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parse(html: str) -> Element:
    """Return a document or a part of one as its elements.

    Fails where an element is not closed, and where an attribute stands twice or would run a script.
    """
    builder = _Builder()
    builder.feed(html)
    builder.close()
    assert len(builder.open) == 1, f"<{builder.open[-1].name}> is not closed"
    return builder.open[0]


def cards(page: Element) -> list[str]:
    """Return the ids of the cards of a page, in order."""
    return [card.attributes.get("id", "") for card in page.all("article", class_="card")]


def content_of(document: str) -> str:
    """Return the part of a document that the live page takes over."""
    return document.partition("data-content>")[2].partition('<p id="status"')[0].removesuffix("</div>")
