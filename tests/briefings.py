"""Hypothesis strategies for briefings, for damage to their files, and for links."""

import csv
import io
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple
from unittest import mock
from urllib.parse import quote, quote_plus

from hypothesis import HealthCheck, assume, settings
from hypothesis import strategies as st

from components.briefing import contract, store
from components.briefing.address import LONGEST_QUERY
from components.briefing.contract import Column, Kind, Table
from components.briefing.loading import check_cell
from components.briefing.words import fold, one_line, strip_invisible

from large import whole
from small import OWN_PARAMETERS

TIMES = int(os.environ.get("FUZZ", "1"))
"""How many times as many examples as in ``make test``; ``make fuzz`` sets it."""

Tables = dict[str, list[dict[str, str]]]
"""The rows of a briefing by table, each with its cells by column: what its files say, however they are written."""


def examples(number: int) -> settings:
    """Try so many examples: in ``make test`` always the same, so that a failure is the change's own.

    ``make fuzz`` tries others each time, and begins with those that failed before.
    """
    slow = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
    return settings(max_examples=number * TIMES, derandomize=TIMES == 1, deadline=None, suppress_health_check=slow)


# --- what briefings say ------------------------------------------------------------------------------------------

HOSTILE = (
    "</script><script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "' onmouseover='alert(1)", "]]> <!-- -->",
    "{{ 7 * 7 }} {% x %}", "$5 and $6", ":material/home: :red[x]", "[a](javascript:alert(1))", "# x",
    "a\\b *c* _d_ | e",
    '=HYPERLINK("https://evil.example")', "+1", "-2", "@SUM(A1)", "%{customdata}", "&lt;i&gt; &amp; &nosuch;", "a;b,c",
    '"', "Spajić đ ß ẞ İ ı ﬁ Ǆ ſ K Å Ω ς", "e\u0301\u0323", "\u0301", "שלום עליכם", "\u202edrawkcab\u202c", "👩‍💻 ❤️ 🇲🇪",
    "می‌خواهم", "नमस्ते", "漢字" * 20, "\u200d", "\u2800", "\ufffe\uffff", "\U0010ffff", "\ue000", "x" * 300, "NaN",
    "None", "0", "2025-Q1", "evt-1", "../../etc/passwd", "C:\\con", "BEGIN:VEVENT", "https://example.org/?a=1&b=<c>#d",
    "x\u00a0y",
)  # fmt: skip
_ANY_LETTER = st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="\ufffd")
_FAMILIAR_LETTERS = "abcdeXYZ ABČčćŽšéüñЖйΩ 0123 -',.&<>$#*:()[]_=+@/\\|`~^%{}—💥中文שלום"
"""Letters of which ``reference.py`` knows, too, what they are without case and diacritics."""

_awkward = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(_ANY_LETTER, min_size=1, max_size=12),
    st.lists(st.one_of(st.sampled_from(HOSTILE), st.text(_ANY_LETTER, max_size=5)), min_size=2, max_size=4).map(
        " ".join
    ),
)
_familiar = st.text(_FAMILIAR_LETTERS, min_size=1, max_size=20)
_DAYS = st.dates(date(contract.FIRST_YEAR, 1, 1), date(contract.LAST_YEAR, 12, 31))


@st.composite
def briefings(draw: st.DrawFn, *, most: int = 8, is_familiar: bool = False) -> Tables:
    """Valid briefings with at most so many rows a table; familiar ones have only letters that ``reference`` knows."""
    any_text = _familiar if is_familiar else _awkward
    # Cells are drawn from a few texts: drawing some hundred takes most of a test's time.
    texts = st.sampled_from(
        draw(st.lists(any_text.map(strip_invisible).filter(_is_text), min_size=draw(st.integers(1, 8)), max_size=8))
    )
    names = any_text.map(lambda text: strip_invisible(one_line(text.replace(contract.LIST_SEPARATOR, " ")))).filter(
        bool
    )
    topics = draw(st.lists(names, min_size=draw(st.sampled_from((1, 3, 6, 12))), max_size=12, unique_by=fold))
    tables = {
        "briefing": _facts(draw, texts),
        "topics": [{"topic": name, "description": draw(texts)} for name in topics],
    }
    year = draw(st.integers(contract.FIRST_YEAR, contract.LAST_YEAR - 3))
    own = {
        "status": st.sampled_from(contract.STATUSES),
        "strand": st.sampled_from(draw(st.lists(texts, min_size=1, max_size=3))),
        "pillar": st.sampled_from(draw(st.lists(texts, min_size=1, max_size=3))),
        "topics": st.lists(st.sampled_from(topics), min_size=1, max_size=3, unique=True).map("; ".join),
    }
    optional = st.one_of(st.just(""), texts)
    for table in contract.ITEM_TABLES:
        required = {column.name for column in table.columns if column.required}
        prefix = table.columns[0].prefix
        least = draw(st.sampled_from((0, 2, 3, most)))
        numbers = draw(st.lists(st.integers(1, 9_999_999), min_size=least, max_size=most, unique=True))
        tables[table.name] = [
            {name: draw(own.get(name, texts if name in required else optional)) for name in table.column_names}
            | {"id": f"{prefix}-{number}"}
            | (_dates(draw, year) if table is contract.EVENTS else {})
            for number in numbers
        ]
    tables |= {"notes": _notes(draw, texts, tables)}
    return tables | {"changes": _changes(draw, texts, tables)}


def _is_text(text: str) -> bool:
    """Say whether a text may be a cell: not empty, and not what a spreadsheet writes for an error."""
    return check_cell(text, contract.TOPICS.columns[1]) is None


def _dates(draw: st.DrawFn, year: int) -> dict[str, str]:
    start = draw(st.dates(date(year, 1, 1), date(year + 1, 12, 31)))
    days = draw(st.one_of(st.just(0), st.integers(0, 100), st.integers(0, 700)))
    return whole(start, start + timedelta(days), draw(st.sampled_from(contract.PRECISIONS)))


def _facts(draw: st.DrawFn, texts: st.SearchStrategy[str]) -> list[dict[str, str]]:
    values = {fact.name: _DAYS.map(str) if fact.kind is Kind.DATE else texts for fact in contract.FACTS} | {
        "language": st.sampled_from(["en", "sr-Latn-ME", "zh-Hant"]),
        "article link": texts.map(lambda text: f"https://example.org/{text}"),
        "correction address": st.sampled_from(["mailto:a.b@example.org?subject=x", "http://[::1]:80/issues"]),
    }
    left_out = draw(st.sets(st.sampled_from([fact.name for fact in contract.FACTS if not fact.required])))
    names = [name for name in values if name not in left_out]
    names += [f"section {number}" for number in range(1, draw(st.integers(1, 4)))]
    return [
        {"field": name, "value": draw(values.get(name, texts)), "source": draw(texts)}
        for name in draw(st.permutations(names))
    ]


def _notes(draw: st.DrawFn, texts: st.SearchStrategy[str], tables: Tables) -> list[dict[str, str]]:
    ids = [row["id"] for table in contract.ITEM_TABLES for row in tables[table.name]]
    subjects = st.sampled_from([*(fact.name for fact in contract.FACTS), "events", *ids])
    linked = texts.map(lambda text: f"{text} https://example.org/{text}.")
    return _rows(draw, contract.NOTES, st.one_of(texts, linked), {"subject": subjects})


def _changes(draw: st.DrawFn, texts: st.SearchStrategy[str], tables: Tables) -> list[dict[str, str]]:
    ids = [row["id"] for table in (*contract.ITEM_TABLES, contract.NOTES) for row in tables[table.name]]
    subjects = st.sampled_from([*(fact.name for fact in contract.FACTS), *tables, *ids])
    return _rows(draw, contract.CHANGES, texts, {"subject": subjects, "date": _DAYS.map(str)})


def _rows(
    draw: st.DrawFn, table: Table, texts: st.SearchStrategy[str], own: dict[str, st.SearchStrategy[str]]
) -> list[dict[str, str]]:
    """Return up to three numbered rows; cells that need not be filled are empty at times."""
    cells = {column.name: texts if column.required else st.one_of(st.just(""), texts) for column in table.columns} | own
    return [
        {name: draw(cell) for name, cell in cells.items()} | {"id": f"{table.columns[0].prefix}-{number}"}
        for number in range(1, draw(st.integers(1, 4)))
    ]


# --- how files write it ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Hand:
    """How a program writes CSV files: everything that does not change what they say."""

    ending: str = "\n"
    quoting: int = csv.QUOTE_MINIMAL
    mark: str = ""
    around: tuple[str, str] = ("", "")
    separator: str = "; "
    is_backwards: bool = False
    blank_columns: int = 0
    blank_lines: int = 0
    delimiter: str = ","
    has_dotted_dates: bool = False


hands = st.builds(
    Hand,
    ending=st.sampled_from(["\n", "\r\n", "\r"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    mark=st.sampled_from(["", "\ufeff"]),
    around=st.sampled_from([("", ""), (" ", "  "), ("\u00a0", "\u200b"), ("\t", "\u3000")]),
    separator=st.sampled_from(["; ", ";", " ;  ", ";;"]),
    is_backwards=st.booleans(),
    blank_columns=st.integers(0, 3),
    blank_lines=st.integers(0, 3),
    delimiter=st.sampled_from([",", ";", "\t"]),
    has_dotted_dates=st.booleans(),
)


def written(tables: Tables, hand: Hand | None = None) -> dict[str, bytes]:
    """Return the files of a briefing, by name, as somebody's program writes them."""
    return {table.file: _written(table, tables[table.name], hand or Hand()) for table in contract.TABLES}


def _written(table: Table, rows: list[dict[str, str]], hand: Hand) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=hand.quoting, lineterminator=hand.ending, delimiter=hand.delimiter)
    columns = table.columns[::-1] if hand.is_backwards else table.columns
    blank, (before, after) = [""] * hand.blank_columns, hand.around
    writer.writerow([*(column.name for column in columns), *blank])
    for row in rows:
        cells = (_cell(row, column, hand) for column in columns)
        writer.writerow([*(f"{before}{cell}{after}" for cell in cells), *blank])
        text.write(hand.ending * hand.blank_lines)
    return f"{hand.mark}{text.getvalue()}".encode()


_DATED_FACTS = {fact.name for fact in contract.FACTS if fact.kind is Kind.DATE}


def _cell(row: dict[str, str], column: Column, hand: Hand) -> str:
    cell = row[column.name]
    is_date = column.kind is Kind.DATE or (column.name == "value" and row["field"] in _DATED_FACTS)
    if is_date and hand.has_dotted_dates:
        return "{2}.{1}.{0}".format(*cell.split("-"))
    return cell.replace("; ", hand.separator) if column.kind is Kind.TOPICS else cell


@contextmanager
def folder_of(files: dict[str, bytes]) -> Iterator[Path]:
    """Keep files in a folder while the block runs."""
    with tempfile.TemporaryDirectory() as name:
        for file, content in files.items():
            (Path(name) / file).write_bytes(content)
        yield Path(name)


@contextmanager
def shown(tables: Tables) -> Iterator[Path]:
    """Let the pages show a briefing while the block runs, and give its folder."""
    before = os.environ.get("BRIEFING_DATA")
    with folder_of(written(tables)) as folder, mock.patch.object(store, "STILL_SECONDS", 0):  # nobody else writes here
        os.environ["BRIEFING_DATA"] = str(folder)
        store.current_store.cache_clear()
        try:
            yield folder
        finally:
            store.current_store.cache_clear()
            os.environ["BRIEFING_DATA"] = before or ""


# --- damage ------------------------------------------------------------------------------------------------------

_NASTY = (
    "", " ", '"', '""', "a\nb", "a\rb", "\x07", "\u2028", "\ufffd", "\0", ",", ";", "; ;", "\ufeff", "\u200b",
    "x" * 2001, "1.4.2025", "#REF!", "https://", "03/04/2025", "2025-02-29", "45658", "2025-01-01 00:00:00",
    "２０２５-01-01", "9999-12-31",
    "0001-01-01", "evt-0", "EVT-1", "evt-99999999", "Proposed", "title", "Title", "section 0", "section 100", "sep=;",
)  # fmt: skip
_PIECES = (
    b"",
    b'"',
    b",",
    b";",
    b"\n",
    b"\r",
    b"\0",
    b"\xff",
    b"\xc5",
    b"\xef\xbb\xbf",
    b"\xed\xa0\x80",
    b"\xe2\x80\xa8",
)
_ENCODINGS = ("utf-16", "utf-16-le", "utf-32", "utf-7", "cp1250", "cp1252", "latin-1", "cp037")


@st.composite
def damaged(draw: st.DrawFn) -> dict[str, bytes]:
    """Files of a briefing after what editors, disks, interrupted copies and spreadsheets do to them."""
    files = written(draw(briefings(most=4)), draw(hands))
    for _ in range(draw(st.integers(1, 3))):
        name = draw(st.sampled_from(sorted(files)))
        damage = draw(st.sampled_from((_bytes_changed, _cell_changed, _row_changed, _column_changed, _saved, _cut)))
        files[name] = damage(draw, files[name])
    if draw(st.integers(0, 9)) == 0:
        del files[draw(st.sampled_from(sorted(files)))]
    return files


def _bytes_changed(draw: st.DrawFn, content: bytes) -> bytes:
    start = draw(st.integers(0, len(content)))
    end = start + draw(st.integers(0, 40))
    new = draw(st.one_of(st.just(content[start:end] * 2), st.binary(max_size=6), st.sampled_from(_PIECES)))
    return content[:start] + new + content[end:]


def _cut(draw: st.DrawFn, content: bytes) -> bytes:
    return content[: draw(st.integers(0, len(content)))]


def _saved(draw: st.DrawFn, content: bytes) -> bytes:
    return content.decode("utf-8", "replace").encode(draw(st.sampled_from(_ENCODINGS)), "replace")


def _cell_changed(draw: st.DrawFn, content: bytes) -> bytes:
    def change(records: list[list[str]], row: int, column: int) -> None:
        others = [cell for record in records for cell in record]
        records[row][column] = draw(st.one_of(st.sampled_from(_NASTY), st.sampled_from(others)))

    return _changed(draw, content, change)


def _row_changed(draw: st.DrawFn, content: bytes) -> bytes:
    def change(records: list[list[str]], row: int, _: int) -> None:
        records[row : row + 1] = [records[row]] * draw(st.sampled_from([0, 2]))

    return _changed(draw, content, change)


def _column_changed(draw: st.DrawFn, content: bytes) -> bytes:
    def change(records: list[list[str]], _: int, column: int) -> None:
        times = draw(st.sampled_from([0, 2]))
        for record in records:
            record[column : column + 1] = record[column : column + 1] * times

    return _changed(draw, content, change)


def _changed(draw: st.DrawFn, content: bytes, change: Callable[[list[list[str]], int, int], None]) -> bytes:
    """Change records, given one of them and one of its columns."""
    lines = content.decode("utf-8", "replace").replace("\0", "").splitlines(keepends=True)
    records = [record for record in csv.reader(lines) if record]
    if not records:
        return content
    row = draw(st.integers(0, len(records) - 1))
    change(records, row, draw(st.integers(0, len(records[row]) - 1)))
    text = io.StringIO(newline="")
    csv.writer(text).writerows(records)
    return text.getvalue().encode("utf-8", "replace")


# --- links -------------------------------------------------------------------------------------------------------

_CHOICES = (
    "Bars",
    "treemap",
    "Pillar",
    "TOPIC",
    "None",
    "Title",
    "dated first",
    "1",
    "2",
    "0",
    "-1",
    "1e9",
    "inf",
    "²",
)
_ODDITIES = (
    "%", "%zz", "%ff%fe", "%00", "%0d%0aX-Evil:1", "&&", "=", "&=x", "quarter", "q=%", "topic=+", "q=a&q=",
    "embed=true", "q=%F0%9F%92", "?", "topic[]=x", "%71=x",
)  # fmt: skip


class Link(NamedTuple):
    """A link to a briefing: what the briefing says, and the path and the query of the link."""

    tables: Tables
    path: str
    query: str


@st.composite
def linked(draw: st.DrawFn, *paths: str, is_familiar: bool = False) -> Link:
    """Links to one of these paths: what a briefing has and what it has not, in any writing, oddities among them.

    Most ask for little, and that the briefing has, so that views hold some of the items and not all or none.
    """
    tables, path = draw(briefings(is_familiar=is_familiar)), draw(st.sampled_from(paths))
    known = _known(tables, path.strip("/"))
    own = sorted(OWN_PARAMETERS.get(path.strip("/")) or ["item", "page"])
    names = draw(st.lists(st.sampled_from(("quarter", "topic", "q")), min_size=1, max_size=3))
    names += draw(st.lists(st.sampled_from(own), min_size=draw(st.integers(0, 2)), max_size=2))
    strange = _familiar if is_familiar else st.one_of(_awkward, st.just("x" * 1000))
    pairs = []
    for name in names:
        options = st.sampled_from(known.get(name) or _CHOICES)
        value = draw(draw(st.sampled_from((options, options, options, strange))))
        change = draw(st.sampled_from((str, str, str.upper, str.lower, lambda text: f" {text}  ")))
        write = draw(st.sampled_from((quote_plus, quote, _all_encoded)))
        pairs.append(f"{name}={write(change(value))}")
    odd = draw(st.sampled_from(("", "", "", *_ODDITIES)))
    query = "&".join(draw(st.permutations([*pairs, odd])) if odd else pairs)
    assume(len(query) <= LONGEST_QUERY)  # the guard's tests have longer ones
    return Link(tables, path, query)


def _known(tables: Tables, path: str) -> dict[str, list[str]]:
    """Return the values that links to a path may have, by parameter."""
    items = [row for table in contract.ITEM_TABLES for row in tables[table.name]]
    linked = [row for table in contract.ITEM_TABLES for row in tables[table.name] if table.page == path]
    days = [date.fromisoformat(row[column]) for row in tables["events"] for column in ("start", "end")]
    return {
        "quarter": [f"{day.year}-Q{(day.month + 2) // 3}" for day in days],
        "topic": [row["topic"] for row in tables["topics"]],
        "q": [part for row in items for part in (row["title"][:1], row["summary"][-2:], row["title"].split()[0])],
        "item": [row["id"] for row in linked or items],
        "strand": [row["strand"] for row in tables["areas"]],
        "pillar": [row["pillar"] for row in tables["recommendations"]],
    }


def _all_encoded(text: str) -> str:
    return "".join(f"%{byte:02x}" for byte in text.encode())
