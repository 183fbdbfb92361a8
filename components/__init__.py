"""The parts of the dashboard: one package for each library that they depend on."""
