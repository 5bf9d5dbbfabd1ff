# make demo   who said what in the sample articles        make test   the tests, as CI runs them
# Both make .venv first, with the package in it, and use it again until pyproject.toml changes.

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
DB ?= db/quotes.db
PYTHON ?= python3
# Tried in this order where $(PYTHON) is not one that the package runs on.
PYTHONS := $(PYTHON) python3.13 python3.12 python3.11
SUITABLE := import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1

.DEFAULT_GOAL := help
.PHONY: help setup demo test lint audit serve bench screenshots clean

help:  ## what can be made
	@sed -n 's/^\([a-z]*\): .*## \(.*\)/  make \1	\2/p' Makefile | expand -t 16

setup: $(READY)  ## .venv with the package and what the tests need

$(READY): pyproject.toml
	@python=; for candidate in $(PYTHONS); do \
	  if "$$candidate" -c '$(SUITABLE)' >/dev/null 2>&1; then python=$$candidate; break; fi; \
	done; \
	if [ -z "$$python" ]; then \
	  echo "quotes needs Python 3.11, 3.12 or 3.13 with venv; tried $(PYTHONS)." >&2; \
	  echo "Install one (Debian, Ubuntu: apt install python3 python3-venv) or name it: make setup PYTHON=/path/to/python3.12" >&2; \
	  exit 1; \
	fi; \
	echo "setting up $(VENV) with $$("$$python" --version); this takes a minute or two" >&2; \
	"$$python" -m venv --clear $(VENV)
	@$(BIN)/python -m pip install --quiet --upgrade pip setuptools --editable '.[dev]'
	@touch $(READY)

demo: $(READY)  ## who said what in the sample articles
	@$(BIN)/quotes demo $(DB)

test: lint  ## lint, then all tests
	@$(BIN)/python -m pytest -q --numprocesses auto --maxprocesses 4 --dist loadfile

lint: $(READY)  ## ruff and mypy
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet . || { echo "to format: $(BIN)/ruff format ." >&2; exit 1; }
	@$(BIN)/mypy

audit: $(READY)  ## known vulnerabilities of all that is installed; asks PyPI
	@$(BIN)/pip-audit --skip-editable --progress-spinner off

serve: $(READY)  ## the sample articles in Datasette
	@test -e $(DB) || $(BIN)/quotes demo $(DB) >/dev/null
	@$(BIN)/quotes serve $(DB)

bench: $(READY)  ## what it costs, against plain spaCy and textacy
	@$(BIN)/quotes bench

screenshots: $(READY)  ## the pictures of the README, from the sample articles
	@$(BIN)/python -m tools.screenshots

clean:  ## away with .venv and caches; databases stay
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage dist build
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
