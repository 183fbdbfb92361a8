# make run   sets everything up and serves the dashboard
# make test  sets everything up, a browser too, and runs every test
# make check DATA=folder       prints what is wrong in a folder of CSV files, and where
# make new-briefing DIR=folder creates one
# make diff OLD=folder NEW=folder   prints what differs between two; ARGS=--rows as rows for changes.csv, ARGS=--json
# make lint  formatting, style, types and the import rule
# make fuzz  runs the property-based tests with a hundred times as many examples, different ones each time
# make bench times a first visit beside a stock Streamlit page; make bench-sizes, large briefings; make bench-crowd, crowds
# make servers  serves on two ports at once, make bench-kills  kills such servers while a session is open
# make lock     rewrites requirements.lock, make audit  checks it for known vulnerabilities
# make format, make clean

PYTHON ?= python3
BIN := .venv/bin
PORTS := 8501 8502
UV := uv==0.13.9

.PHONY: run test fuzz check diff new-briefing lint bench bench-sizes bench-crowd servers bench-kills lock audit format clean

run: .venv/run
	$(BIN)/python dashboard.py

servers: .venv/run
	@secret=$${STREAMLIT_SERVER_COOKIE_SECRET:-$$($(BIN)/python -c 'import secrets; print(secrets.token_hex(32))')}; \
	trap 'kill $$servers; wait' INT TERM; \
	for port in $(PORTS); do \
	  PORT=$$port STREAMLIT_SERVER_COOKIE_SECRET=$$secret $(BIN)/python dashboard.py & servers="$$servers $$!"; \
	done; wait

test: .venv/test
	$(BIN)/python tests/chromium.py
	$(BIN)/python tests/nginx.py
	$(BIN)/python tests/engines.py
	$(BIN)/python -m pytest -n auto --dist worksteal $(ARGS)

check: .venv/run
	@$(BIN)/python -m components.briefing.check $(if $(DATA),"$(DATA)")

diff: .venv/run
	@test -n "$(OLD)" -a -n "$(NEW)" || { echo "Name both folders: make diff OLD=folder NEW=folder"; exit 1; }
	@$(BIN)/python -m components.briefing.diff "$(OLD)" "$(NEW)" $(ARGS)

new-briefing:
	@test -n "$(DIR)" || { echo "Name the folder: make new-briefing DIR=path/of/a/new/folder"; exit 1; }
	@test -z "$$(ls -A -- "$(DIR)" 2>/dev/null)" || { echo "$(DIR) is not an empty folder; name a new one"; exit 1; }
	@mkdir -p -- "$(DIR)" && cp components/briefing/starter/* "$(DIR)/"
	@echo "$(DIR) has the files of a new briefing; begin with its README.md."
	@echo "Check it: make check DATA=\"$(DIR)\""
	@echo "Show it: BRIEFING_DATA=\"$(DIR)\" make run"

fuzz: .venv/test
	FUZZ=$(or $(FUZZ),100) $(BIN)/python -m pytest -n auto --dist worksteal --show-capture=no -m hypothesis $(ARGS)

bench: .venv/test .venv/dash
	$(BIN)/python tests/chromium.py
	PYTHONPATH=.:tests $(BIN)/python tests/bench/first_load.py $(ARGS)

bench-sizes: .venv/test
	$(BIN)/python tests/chromium.py
	PYTHONPATH=.:tests $(BIN)/python tests/bench/sizes.py $(ARGS)

bench-crowd: .venv/test
	PYTHONPATH=.:tests $(BIN)/python tests/bench/crowd.py $(ARGS)

bench-kills: .venv/test
	$(BIN)/python tests/chromium.py
	$(BIN)/python tests/nginx.py
	PYTHONPATH=.:tests $(BIN)/python tests/bench/kills.py $(ARGS)

lint: .venv/test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: .venv/test
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check $(UV)
	$(BIN)/uv pip compile --quiet --no-config --universal --python-version 3.11 --generate-hashes \
	  --custom-compile-command "make lock" --output-file requirements.lock requirements.txt $(ARGS)

audit: .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check $(UV)
	$(BIN)/uv tool run pip-audit==2.10.1 --strict --disable-pip --require-hashes --requirement requirements.lock

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed; name it with make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv .venv \
	  || { echo "Python's venv module is needed; on Debian: apt-get install python3-venv"; rm -rf .venv; exit 1; }

.venv/dash: tests/bench/requirements.txt | .venv/bin/python
	$(BIN)/python -m venv $@
	$@/bin/python -m pip install --quiet --disable-pip-version-check -r tests/bench/requirements.txt
	@touch $@

.venv/run: requirements.lock | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

.venv/test: .venv/run requirements.txt tests/requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r tests/requirements.txt
	@touch $@
