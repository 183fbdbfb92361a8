"""The data contract: the files, columns and vocabularies of a briefing, declared once.

The checks on loading, the data dictionary on the Sources page and every export are derived from it.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

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


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in the header, what it holds and what it means.

    ``vocabulary`` lists the words that a column of kind ``WORD`` may hold; ``prefix`` begins every identifier;
    ``unique`` says that no value may occur twice, and ``is_searched`` that the filter ``q`` looks for words in it.
    """

    name: str
    kind: Kind
    meaning: str
    required: bool = True
    unique: bool = False
    vocabulary: tuple[str, ...] = ()
    prefix: str = ""
    is_searched: bool = False

    @property
    def pattern(self) -> str:
        """A regular expression for the identifiers of this column."""
        return f"{self.prefix}-[1-9][0-9]{{0,6}}"


@dataclass(frozen=True, slots=True)
class Table:
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

    def column(self, name: str) -> Column:
        """Return the column of that name; ``KeyError`` when there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


PRECISIONS = ("day", "month", "quarter")
STATUSES = ("proposed", "confirmed", "held", "cancelled")

FACTS = (
    Column("title", Kind.TEXT, "Name of the briefing, shown on every page"),
    Column("subtitle", Kind.TEXT, "One sentence that says what the briefing covers"),
    Column("parties", Kind.TEXT, "Who took part, separated by semicolons"),
    Column("meeting date", Kind.DATE, "Day of the meeting"),
    Column("place as reported", Kind.TEXT, "Place of the meeting as the article gives it"),
    Column("people as reported", Kind.TEXT, "People and offices as the article gives them, separated by semicolons"),
    Column("language", Kind.LANGUAGE, "Language of the article, as a tag such as en"),
    Column("licence note", Kind.TEXT, "What may be done with the article and with this data"),
    Column("publisher", Kind.TEXT, "Who published the article", required=False),
    Column("article title", Kind.TEXT, "Headline of the article", required=False),
    Column("article link", Kind.LINK, "Web address of the article", required=False),
    Column("data date", Kind.DATE, "Day on which the rows were last checked", required=False),
    Column("identifier", Kind.TEXT, "Name for programs that stays when the title changes", required=False),
    Column("correction address", Kind.CONTACT, "Where to report a mistake: a web address or mailto:", required=False),
)
"""The fields of ``briefing.csv``: the kind and meaning of each ``value``, and which rows are required."""
SECTION_FACT = "section "
"""``section 1``, ``section 2`` … give the article's headings, so that a locator can be followed."""


def _identifier(prefix: str) -> Column:
    return Column(
        "id",
        Kind.IDENTIFIER,
        f"{prefix}-1, {prefix}-2 …; stable for ever, since links use it",
        unique=True,
        prefix=prefix,
    )


_TITLE = Column("title", Kind.TEXT, "The article's own name for it", is_searched=True)
_SUMMARY = Column("summary", Kind.TEXT, "One sentence in our own words, faithful to the article", is_searched=True)
_TOPICS = Column(
    "topics",
    Kind.TOPICS,
    "Topics of topics.csv, separated by semicolons; our reading of the article",
    is_searched=True,
)
_SOURCE = Column("source", Kind.TEXT, "Where in the article it stands: a locator, never a copied sentence")

BRIEFING = Table(
    "briefing",
    "field",
    "Facts about the briefing as a whole",
    (
        Column("field", Kind.TEXT, "Name of the fact", unique=True, is_searched=True),
        Column("value", Kind.TEXT, "The fact as the article gives it", is_searched=True),
        _SOURCE,
    ),
    at_least=1,
)
TOPICS = Table(
    "topics",
    "topic",
    "The vocabulary that ties events, areas and recommendations together, in display order",
    (
        Column("topic", Kind.TOPIC, "Name of the topic, as written in links", unique=True),
        Column("description", Kind.TEXT, "What belongs to the topic"),
    ),
    at_least=1,
)
EVENTS = Table(
    "events",
    "event",
    "Dated entries of the timeline",
    (
        _identifier("evt"),
        _TITLE,
        _SUMMARY,
        Column("start", Kind.DATE, "First day, inclusive"),
        Column("end", Kind.DATE, "Last day, inclusive"),
        Column("precision", Kind.WORD, "How exactly the source gives the date", vocabulary=PRECISIONS),
        Column("status", Kind.WORD, "How settled the event is", vocabulary=STATUSES, is_searched=True),
        _TOPICS,
        _SOURCE,
    ),
    page="timeline",
)
AREAS = Table(
    "areas",
    "area",
    "Areas of cooperation",
    (
        _identifier("area"),
        _TITLE,
        _SUMMARY,
        Column("strand", Kind.TEXT, "Under which heading the article lists the area", is_searched=True),
        _TOPICS,
        _SOURCE,
    ),
    page="areas",
    group="strand",
)
RECOMMENDATIONS = Table(
    "recommendations",
    "recommendation",
    "What the article recommends",
    (
        _identifier("rec"),
        _TITLE,
        _SUMMARY,
        Column("pillar", Kind.TEXT, "Which aim of the article the recommendation serves", is_searched=True),
        _TOPICS,
        _SOURCE,
    ),
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
            Kind.TEXT,
            "What the note is about: a field of briefing.csv, a table such as events, or an item's id",
            is_searched=True,
        ),
        Column("reported", Kind.TEXT, "What the article says", is_searched=True),
        Column(
            "finding",
            Kind.TEXT,
            "What the public record says or, without evidence, what the article leaves open",
            is_searched=True,
        ),
        Column("evidence", Kind.TEXT, "The public record; empty where the article is merely silent", required=False),
        _SOURCE,
    ),
)
CHANGES = Table(
    "changes",
    "change",
    "What changed in the data, newest last; the file may be left out",
    (
        _identifier("chg"),
        Column("date", Kind.DATE, "Day of the change"),
        Column("subject", Kind.TEXT, "What it is about: as in notes.csv, or a note's id; of a deleted row its table"),
        Column("change", Kind.TEXT, "One sentence that says what changed"),
        Column("source", Kind.TEXT, "Where the change comes from: a locator, or our own record"),
    ),
    page="changes",
    optional=True,
)

TABLES = (BRIEFING, TOPICS, EVENTS, AREAS, RECOMMENDATIONS, NOTES, CHANGES)
ITEM_TABLES = (EVENTS, AREAS, RECOMMENDATIONS)
"""The tables whose rows carry topics."""
FILTERED_TABLES = (*ITEM_TABLES, CHANGES)
"""The tables that filters narrow: a change matches when the item that it is about does."""
