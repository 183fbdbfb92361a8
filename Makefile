# make run   sets everything up and serves the dashboard
# make test  sets everything up, a browser too, and runs every test
# make lint  formatting, style, types and the import rule
# make fuzz  tries the tests that think of their own data with a hundred times as much, always other
# make bench times cold links beside a stock Streamlit page
# make format, make clean

PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test lint fuzz bench format clean

run: .venv/run
	$(BIN)/python dashboard.py

test: .venv/test
	$(BIN)/python tests/chromium.py
	$(BIN)/python -m pytest -n auto --dist worksteal $(ARGS)

fuzz: .venv/test
	FUZZ=$(or $(FUZZ),100) $(BIN)/python -m pytest -n auto --dist worksteal --show-capture=no tests/test_fuzz.py $(ARGS)

bench: .venv/test
	$(BIN)/python tests/chromium.py
	PYTHONPATH=.:tests $(BIN)/python tests/bench/first_load.py $(ARGS)

lint: .venv/test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: .venv/test
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed; name it with make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv .venv \
	  || { echo "Python's venv module is needed; on Debian: apt-get install python3-venv"; rm -rf .venv; exit 1; }

.venv/run: requirements.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/test: requirements.txt tests/requirements.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r tests/requirements.txt
	@touch $@
