# crmdesk: make run, make test; every target sets up what it needs and nothing twice.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:

PYTHON ?=
ARGS ?=
TESTS ?= tests
N ?= 100000
CASES ?= 20000
DIR ?= build/screens

BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c .ci/constraints.txt
CATALOGUES := $(wildcard resources/i18n/*/LC_MESSAGES/crmdesk.po)
COMPILED := $(CATALOGUES:.po=.mo)
OFFSCREEN := QT_QPA_PLATFORM=offscreen

.PHONY: help
help: ## Show what can be made
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 16

.PHONY: run
run: .venv/.ready-run $(COMPILED) ## Open the program; ARGS="--demo" opens the demo
	@$(BIN)/python main.py $(ARGS)

.PHONY: test
test: .venv/.ready-dev $(COMPILED) ## Run all tests without a display; TESTS=tests/core for a part
	@$(OFFSCREEN) $(BIN)/python -m pytest -q -n 2 $(TESTS) $(ARGS)

.PHONY: lint
lint: .venv/.ready-dev ## Check style, types, import contracts, translations and files
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/python resources/i18n/catalogue.py check
	@$(BIN)/python .ci/check_files.py

.PHONY: format
format: .venv/.ready-dev ## Bring all files into the house style
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format .

.PHONY: messages
messages: .venv/.ready-run ## Take new texts into the translations; FILES="a.json" fills them
	@$(BIN)/python resources/i18n/catalogue.py update
	@$(if $(FILES),$(BIN)/python resources/i18n/catalogue.py merge $(FILES))

.PHONY: bench
bench: .venv/.ready-dev $(COMPILED) ## Measure speed and memory; prints one JSON document; N=100000
	@$(OFFSCREEN) $(BIN)/python -m benchmarks.bench --n $(N) $(ARGS)

.PHONY: fuzz
fuzz: .venv/.ready-dev $(COMPILED) ## Read broken and hostile lists; prints one JSON document; CASES=20000
	@$(BIN)/python -m benchmarks.fuzzing.run --cases $(CASES) $(ARGS)

.PHONY: screens
screens: .venv/.ready-run $(COMPILED) ## Draw every screen with demo data into DIR
	@$(OFFSCREEN) $(BIN)/python main.py screens $(DIR) $(ARGS)

.PHONY: paper
paper: .venv/.ready-dev $(COMPILED) ## Draw every style of print into docs/paper
	@$(OFFSCREEN) $(BIN)/python -m benchmarks.paper_pictures docs/paper

.PHONY: package
package: .venv/.ready-package $(COMPILED) ## Build dist/crmdesk and let it test itself
	@$(BIN)/pyinstaller --noconfirm --log-level WARN --workpath build/package installer.spec
	@$(OFFSCREEN) dist/crmdesk/crmdesk self-test

.PHONY: clean
clean: ## Remove what was built and cached
	@rm -rf build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	@rm -f resources/i18n/*/LC_MESSAGES/*.mo
	@find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +

.PHONY: clean-all
clean-all: clean ## Also remove .venv
	@rm -rf .venv

# Set-up. Its messages go to standard error, so that a command's own output stays clean.

.venv/pyvenv.cfg:
	@.ci/make-venv $(PYTHON)

define installed
	@echo "Setting up .venv (the first time takes a minute or two)" >&2
	@$(PIP) $(1) >&2 || { echo "The Python packages could not be installed; check the connection and try again." >&2; exit 1; }
	@touch $@
endef

.venv/.ready-run: pyproject.toml .ci/constraints.txt .ci/system-packages | .venv/pyvenv.cfg
	@.ci/system-packages
	$(call installed,-e '.[i18n]')

.venv/.ready-dev: pyproject.toml .ci/constraints.txt .ci/system-packages | .venv/pyvenv.cfg
	@.ci/system-packages --tests
	$(call installed,-e '.[test$(comma)lint]')
	@touch .venv/.ready-run # it holds all that and more

.venv/.ready-package: .venv/.ready-run
	@.ci/system-packages --package
	$(call installed,-e '.[package]')

comma := ,

%.mo: %.po resources/i18n/compiling.py | .venv/.ready-run
	@$(BIN)/python resources/i18n/catalogue.py compile
