# One runner for people and CI. `make help` lists what there is.

PYTHON ?= python3
PORT ?= 8501
VENV := .venv
BIN := $(VENV)/bin
DATA ?= $(if $(CLAUSEWATCH_DATA),$(CLAUSEWATCH_DATA),data)
UV ?= uv

.DEFAULT_GOAL := help
.PHONY: help install tests-ready browser run test quick lint format bench screens docs lock clean

help:  ## What there is
	@echo "make run      sets everything up and opens the app on http://localhost:$(PORT)"
	@echo "make test     everything: lint, unit, SQL and browser tests"
	@echo
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 22

# --- Setting up ----------------------------------------------------------------------------------
# Each stamp stands for a finished step and is made again when what it depends on is newer.

install: $(VENV)/.installed  ## The environment in .venv, with the command .venv/bin/clausewatch
	@echo "Installed: $(BIN)/clausewatch"

$(VENV)/.made: tools/environment.py
	@command -v $(PYTHON) >/dev/null || { \
		echo "There is no $(PYTHON) here. Install Python 3.11 or newer, or name one: make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) tools/environment.py $(VENV)
	@touch $@

$(VENV)/.installed: $(VENV)/.made requirements/runtime.txt pyproject.toml
	@echo "Installing what the app needs (requirements/runtime.txt) ..."
	@$(BIN)/python tools/pip_install.py --require-hashes -r requirements/runtime.txt
	@echo "Installing ClauseWatch itself, so that $(BIN)/clausewatch exists ..."
	@$(BIN)/python tools/pip_install.py --no-deps --no-build-isolation -e .
	@touch $@

tests-ready: $(VENV)/.test-installed

$(VENV)/.test-installed: $(VENV)/.installed requirements/test.txt
	@echo "Installing what the tests need (requirements/test.txt) ..."
	@$(BIN)/python tools/pip_install.py --require-hashes -r requirements/test.txt
	@touch $@

browser: tests-ready  ## Chromium for browser tests and screenshots, where there is none
	@$(BIN)/python tools/install_browser.py

# --- Using ---------------------------------------------------------------------------------------

run: install  ## The app on the built-in demonstration register (PORT=8501, DATA=folder)
	@if ls $(DATA)/snapshots/*/manifest.json >/dev/null 2>&1; then \
		echo "Using the data in $(DATA)."; \
	else \
		echo "There is no data yet: making the demonstration register in $(DATA) ..."; \
		$(BIN)/clausewatch --data $(DATA) demo; \
	fi
	@echo "Starting the app on http://localhost:$(PORT) - Ctrl+C ends it."
	@exec $(BIN)/clausewatch --data $(DATA) serve --port $(PORT)

# --- Checking ------------------------------------------------------------------------------------

test: tests-ready browser lint  ## Everything, browser tests included
	@echo "Running all tests ..."
	@$(BIN)/python -m pytest

quick: tests-ready  ## Unit and SQL tests only, in about a minute
	@echo "Running the quick tests ..."
	@$(BIN)/python -m pytest -n auto -m "not browser and not slow"

lint: tests-ready  ## Style, types, the arrows between layers, the SQL
	@echo "Style (ruff) ..."
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@echo "Types (mypy) ..."
	@$(BIN)/mypy
	@echo "Arrows between layers (import-linter) ..."
	@$(BIN)/lint-imports --no-cache
	@echo "SQL (sqlfluff) ..."
	@$(BIN)/sqlfluff lint --disable-progress-bar queries

format: tests-ready  ## Rewrite Python and SQL in the project's style
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .
	@$(BIN)/sqlfluff fix --disable-progress-bar queries

# --- Looking and measuring -----------------------------------------------------------------------

bench: tests-ready browser  ## Speed and memory at 1 and 10 million checks (VISITS="1000000 10000000")
	@$(BIN)/clausewatch bench $(foreach n,$(VISITS),--visits $(n))

screens: tests-ready browser  ## Every page as PNG in build/screens: languages, themes, widths
	@$(BIN)/python -m tools.screens

docs: install  ## Write docs/data-model.md anew from the model
	@$(BIN)/python -m tools.make_docs

lock:  ## Pin requirements/*.txt anew from pyproject.toml (needs uv: pip install uv)
	@command -v $(UV) >/dev/null || { echo "There is no $(UV) here: pip install uv, or name one: make lock UV=/path/to/uv" >&2; exit 1; }
	@sh tools/lock.sh $(UV)

clean:  ## Remove what was built, never data
	rm -rf build .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -not -path './$(VENV)/*' -prune -exec rm -rf {} +
