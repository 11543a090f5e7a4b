# Every target that needs the environment makes it first; `make help` lists what there is.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
READY := $(VENV)/.ready
BENCH_READY := $(VENV)/.ready-bench
SAMPLE := sample_data/safexst
OUT := out/safexst

PIP_INSTALL := -m pip install -qq --no-input --disable-pip-version-check
LOCK := $(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--custom-compile-command "make lock" --annotation-style line

MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup run plan test check bench bench-rosters acceptance acceptance-short lock clean

help: ## list the targets
	@echo "harbourplan: make TARGET (PYTHON=python3.12 chooses another Python)"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  %-18s%s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY) ## make the environment in .venv, and no more

run: plan ## set up, plan the sample programme and say where the plan is
	@echo "The plan is in $(OUT); stays.csv has the beds and dates, unplaced.csv the reasons."

plan: $(READY) ## plan the sample programme
	@$(VENV)/bin/harbourplan plan $(SAMPLE) --out $(OUT)

test: $(READY) ## run all tests
	@$(RUN) -m pytest -q

check: $(READY) ## lint, format, types, import contracts, spelling; all tests with the coverage gate
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/mypy
	@$(VENV)/bin/lint-imports --no-cache
	@$(VENV)/bin/codespell
	@$(RUN) -m pytest -q --cov

bench: $(BENCH_READY) ## compare with other methods: make bench ARGS="..."
	@$(RUN) -m benchmarks.stays $(ARGS)

bench-rosters: $(READY) ## plan public shift-scheduling instances: make bench-rosters ARGS="--folder ..."
	@$(RUN) -m benchmarks.curtois $(ARGS)

acceptance: $(READY) ## the slow acceptance runs, all of them
	@$(RUN) -m benchmarks.acceptance

acceptance-short: $(READY) ## a few minutes of the acceptance runs
	@$(RUN) -m benchmarks.acceptance --short

lock: $(READY) ## renew requirements/*.txt; LOCK_ARGS=--upgrade takes the newest versions
	@$(LOCK) $(LOCK_ARGS) -o requirements/run.txt pyproject.toml
	@$(LOCK) $(LOCK_ARGS) -c requirements/run.txt --group dev -o requirements/dev.txt pyproject.toml
	@$(LOCK) $(LOCK_ARGS) -c requirements/dev.txt --group dev --group bench \
		-o requirements/bench.txt pyproject.toml

clean: ## remove caches and built files; .venv and out stay
	rm -rf build dist .coverage .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find planner solver web tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY): requirements/dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
		|| { echo "Python 3.11 or later is missing: name it, as in make setup PYTHON=python3.12" >&2; exit 1; }
	@$(RUN) -m pip --version >/dev/null 2>&1 || $(MAKE) new-venv
	@echo "Installing the pinned packages into $(VENV): a minute or two the first time."
	@$(RUN) $(PIP_INSTALL) --require-hashes -r requirements/dev.txt
	@$(RUN) $(PIP_INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

# Where Debian has pip but not python3-venv, that pip puts the pinned one into the empty environment.
.PHONY: new-venv
new-venv:
	@rm -rf $(VENV)
	@if $(PYTHON) -c 'import ensurepip' 2>/dev/null; then \
		$(PYTHON) -m venv $(VENV); \
	elif $(PYTHON) -m pip --version >/dev/null 2>&1; then \
		$(PYTHON) -m venv --without-pip $(VENV) \
			&& $(PYTHON) -m pip --python $(RUN) install -qq --no-input --disable-pip-version-check \
				--require-hashes -r requirements/dev.txt; \
	else \
		echo "python3-venv is missing: apt-get install python3-venv" >&2; exit 1; \
	fi

$(BENCH_READY): $(READY) requirements/bench.txt
	@$(RUN) $(PIP_INSTALL) --require-hashes -r requirements/bench.txt
	@touch $@
