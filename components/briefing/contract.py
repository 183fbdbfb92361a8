"""The data contract: the files, columns and vocabularies of a briefing, declared once.

The checks on loading, the data dictionary on the Sources page and every export are derived from it.
"""

from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from components.briefing.words import strip_invisible

MAX_CELL_CHARACTERS = 2_000
MAX_ROWS = 50_000
MAX_FILE_BYTES = 20_000_000
LIST_SEPARATOR = ";"
FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Years that a date may have: a typing error such as 0225 is caught, and the number of quarters stays small."""


@lru_cache(maxsize=10_000)  # many items carry the same topics
def split_list(cell: str) -> tuple[str, ...]:
    """Return the values of a cell with several, such as ``Exercises; Regional``."""
    return tuple(value for part in cell.split(LIST_SEPARATOR) if (value := strip_invisible(part)))


def cell_text(value: object) -> str:
    """Return the text of a cell as CSV files have it: lists joined by ``; ``, days as ISO dates."""
    return f"{LIST_SEPARATOR} ".join(value) if isinstance(value, tuple) else str(value)


class Kind(StrEnum):
    """What a column holds."""

    IDENTIFIER = "identifier"
    TEXT = "text"
    DATE = "date"
    WORD = "word"
    TOPIC = "topic"
    TOPICS = "topics"
    LANGUAGE = "language"
    LINK = "link"
    CONTACT = "contact"


class Column(NamedTuple):
    """One column: its name in the header, what it means and what it holds.

    ``vocabulary`` lists the words that a column of kind ``WORD`` may hold; ``prefix`` begins every identifier;
    ``unique`` says that no value may occur twice, and ``is_searched`` that the filter ``q`` looks for words in it.
    """

    name: str
    meaning: str
    kind: Kind = Kind.TEXT
    required: bool = True
    unique: bool = False
    vocabulary: tuple[str, ...] = ()
    prefix: str = ""
    is_searched: bool = False

    @property
    def pattern(self) -> str:
        """A regular expression for the identifiers of this column."""
        return f"{self.prefix}-[1-9][0-9]{{0,6}}"


class Table(NamedTuple):
    """One CSV file: its name without the ending, the noun for one row, what the rows are, and the columns in order.

    ``page`` is the path of the table's own page, if it has one; ``group`` is the column by which the article groups
    the rows, if it does. A folder may lack the file of an ``optional`` table.
    """

    name: str
    noun: str
    meaning: str
    columns: tuple[Column, ...]
    at_least: int = 0
    page: str = ""
    group: str = ""
    optional: bool = False

    @property
    def file(self) -> str:
        """Name of the file in the briefing's folder."""
        return f"{self.name}.csv"

    @property
    def column_names(self) -> tuple[str, ...]:
        """Names of the columns, in the order in which exports write them."""
        return tuple(column.name for column in self.columns)


PRECISIONS = ("day", "month", "quarter")
STATUSES = ("proposed", "confirmed", "held", "cancelled")

FACTS = (
    Column("title", "Name of the briefing, shown on every page"),
    Column("subtitle", "One sentence that says what the briefing covers"),
    Column("parties", "Who took part, separated by semicolons"),
    Column("meeting date", "Day of the meeting", Kind.DATE),
    Column("place as reported", "Place of the meeting as the article gives it"),
    Column("people as reported", "People and offices as the article gives them, separated by semicolons"),
    Column("language", "Language of the article, as a tag such as en", Kind.LANGUAGE),
    Column("licence note", "What may be done with the article and with this data"),
    Column("publisher", "Who published the article", required=False),
    Column("article title", "Headline of the article", required=False),
    Column("article link", "Web address of the article", Kind.LINK, required=False),
    Column("data date", "Day on which the rows were last checked", Kind.DATE, required=False),
    Column("identifier", "Name for programs that stays when the title changes", required=False),
    Column("correction address", "Where to report a mistake: a web address or mailto:", Kind.CONTACT, required=False),
)
"""The fields of ``briefing.csv``: the kind and meaning of each ``value``, and which rows are required."""
SECTION_FACT = "section "
"""``section 1``, ``section 2`` … give the article's headings, so that a locator can be followed."""
_SOURCE = Column("source", "Where in the article it stands: a locator, never a copied sentence")


def _identifier(prefix: str) -> Column:
    meaning = f"{prefix}-1, {prefix}-2 …; stable for ever, since links use it"
    return Column("id", meaning, Kind.IDENTIFIER, unique=True, prefix=prefix)


def _item_columns(prefix: str, *own: Column) -> tuple[Column, ...]:
    """Return the columns of a table of items: what is known of every item, around the table's own."""
    topics = "Topics of topics.csv, separated by semicolons; our reading of the article"
    return (
        _identifier(prefix),
        Column("title", "The article's own name for it", is_searched=True),
        Column("summary", "One sentence in our own words, faithful to the article", is_searched=True),
        *own,
        Column("topics", topics, Kind.TOPICS, is_searched=True),
        _SOURCE,
    )


BRIEFING = Table(
    "briefing",
    "field",
    "Facts about the briefing as a whole",
    (
        Column("field", "Name of the fact", unique=True, is_searched=True),
        Column("value", "The fact as the article gives it", is_searched=True),
        _SOURCE,
    ),
    at_least=1,
)
TOPICS = Table(
    "topics",
    "topic",
    "The vocabulary that ties events, areas and recommendations together, in display order",
    (
        Column("topic", "Name of the topic, as written in links", Kind.TOPIC, unique=True),
        Column("description", "What belongs to the topic"),
    ),
    at_least=1,
)
EVENTS = Table(
    "events",
    "event",
    "Dated entries of the timeline",
    _item_columns(
        "evt",
        Column("start", "First day, inclusive", Kind.DATE),
        Column("end", "Last day, inclusive", Kind.DATE),
        Column("precision", "How exactly the source gives the date", Kind.WORD, vocabulary=PRECISIONS),
        Column("status", "How settled the event is", Kind.WORD, vocabulary=STATUSES, is_searched=True),
    ),
    page="timeline",
)
AREAS = Table(
    "areas",
    "area",
    "Areas of cooperation",
    _item_columns("area", Column("strand", "Under which heading the article lists the area", is_searched=True)),
    page="areas",
    group="strand",
)
RECOMMENDATIONS = Table(
    "recommendations",
    "recommendation",
    "What the article recommends",
    _item_columns("rec", Column("pillar", "Which aim of the article the recommendation serves", is_searched=True)),
    page="recommendations",
    group="pillar",
)
NOTES = Table(
    "notes",
    "note",
    "Places where the article and the public record disagree, or where the article is silent",
    (
        _identifier("note"),
        Column(
            "subject",
            "What the note is about: a field of briefing.csv, a table such as events, or an item's id",
            is_searched=True,
        ),
        Column("reported", "What the article says", is_searched=True),
        Column(
            "finding",
            "What the public record says or, without evidence, what the article leaves open",
            is_searched=True,
        ),
        Column("evidence", "The public record; empty where the article is merely silent", required=False),
        _SOURCE,
    ),
)
CHANGES = Table(
    "changes",
    "change",
    "What changed in the data, newest last; the file may be left out",
    (
        _identifier("chg"),
        Column("date", "Day of the change", Kind.DATE),
        Column("subject", "What it is about: as in notes.csv, or a note's id; of a deleted row its table"),
        Column("change", "One sentence that says what changed"),
        Column("source", "Where the change comes from: a locator, or our own record"),
    ),
    page="changes",
    optional=True,
)

TABLES = (BRIEFING, TOPICS, EVENTS, AREAS, RECOMMENDATIONS, NOTES, CHANGES)
ITEM_TABLES = (EVENTS, AREAS, RECOMMENDATIONS)
"""The tables whose rows carry topics."""
FILTERED_TABLES = (*ITEM_TABLES, CHANGES)
"""The tables that filters narrow: a change matches when the item that it is about does."""
