# The commands of this repository. On a machine with Python 3.11 and venv, each sets up what it needs.

PYTHON ?= $(shell for p in python3.11 python3 python3.12 python3.13; do \
	$$p -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
UV := $(BIN)/uv pip install --quiet --no-cache --python $(BIN)/python
PIP := $(BIN)/python -m pip install --quiet --no-cache-dir --disable-pip-version-check
COMPILE := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header \
	--no-emit-index-url --python-version 3.11
TRANSLATIONS := $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/django.po))
# A figure for CI's two cores; each worker has a database of its own.
TEST_PROCESSES ?= 2

.PHONY: demo serve test check format messages bench setup lock clean
.DELETE_ON_ERROR:

demo: .venv/runtime $(TRANSLATIONS)  ## the whole life of the Lebak cluster, from workbook to closing report
	@$(BIN)/klaster demo run

serve: .venv/runtime $(TRANSLATIONS)  ## the same data in the browser
	@$(BIN)/klaster serve

setup: .venv/development $(TRANSLATIONS)  ## everything that checks and tests need, and nothing run

check: setup  ## everything that needs no test run
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python locale/translations.py check
	$(BIN)/python -m pytest tests/tidy

test: check  ## everything that CI runs
	tests/install_programs
	@$(BIN)/python -m pytest -n $(TEST_PROCESSES) --ignore tests/tidy

format: setup  ## what `check` would find and a program can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: setup  ## what is measured, and against what: see bench/README.md
	$(BIN)/python -m bench

messages: setup  ## after new or changed sentences: fills the catalogues, then says what lacks a translation
	$(BIN)/python locale/translations.py collect
	@$(BIN)/python locale/translations.py check

lock: .venv/installer  ## after a change in requirements*.in; UPGRADE=--upgrade for new versions
	for name in requirements-setup requirements requirements-dev; do \
		$(COMPILE) $(UPGRADE) $$name.in --output-file $$name.lock || exit 1; done

clean:  ## back to a fresh clone, except for var/, which may hold someone's data
	rm -rf .venv out build .cache .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache

%.mo: %.po | .venv/runtime
	@$(BIN)/python locale/translations.py compile

.venv/installer: requirements-setup.lock
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer with venv is needed (Debian: python3-venv)"; exit 1; }
	$(PYTHON) -m venv .venv
	$(PIP) --require-hashes -r requirements-setup.lock
	@touch $@

.venv/runtime: .venv/installer requirements.lock pyproject.toml
	$(UV) --require-hashes -r requirements.lock || $(PIP) --require-hashes -r requirements.lock
	$(UV) --no-deps --editable . || $(PIP) --no-deps --editable .
	@touch $@

.venv/development: .venv/runtime requirements-dev.lock
	$(UV) --require-hashes -r requirements-dev.lock || $(PIP) --require-hashes -r requirements-dev.lock
	@touch $@
