# Needs Python 3.11 or later and make; everything else is installed into .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo install test lint bench soak kills clean

demo: $(VENV)/.demo
	$(BIN)/collector demo

install: $(VENV)/.demo

test: $(VENV)/.test
	$(BIN)/pytest -n auto --dist loadgroup

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.test
	$(BIN)/python -m benchmarks
	$(BIN)/python -m benchmarks.matching

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.demo: $(BIN)/python pyproject.toml constraints.txt
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[admin,site,sandbox]"
	touch $@

$(VENV)/.test: $(BIN)/python pyproject.toml constraints.txt
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[test,lint]"
	touch $@ $(VENV)/.demo

soak: $(VENV)/.test
	$(BIN)/python -m benchmarks.soak

kills: $(VENV)/.test
	$(BIN)/python -m benchmarks.kills

clean:
	rm -rf $(VENV) demo build dist
