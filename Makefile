# The words that people, README and CI share. `make help` lists them.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ENVIRONMENT ?= dev

export PATH := $(CURDIR)/$(BIN):$(CURDIR)/node_modules/.bin:$(PATH)
export JSII_NODE := $(CURDIR)/$(BIN)/node

export UV_NO_PROGRESS := true
# A pip that is set up for a mirror sets up uv as well.
ifdef PIP_INDEX_URL
export UV_DEFAULT_INDEX ?= $(PIP_INDEX_URL)
endif
ifdef PIP_FIND_LINKS
export UV_FIND_LINKS ?= $(PIP_FIND_LINKS)
endif
# Compiled modules are kept: without them a synthesis costs 3.9 times as much.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help install up down kill test check lint types validate synth diff deploy measure lock clean

help:  ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | sort | column -t -s "$$(printf '\t')"

install: $(VENV)/.installed $(VENV)/.torch node_modules/.installed build/.layer  ## the tools, pinned, inside this folder

$(VENV)/.installed: requirements-uv.txt requirements-dev.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and f"Millrace needs Python 3.11 or newer, this is {sys.version.split()[0]}: set PYTHON=/path/to/python3")'
	@echo "Installing Python packages into $(VENV)"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements-uv.txt
	@$(BIN)/uv pip sync --quiet --python $(BIN)/python --compile-bytecode --require-hashes requirements-dev.txt
	@# What runs in Lambda is a package below lambda/, a word that Python keeps for itself.
	@echo "$(CURDIR)/lambda" > "$$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/millrace.pth"
	@touch $@

$(VENV)/.torch: requirements-torch-cpu.txt requirements-torch.txt $(VENV)/.installed
	@echo "Installing PyTorch"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-torch-cpu.txt 2>/dev/null \
	  || { echo "pip's indexes have no CPU build of it (PyTorch's own index has): taking the build with CUDA, some GB"; \
	       $(BIN)/python -m pip install --disable-pip-version-check --require-hashes -r requirements-torch.txt; }
	@touch $@

node_modules/.installed: package-lock.json $(VENV)/.installed
	@echo "Installing the CDK command line"
	@npm ci --silent --no-audit --no-fund
	@touch $@

build/.checkov: requirements-checkov.txt $(VENV)/.installed
	@echo "Installing checkov beside the rest: it wants an older boto3"
	@uv venv --quiet --clear --python $(BIN)/python build/checkov
	@uv pip sync --quiet --python build/checkov/bin/python --compile-bytecode --require-hashes requirements-checkov.txt
	@touch $@

build/.layer: lambda/requirements.txt $(VENV)/.installed
	@echo "Building the Lambda layer"
	@rm -rf build/layer
	@uv pip install --quiet --no-deps --require-hashes --target build/layer/python -r lambda/requirements.txt
	@touch $@

up: install  ## start the local account, deploy into it, run the main job
	@$(BIN)/python -m local up

down: $(VENV)/.installed  ## destroy what was deployed, verify that it is gone, end the local account
	@$(BIN)/python -m local down

kill: $(VENV)/.installed  ## end the local account as it is, without destroying what is in it
	@$(BIN)/python -m local kill

test: install build/.checkov  ## every test
	@$(BIN)/pytest --numprocesses 2 --dist loadscope --no-loadscope-reorder

check: lint types validate test  ## what CI runs

lint: install  ## format and lint rules
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .

types: install  ## mypy, strict
	@$(BIN)/mypy

validate: install  ## synthesise every environment with the CDK's own template validation on
	@for file in environments/*.yaml; do name=$$(basename $$file .yaml); \
	  cdk synth --quiet -c environment=$$name -o build/validate/$$name; done

synth: install  ## templates of ENVIRONMENT (default: dev) into cdk.out, without the slow validation
	@CDK_VALIDATION=false cdk synth --quiet -c environment=$(ENVIRONMENT)

diff: install  ## what a deployment of ENVIRONMENT would change
	@if [ "$(ENVIRONMENT)" = local ]; then $(BIN)/python -m local diff; \
	  else CDK_VALIDATION=false cdk diff -c environment=$(ENVIRONMENT); fi

deploy: install  ## deploy ENVIRONMENT into its AWS account
	@cdk deploy --all -c environment=$(ENVIRONMENT)

measure: install  ## how long the words above take (docs/performance.md)
	@$(BIN)/python tools/measure.py

lock: $(VENV)/.installed  ## resolve the requirements again and write their hashes
	@uv pip compile --quiet --excludes requirements-left-out.txt --universal --python-version 3.11 --generate-hashes --no-annotate --no-header requirements-dev.in -o requirements-dev.txt
	@uv pip compile --quiet --excludes requirements-left-out.txt --universal --python-version 3.11 --generate-hashes --no-annotate --no-header requirements.in -c requirements-dev.txt -o requirements.txt
	@uv pip compile --quiet --excludes requirements-left-out.txt --universal --python-version 3.11 --generate-hashes --no-annotate --no-header lambda/requirements.in -c requirements-dev.txt -o lambda/requirements.txt
	@uv pip compile --quiet --excludes requirements-left-out.txt --universal --python-version 3.11 --generate-hashes --no-annotate --no-header requirements-checkov.in -o requirements-checkov.txt
	@uv pip compile --quiet --excludes requirements-left-out.txt --universal --python-version 3.11 --generate-hashes --no-annotate --no-header requirements-torch.in -c requirements-dev.txt -o requirements-torch.txt
	@sed -n '/^uv==/,/^[a-z].*==/p' requirements-dev.txt | sed '$$d' > requirements-uv.txt
	@npm install --silent --package-lock-only

clean: kill  ## remove everything that the words above made
	@rm -rf $(VENV) node_modules build cdk.out .mypy_cache .ruff_cache .pytest_cache .hypothesis
