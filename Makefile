# Every target that needs the environment makes it first; `make help` lists what there is.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
READY := $(VENV)/.ready
BENCH_READY := $(VENV)/.ready-bench
SAMPLE := sample_data/safexst
OUT := out/safexst
DEMO := out/demo
DEMO_DAY := 2027-02-08
SITE_READY := web/static/vendor/.ready
FRENCH := web/translations/fr/LC_MESSAGES
FRENCH_HEAD := 'msgid ""' 'msgstr ""' '"Language: fr\n"' '"MIME-Version: 1.0\n"' \
	'"Content-Type: text/plain; charset=utf-8\n"' '"Content-Transfer-Encoding: 8bit\n"' \
	'"Plural-Forms: nplurals=2; plural=(n > 1);\n"' ''

PIP_INSTALL := -m pip install -qq --no-input --disable-pip-version-check
LOCK := $(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--custom-compile-command "make lock" --annotation-style line

MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup site clients run demo serve plan test check bench bench-rosters acceptance \
	acceptance-short screenshots translations lock clean

help: ## list the targets
	@echo "harbourplan: make TARGET (PYTHON=python3.12 chooses another Python)"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  %-18s%s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY) ## make the environment in .venv, and no more

site: $(SITE_READY) ## install what browsers load (htmx)

clients: .venv-clients/.ready tests/clients/node_modules/.ready ## install the calendar clients of the tests

run: $(READY) $(SITE_READY) ## set up, plan the sample programme, make accounts and serve the site
	@$(VENV)/bin/harbourplan demo --data $(DEMO) --programme $(SAMPLE) --today $(DEMO_DAY)
	@$(VENV)/bin/harbourplan serve --data $(DEMO) --today $(DEMO_DAY)

plan: $(READY) ## plan the sample programme
	@$(VENV)/bin/harbourplan plan $(SAMPLE) --out $(OUT)

test: $(READY) $(SITE_READY) clients browser ## run all tests
	@$(RUN) -m pytest -q -n auto --dist loadfile --no-loadscope-reorder

check: $(READY) $(SITE_READY) clients browser ## lint, format, types, import contracts, spelling; all tests with the coverage gate
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/mypy
	@$(VENV)/bin/lint-imports --no-cache
	@$(VENV)/bin/codespell
	@$(RUN) -m pytest -q -n auto --dist loadfile --no-loadscope-reorder --cov

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
	@$(LOCK) $(LOCK_ARGS) -o requirements/clients.txt requirements/clients.in

screenshots: $(READY) $(SITE_READY) browser ## take pictures of every page into out/screenshots
	@$(RUN) -m tests.browser.screenshots out/screenshots

translations: $(READY) ## collect the texts of the site and of the planner into the French catalogues
	@for domain in messages reasons refusals; do \
		$(VENV)/bin/pybabel -q extract -F web/translations/$$domain.cfg \
			-k _l -k lazy_gettext -k told -k told_of:2,3 \
			--ignore-dirs ".* node_modules" --no-location --sort-output --omit-header \
			-o web/translations/new.pot . ; \
		$(VENV)/bin/pybabel -q update -i web/translations/new.pot -d web/translations -D $$domain -l fr \
			--no-fuzzy-matching --omit-header --ignore-obsolete --no-wrap ; \
		{ printf '%s\n' $(FRENCH_HEAD); cat $(FRENCH)/$$domain.po; } > web/translations/new.pot ; \
		mv web/translations/new.pot $(FRENCH)/$$domain.po ; \
	done
	@$(RUN) -m web.vendor

# A browser for the tests: any that is there, else Debian's where this may install it.
.PHONY: browser
browser:
	@command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 \
		|| command -v google-chrome >/dev/null 2>&1 \
		|| { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 \
			&& echo "Installing Debian's chromium for the browser tests." \
			&& apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null; } \
		|| echo "No browser is there: apt-get install chromium. The browser tests are left out."

$(SITE_READY): web/package-lock.json web/vendor.py $(wildcard $(FRENCH)/*.po) $(READY)
	@command -v npm >/dev/null 2>&1 || { echo "npm is missing: apt-get install npm" >&2; exit 1; }
	@npm ci --silent --prefix web
	@$(RUN) -m web.vendor
	@touch $@

.venv-clients/.ready: $(READY) requirements/clients.txt
	@$(VENV)/bin/uv venv --quiet --clear --python $(RUN) .venv-clients
	@$(RUN) -m pip --python .venv-clients/bin/python install -qq --no-input \
		--disable-pip-version-check --require-hashes -r requirements/clients.txt
	@touch $@

tests/clients/node_modules/.ready: tests/clients/package-lock.json
	@cd tests/clients && npm ci --silent
	@touch $@

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
