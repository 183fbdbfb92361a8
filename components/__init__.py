"""The parts of the dashboard, in rooms of one library each."""
