"""How to cite the data."""

from components.briefing.briefing import Briefing


def citation(briefing: Briefing) -> str:
    """Say how to cite the data: title, version, day of the last check, and the article as far as it is known."""
    checked, article = briefing.fact("data date"), briefing.fact("article title")
    parts = [
        briefing.title,
        f"data version {briefing.version}",
        f"checked {checked}" if checked else "",
        f"after “{article}”" if article else "",
        briefing.fact("publisher") or "publisher not known",
        briefing.fact("article link"),
    ]
    return f"{', '.join(part for part in parts if part)}."
