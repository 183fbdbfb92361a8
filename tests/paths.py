"""Where things are. Nothing else is imported here, so that what sets a machine up can use it before anything works."""

from pathlib import Path

ROOT = Path(__file__).parents[1]
DATA = ROOT / "data"
"""The built-in briefing."""
FICTIONAL = ROOT / "tests" / "fictional"
"""An invented one, which is different in every respect."""
