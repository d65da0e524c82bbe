# make demo    refactor a copy of the example, run it before and after
# make test    every test there is
# make lab     JupyterLab on the example
# make bench   how fast, as ratios within one run; writes docs/performance.md
# make picture the README's picture, as the browser shows it today
# make fuzz    N notebooks and N programs, run before and after, and N broken ones: make fuzz N=10000
# make lint    ruff, black, mypy, eslint

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.ONESHELL:
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

BIN := .venv/bin
INSTALLED := .venv/.installed
BUNDLE := src/jupyterlab_promote/labextension/static/style.js
UI := tests/ui/node_modules/.installed
PEERS := .venv/peers/.installed
SOURCES := $(shell find labextension/src labextension/style labextension/schema -type f)
PROMOTE := $(BIN)/jupyter promote
N ?= 1000

export PATH := $(CURDIR)/.venv/bin:$(PATH)

.PHONY: demo test lab bench picture fuzz lint install pytest jest ui
.DEFAULT_GOAL := test

install: $(INSTALLED) $(BUNDLE)

.venv/bin/python:
	.ci/venv .venv

$(INSTALLED): pyproject.toml examples/requirements.txt | .venv/bin/python
	rm -rf src/jupyterlab_promote/labextension  # a bundle that is there is not built again
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable '.[test,dev]' --requirement examples/requirements.txt
	jupyter-builder develop . --overwrite
	touch $@ $(BUNDLE)

$(BUNDLE): $(SOURCES) labextension/package.json labextension/package-lock.json labextension/tsconfig.json | $(INSTALLED)
	cd labextension
	npm install --no-audit --no-fund --loglevel=error
	npm run build
	touch ../$@

demo: install
	@mkdir -p demo
	rm -rf demo/Untitled.ipynb demo/customers.csv demo/churn
	cp examples/Untitled.ipynb examples/customers.csv demo/
	echo "What would change:"
	$(PROMOTE) diff demo/Untitled.ipynb --all --into demo/churn 2>/dev/null | awk '
	    /^--- / { next }
	    /^\+\+\+ / { name = substr($$0, 7); names[++count] = name; next }
	    /^\+/ { more[name]++ }
	    /^-/ { less[name]++ }
	    END { for (i = 1; i <= count; i++) printf "  %-36s +%-3d -%d\n", names[i], more[names[i]], less[names[i]] }'
	echo "Running the notebook before and after, then writing demo/:"
	$(PROMOTE) apply demo/Untitled.ipynb --all --into demo/churn --verify
	echo "Look at demo/Untitled.ipynb and demo/churn; take it back with: $(PROMOTE) undo demo/churn"

lab: install
	if [ ! -e demo/lab/churn ]; then
	    mkdir -p demo/lab/churn
	    cp examples/Untitled.ipynb examples/customers.csv demo/lab/churn/
	    git init -q demo/lab/churn  # a repository of its own: the project above it is not the example's
	fi
	$(BIN)/jupyter lab --notebook-dir=demo/lab/churn --LabApp.default_url=/lab/tree/Untitled.ipynb \
	    $(if $(filter 0,$(shell id -u)),--allow-root)

test: lint pytest jest ui

lint: install
	$(BIN)/ruff check .
	$(BIN)/black --check --quiet src tests bench examples || { $(BIN)/black --check src tests bench examples; exit 1; }
	$(BIN)/mypy
	npm --prefix labextension run lint

pytest: install
	$(BIN)/python -m pytest -q

jest: install
	npm --prefix labextension test

ui: install $(UI) .venv/notebook/.installed .venv/together/.installed
	cd tests/ui
	CHROMIUM=$$(../../.ci/browser) npx playwright test

picture: install $(UI)
	cd tests/ui
	CHROMIUM=$$(../../.ci/browser) npx playwright test --grep 'picture in the README'
	cp screenshots/readme.png ../../docs/screenshot.png

# An environment on top of .venv: what is tried with its packages does not disturb what is tried without.
.venv/%/.installed: tests/ui/%.txt $(INSTALLED)
	$(BIN)/python -m venv --without-pip .venv/$*
	packages() { $$1 -c 'import sysconfig; print(sysconfig.get_path("purelib"))'; }
	echo "import site; site.addsitedir('$$(packages $(BIN)/python)')" > $$(packages .venv/$*/bin/python)/below.pth
	$(BIN)/python -m pip --python .venv/$*/bin/python install --quiet --requirement $<
	touch $@

$(UI): tests/ui/package-lock.json
	cd tests/ui
	npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	touch ../../$@

fuzz: $(INSTALLED)
	cd tests
	python -m laws.fuzz $(N)
	FUZZ=$(N) python -m pytest -q laws/test_robustness_laws.py

bench: install $(PEERS) $(UI)
	CHROMIUM=$$(cd tests/ui && ../../.ci/browser) $(BIN)/python -m bench --peers .venv/peers/bin/python --write docs/performance.md

$(PEERS): bench/peers.txt examples/requirements.txt | .venv/bin/python
	$(BIN)/python -m venv .venv/peers
	.venv/peers/bin/python -m pip install --quiet --requirement bench/peers.txt --requirement examples/requirements.txt
	touch $@
