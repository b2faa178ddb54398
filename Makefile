# Everything runs in .venv and frontend/node_modules; only Python ≥ 3.11 and Node ≥ 20 must be there.

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
PIP := $(BIN)/pip --disable-pip-version-check -qq
NPM := npm --prefix frontend --no-audit --no-fund --no-update-notifier
LOCK := uv pip compile pyproject.toml --quiet --generate-hashes --universal --python-version 3.11 \
	--no-emit-index-url --no-header --no-annotate $(if $(UPGRADE),--upgrade)

SUITES := tests/conformance

# Processes of pytest, and browsers with a server each.
WORKERS ?= 2

FRONTEND := $(shell find frontend -path frontend/node_modules -prune -o -path frontend/e2e -prune \
	-o -path frontend/src/lib/paraglide -prune -o -name '*.test.ts' -prune \
	-o -type f ! -name '*generated*' ! -name '*.log' -print 2>/dev/null) schema/schema.graphql

.DEFAULT_GOAL := help
.PHONY: help setup run test test-python test-web test-frontend test-browser test-telephony check check-python check-frontend
.PHONY: format lock schema publish-schema benchmarks benchmark-search clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: .venv/.ready backend/static/index.html ## Install what is locked, build the web app

run: setup ## Set up if needed, then open a filled demonstration account (obeys KITH_PORT and the rest)
	@exec $(BIN)/kith demo

test: setup ## Set up if needed, then run every test, the browser's beside Python's
	@.ci/abreast test-web test-python

test-python: .venv/.ready $(SUITES)/node_modules/.ready
	$(BIN)/pytest -m "not telephony" --numprocesses $(WORKERS) --dist loadfile

test-telephony: .venv/.ready ## Telephony against real exchanges and phones, which apt installs where missing
	@WORKERS=$(WORKERS) .ci/telephony

test-web: test-frontend test-browser

test-frontend: frontend/node_modules/.ready
	$(NPM) test

test-browser: setup
	KITH_E2E_WORKERS=$(WORKERS) $(NPM) run e2e

check: setup ## Everything CI runs: format, lint, types, contracts, tests
	@.ci/abreast check-python check-frontend
	@$(MAKE) --no-print-directory test

check-python: .venv/.ready
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/kith schema | diff -u schema/schema.graphql -

check-frontend: frontend/node_modules/.ready
	$(NPM) run check

format: setup ## Lay out all code, mend what can be mended by rule
	$(BIN)/ruff check --fix --exit-zero .
	$(BIN)/ruff format .
	$(NPM) run format

schema: .venv/.ready ## Write schema/schema.graphql anew, after a change of the API
	$(BIN)/kith schema > schema/.new && mv schema/.new schema/schema.graphql

publish-schema: ## Take the present schema as the one clients rely on; only with a release
	cp schema/schema.graphql schema/published.graphql

lock: ## Lock the dependencies of pyproject.toml by hash (UPGRADE=1 takes the newest); needs uv
	@command -v uv >/dev/null || { echo "make lock needs uv: pipx install uv"; exit 1; }
	$(LOCK) --output-file requirements.txt
	$(LOCK) --extra sip --constraint requirements.txt --output-file requirements-sip.txt \
		$$(sed -n 's/^\([a-z0-9._-]*\)==.*/--no-emit-package \1/p' requirements.txt)
	$(LOCK) --group dev --output-file requirements-dev.txt

benchmarks: .venv/.ready ## Measure what docs/performance.md reports
	@for b in tests/benchmarks/bench_*.py; do echo "── $$b"; $(BIN)/python $$b || exit 1; done

benchmark-search: SIZES ?= 10000,100000,1000000
benchmark-search: .venv/.ready ## Measure the search alone (SIZES=10000 is enough for a look)
	$(BIN)/python -m tests.benchmarks.bench_search --sizes $(SIZES)

clean: ## Remove what setup made; data in var/ stays
	rm -rf .venv frontend/node_modules backend/static

.venv/.ready: requirements-dev.txt requirements-sip.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "Kith needs Python 3.11 or newer. Install it, or name it: make PYTHON=…"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv || { rm -rf .venv; \
		echo "Python cannot make a virtual environment. On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
	@echo "Installing Python packages …"
	@$(PIP) install --require-hashes --no-deps -r requirements-dev.txt
	@$(PIP) install --require-hashes --no-deps --only-binary :all: -r requirements-sip.txt \
		|| echo "No SIP engine is built for this machine: lines of the kind SIP and the demo exchange stay off."
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

frontend/node_modules/.ready: frontend/package-lock.json
	@node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' 2>/dev/null \
		|| { echo "Kith needs Node 20 or newer to build its web app."; exit 1; }
	@echo "Installing npm packages …"
	@$(NPM) ci --loglevel=error
	@touch $@

$(SUITES)/node_modules/.ready: $(SUITES)/package-lock.json
	@echo "Installing the public suites …"
	@npm --prefix $(SUITES) --no-audit --no-fund --no-update-notifier ci --loglevel=error
	@touch $@

backend/static/index.html: frontend/node_modules/.ready $(FRONTEND)
	@echo "Building the web app …"
	@$(NPM) run build --silent -- --logLevel error
	@touch $@
