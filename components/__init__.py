"""The parts of the dashboard: a package for each library that it depends on."""
