# The commands of the project; `make run` and `make test` are the two that everybody needs.
# The first Python of 3.11 to 3.13 that is there; another one by `make PYTHON=...`.
PYTHON ?= $(shell for name in python3 python3.13 python3.12 python3.11; do \
  $$name -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2> /dev/null && echo $$name && break; done)
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
UV := $(shell command -v uv 2>/dev/null)

.PHONY: run install test check bench docs lock schemas docker-secrets clean

run: install  ## install, start Airflow, watch the starter catalogue and the sample site, open the pages, print alerts
	$(BIN)/wirewatch up --sample

install: $(STAMP)

# With uv when it is there, with venv and pip when it is not; the pins and hashes are the same.
$(STAMP): requirements.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "Wirewatch needs Python 3.11, 3.12 or 3.13: install one, or say make PYTHON=/path/to/python3.12"; exit 1; }
ifdef UV
	test -d $(VENV) || uv venv --quiet --python $(PYTHON) $(VENV)
	uv pip sync --quiet --python $(BIN)/python --require-hashes --compile-bytecode requirements.txt
	uv pip install --quiet --python $(BIN)/python --no-deps --editable .
else
	test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	$(BIN)/python -m compileall -q -j 0 $(VENV)/lib || true
endif
	touch $(STAMP)

test: install
	$(BIN)/python -m pytest

check: install
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: install
	$(BIN)/python -m benchmarks

lock:  ## pins with hashes for Python 3.11 to 3.13, without registry addresses (needs uv)
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --no-header --no-annotate --no-emit-package wirewatch --quiet -o requirements.txt
	uv pip compile pyproject.toml --extra all --extra celery --constraint requirements.txt --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate --no-emit-package wirewatch --quiet \
	  -o docker/requirements.txt

docker-secrets:  ## random passwords and keys for docker/compose.yaml; what is there stays
	@$(PYTHON) docker/make_secrets.py docker/secrets

docs: install  ## the documentation site in site/, from docs/ and the program; asks nothing of the outside
	$(BIN)/python -m pipeline.cli.reference docs/reference
	NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --strict --quiet

schemas: install  ## write the published contracts anew from the code
	$(BIN)/python -m pipeline.search.publish schemas
	$(BIN)/python -m pipeline.web.publish schemas

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
