# The one door for people and for CI: `make help` lists what it opens.

# The first Python that is new enough; `make PYTHON=/path/to/python3` chooses another.
IS_NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON := $(or $(PYTHON),$(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c '$(IS_NEW_ENOUGH)' 2>/dev/null && echo $$python && break; done),python3)
BIN := .venv/bin
TYPED := reportgen sample_data setup benchmarks

.DEFAULT_GOAL := check
.PHONY: check setup test demo demo-ga4 golden docs bench format lock clean help

check: setup ## Every check: format, lint, types, import floors, tests with coverage
	@$(BIN)/ruff format --check --quiet . && $(BIN)/ruff check --quiet .
	@$(BIN)/mypy --strict $(TYPED) && $(BIN)/lint-imports --no-logo
	@$(BIN)/python -m pytest --cov=reportgen --cov-report=term-missing --cov-fail-under=85

setup: ## System parts, then .venv from requirements.lock; a second call only looks
	@$(PYTHON) setup/system.py
	@$(PYTHON) setup/environment.py

test: setup ## Import floors and all tests
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/python -m pytest

demo: setup ## Both sample clients' October 2026 reports; prints the PDFs' paths
	@$(BIN)/reportgen build minato harrow -m 2026-10

demo-ga4: setup ## The Japanese sample asked of GA4's interface, served on this machine; prints its PDF
	@$(BIN)/python -m sample_data.ga4_demo

golden: setup ## Rewrite the golden files; review their diff with the change that caused it
	@$(BIN)/python -m pytest -q tests --update-golden

docs: setup ## Rewrite docs/errors.md from the texts of the error codes
	@$(BIN)/python -m docs.write_errors

bench: setup ## Measure reports beside a plain script that makes the same pages; some twenty minutes
	@$(BIN)/python -m benchmarks.run

format: setup ## Format the code and apply lint's safe fixes
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

lock: ## Rewrite requirements.lock from pyproject.toml (needs uv; UPGRADE=--upgrade for newer versions)
	@uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest --generate-hashes $(UPGRADE) \
		--group dev --custom-compile-command "make lock" --output-file requirements.lock pyproject.toml

clean: ## Remove .venv and caches; reports in out/ and snapshots in .reportgen/ stay
	@rm -rf .venv dist .coverage .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

help: ## This list
	@sed -n 's/^\([a-z0-9-]*\):.*## /\1\t/p' Makefile | expand -t 10
