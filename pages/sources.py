"""Sources: provenance, citation, downloads, notes, and what the columns mean."""

from components.briefing import contract
from components.briefing.address import PAGE_CHOICE, SOURCES
from components.briefing.words import capitalised
from components.content import headings, notes, sentences
from components.content.links import Link
from components.content.page import Content, Page, PageRequest
from components.content.rows import paged
from components.content.tables import TextTable

PROVENANCE = (
    ("The article’s", f"{sentences.ARTICLES_OWN}, and the facts of the meeting. Its text is not reproduced here."),
    ("The public record’s", "The findings in notes that name their evidence."),
    (
        "Ours",
        (
            "Summaries; topics, which are our reading of the article and tie the tables together; "
            "the first and last day that stand for a month or a quarter."
        ),
    ),
)
"""Who says what."""


def content(request: PageRequest) -> Content:
    """Return the values of the template."""
    briefing = request.view.briefing
    pager = paged(briefing.notes, request.address, "note")
    return {
        **headings.sources(request.view)._asdict(),
        "provenance": PROVENANCE,
        "downloads": _downloads(request),
        "notes_summary": notes.summary(briefing.notes),
        **notes.note_values(request, pager.rows),
        "pager": pager,
        "facts": [
            (notes.fact_anchor(field), capitalised(field), notes.fact_text(briefing, field), source)
            for field, source in zip(briefing.facts["field"], briefing.facts["source"], strict=True)
        ],
        "topics": list(zip(briefing.topics["topic"], briefing.topics["description"], strict=True)),
        "dictionary": [_columns(table) for table in contract.TABLES],
    }


def _downloads(request: PageRequest) -> TextTable:
    """Return the files of the view: name, content, and number of rows."""
    address, view = request.address, request.view
    rows: list[tuple[str | Link, ...]] = [
        (Link(table.file, address.to(f"export/{table.file}")), table.meaning, f"{len(matching):,}")
        for table in view.briefing.tables
        if len(matching := view.table(table.name))
    ]
    others = (
        ("events.ics", "The events as a calendar"),
        ("briefing.xlsx", "All tables as an Excel workbook, a sheet each"),
        ("briefing.json", "The rows of this view and all notes, for programs"),
        ("datapackage.json", "What the files and columns are, for programs"),
        ("citation.bib", "How to cite this version, as BibTeX"),
        ("citation.json", "How to cite this version, as CSL JSON"),
    )
    rows += [(Link(name, address.to(f"export/{name}")), meaning, "") for name, meaning in others]
    rows.append((Link("Print everything", address.to("briefing")), "This view as one document for A4", ""))
    return TextTable("Files", ("File", "What it holds", "Rows"), tuple(rows), frozenset({2}))


def _columns(table: contract.Table) -> tuple[str, str, TextTable]:
    """Return what the columns of a file mean."""
    rows = tuple(
        (column.name, column.meaning, ", ".join(column.vocabulary) or column.kind, "yes" if column.required else "no")
        for column in table.columns
    )
    return table.file, table.meaning, TextTable(table.file, ("Column", "Meaning", "Holds", "Required"), rows)


PAGE = Page(SOURCES, "Sources", content, (PAGE_CHOICE,), has_empty_state=False)
