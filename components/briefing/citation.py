"""How to cite the data, as a sentence."""

from components.briefing.briefing import Briefing


def citation(briefing: Briefing) -> str:
    """Return how to cite the data: title, version, day of the last check, and what is known of the article."""
    return f"{briefing.title}, {details(briefing)}."


def details(briefing: Briefing) -> str:
    """Return what a citation says after the title."""
    checked, article = briefing.fact("data date"), briefing.fact("article title")
    parts = [
        f"data version {briefing.version}",
        f"checked {checked}" if checked else "",
        f"after “{article}”" if article else "",
        briefing.fact("publisher") or "publisher not known",
        briefing.fact("article link"),
    ]
    return ", ".join(part for part in parts if part)
