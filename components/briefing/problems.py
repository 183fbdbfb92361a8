"""What is wrong in a folder of CSV files, and the error that lists it."""

from dataclasses import dataclass

from components.briefing.words import shortened

MAX_PROBLEMS = 50
"""Problems that are shown at once; many problems usually have one cause."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in a folder: the file, the line (1 is the header), the column, and what to do."""

    file: str
    message: str
    line: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        place = [self.file]
        if self.line is not None:
            place.append(str(self.line))
        if self.column is not None:
            place.append(self.column)
        return f"{':'.join(place)}: {self.message}"


class BriefingError(ValueError):
    """A folder that is not a valid briefing.

    ``problems`` has all problems, in file order; ``shown`` has the first, and ``left_out`` is the number of the others.
    """

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        self.shown = problems[:MAX_PROBLEMS]
        self.left_out = len(problems) - len(self.shown)
        more = [f"… and {self.left_out:,} more"] if self.left_out else []
        super().__init__("\n".join([*map(str, self.shown), *more]))


def quoted(text: str) -> str:
    """Return a cell in quotation marks for a message: cut if it is long, with invisible characters as code points."""
    visible = (sign if sign.isprintable() else f"⟨U+{ord(sign):04X}⟩" for sign in shortened(text, 40))
    return f"“{''.join(visible)}”"
