# Graceday. `make help` lists what you can ask for.
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
PY := .venv/bin/python
PORT ?= 8000
DETACH ?=
AT ?=
TESTS ?= tests
ARGS ?=

.PHONY: help
help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

.PHONY: setup setup-dev
setup: ## Make .venv with what the product needs to run
	@scripts/setup.sh requirements.txt

setup-dev:
	@scripts/setup.sh requirements-dev.txt

# For dependencies and releases; CONTRIBUTING.md says when.
.PHONY: lock third-party sbom package-check
lock: setup-dev
	@scripts/lock.sh $(ARGS)
	@$(MAKE) setup-dev third-party

third-party: setup-dev
	@$(PY) -m scripts.third_party

sbom: setup-dev
	@$(PY) -m scripts.sbom build/sbom.cdx.json

package-check: setup-dev
	@scripts/package_check.sh

.PHONY: demo
demo: setup ## A household's reminders, the way out of a late debt and a cut plan in a minute, then a server (PORT=8000; DETACH=1 proves it and ends; AT=2027-02-01T04:00+08:00)
	@$(PY) -m backend.cli demo --port $(PORT) $(if $(DETACH),--detach) $(if $(AT),--at $(AT))

.PHONY: serve
serve: setup ## Web and worker side by side (PORT=8000); Ctrl-C stops both
	@$(PY) -m backend.cli serve --port $(PORT)

.PHONY: migrate
migrate: setup ## Bring the database to the newest schema
	@$(PY) -m backend.cli migrate

.PHONY: openapi
openapi: setup ## Print the OpenAPI document, and only that
	@$(PY) -m backend.cli openapi

.PHONY: fcm
fcm: setup-dev ## A loopback FCM to send to instead of Google's (ARGS="--port 8600 --answer UNREGISTERED"; ARGS=--help)
	@$(PY) -m tests.loopback.fcm_server $(ARGS)

# Part of the suite may touch no database at all; the whole of it always does. (5: no test was collected)
NONE_IS_FINE = $(if $(filter-out tests,$(TESTS))$(ARGS),|| [ $$? -eq 5 ])

.PHONY: test test-sqlite test-postgresql
test: setup-dev ## Every check, then the whole suite on SQLite and on PostgreSQL (TESTS=tests/api ARGS="-k cards")
	@scripts/need.sh postgresql chromium
	@$(MAKE) check test-sqlite test-postgresql

test-sqlite: setup-dev
	$(PY) -m pytest -n auto --dist worksteal --database sqlite $(TESTS) $(ARGS)

test-postgresql: setup-dev
	$(PY) -m pytest -n auto --dist worksteal --database postgresql $(TESTS) $(ARGS) $(NONE_IS_FINE)

.PHONY: days
days: setup-dev ## The demo's whole story on every day of two years, which `make test` tells on every nineteenth (20 core-minutes)
	HYPOTHESIS_PROFILE=deep $(PY) -m pytest -n auto --dist worksteal --database sqlite tests/cli/test_demo_days.py $(ARGS)

.PHONY: faults
faults: setup-dev ## Break everything around running processes and count what was lost or doubled (3 minutes; ARGS=--long an hour)
	@scripts/need.sh postgresql compiler
	$(PY) -m tests.faults $(ARGS)

.PHONY: coverage
coverage: setup-dev ## How much of the code the suite runs, on SQLite (TESTS=tests/domain)
	$(PY) -m pytest -n auto --dist worksteal --database sqlite --cov --cov-report=term:skip-covered $(TESTS) $(ARGS)

.PHONY: check
check: setup-dev ## Lint, format, types and the walls between the rooms
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	.venv/bin/lint-imports

.PHONY: format
format: setup-dev ## Put imports and lay-out in order
	$(PY) -m ruff check --fix-only .
	$(PY) -m ruff format .

.PHONY: bench
bench: setup-dev ## Ratios beside plain SQL in the same run (ARGS=--quick)
	@scripts/need.sh postgresql
	$(PY) -m benchmarks $(ARGS)

.PHONY: clean
clean: ## Remove what can be made again; your data in var/ stays
	rm -rf .venv build *.egg-info .coverage .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
