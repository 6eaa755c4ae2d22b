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
export JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION := true
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

.PHONY: help up down test check lint types synth diff lock clean install

help:  ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | sort | column -t -s "$$(printf '\t')"

install: $(VENV)/.installed node_modules/.installed build/.layer  ## the tools, pinned, inside this folder

$(VENV)/.installed: requirements-uv.txt requirements-dev.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and f"Millrace needs Python 3.11 or newer, this is {sys.version.split()[0]}: set PYTHON=/path/to/python3")'
	@echo "Installing Python packages into $(VENV)"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements-uv.txt
	@$(BIN)/uv pip sync --quiet --python $(BIN)/python --compile-bytecode --require-hashes requirements-dev.txt
	@touch $@

node_modules/.installed: package-lock.json $(VENV)/.installed
	@echo "Installing the CDK command line"
	@npm ci --silent --no-audit --no-fund
	@touch $@

build/.layer: lambda/requirements.txt $(VENV)/.installed
	@echo "Building the Lambda layer"
	@rm -rf build/layer
	@uv pip install --quiet --no-deps --require-hashes --target build/layer/python -r lambda/requirements.txt
	@touch $@
