# Every command makes .venv where there is none. Needs: Python 3.11 or newer, make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
.DEFAULT_GOAL := help

$(READY): requirements-dev.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=python3.12 …"; exit 1; }
	@echo "Installing the locked parts into $(VENV) (once)…"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

.PHONY: help setup demo walk screenshots test explore faults check bench procedures lock locales format

help: ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 16

setup: $(READY) ## make .venv and install the locked parts

demo: $(READY) ## a page with four phones at http://127.0.0.1:8085, no token needed (PORT=8090 for another port)
	@$(BIN)/python -m demo --port $(or $(PORT),8085)

walk: $(READY) ## the main job, walked by a scripted office in the terminal
	@$(BIN)/python -m demo.walk

screenshots: $(READY) ## take the screenshots of docs/screenshots anew, by the tests that walk there
	@OTKLIK_SCREENSHOTS=1 $(BIN)/python -m pytest tests/browser/test_way.py tests/browser/test_clock.py tests/browser/test_narrow.py

# Four at once on two cores: much of a test is waiting for a bot or a browser.
test: $(READY) ## all tests, on SQLite and on a real PostgreSQL
	@$(BIN)/python -m pytest -n 4 --dist worksteal

explore: $(READY) ## a kill at every point of a walk; random lives of offices, new ones each time, ten rounds of them
	@OTKLIK_CASES=explore $(BIN)/python -m pytest -n 2 --dist worksteal tests/kills tests/handlers/test_limits.py
	@for round in 1 2 3 4 5 6 7 8 9 10; do OTKLIK_CASES=explore $(BIN)/python -m pytest --timeout=900 \
		tests/workflow/test_machine.py tests/workflow/test_every_machine.py tests/workflow/test_wandering.py tests/workflow/test_staff_machine.py \
		tests/workflow/test_downward_wandering.py tests/procedures/test_random_offices.py || exit 1; done

faults: $(READY) ## every fault and attack in its long form, with a table of what came of each
	@OTKLIK_CASES=explore $(BIN)/python -m pytest -n 4 --dist worksteal --timeout=1800 -m "fault or attack" -p tests.proof.table

check: $(READY) ## format, lint, types, layers, catalogues, migrations, procedures
	@$(BIN)/ruff format --check --quiet . || { echo "not formatted: make format"; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/python -m tests.check_catalogues
	@$(BIN)/python -m storage.migrations.check
	@$(BIN)/python -m bot check procedures/*.toml >/dev/null
	@$(BIN)/python -m bot procedure draw | cmp -s - docs/procedures.md || { echo "docs/procedures.md is stale: make procedures"; exit 1; }

bench: $(READY) ## ratios against named peers, measured in one run
	@$(BIN)/python -m bench

format: $(READY) ## put the code into its form
	@$(BIN)/ruff format --quiet .
	@$(BIN)/ruff check --quiet --fix .

locales: $(READY) ## gather the words from the code into the catalogues
	@$(BIN)/python -m tests.check_catalogues --update

procedures: $(READY) ## draw the procedures anew into docs/procedures.md
	@$(BIN)/python -m bot procedure draw > docs/procedures.md

lock: $(READY) ## choose the versions anew and write them with their hashes
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --upgrade pyproject.toml -o requirements.txt
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --upgrade --group dev -c requirements.txt pyproject.toml -o requirements-dev.txt
