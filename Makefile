# Two commands matter: `make demo` and `make test`. Each sets up what it needs on first use
# (Python 3.11 with venv and pip is enough) and is quick from then on.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PEERS := .venv-peers
NODE_PEERS := tests/interop/node_modules/.done
PIP_INSTALL = -m pip install --quiet --quiet --disable-pip-version-check --root-user-action=ignore --no-input
LOCKED = $(PIP_INSTALL) --require-hashes --no-deps --no-build-isolation --use-pep517
WORKERS ?= auto
PYTEST = $(BIN)/python -m pytest -q

.PHONY: demo test hostile faults soak bench lint peers lock clean

demo: $(VENV)/runtime.done
	@$(BIN)/credstone demo

# Strangers' software is tried too, where it can be had; the closing summary names what was not.
test: $(VENV)/dev.done peers
	@$(PYTEST) -n $(WORKERS) --maxprocesses=8 -m "not soak and not faults and not hostile" $(PYTEST_ARGS)

# Tens of thousands of inputs made to deceive: documents, by every door, and addresses.
hostile: $(VENV)/dev.done
	@$(PYTEST) -n $(WORKERS) --maxprocesses=8 -rP -m "hostile and not soak" $(PYTEST_ARGS)

# Runs that are killed at the worst moment, and what is left of them.
faults: $(VENV)/dev.done
	@$(PYTEST) -m "faults and not soak" $(PYTEST_ARGS)

# Long campaigns: the same tests with larger numbers, and those that are only worth an hour.
soak: $(VENV)/dev.done $(VENV)/fuzz.done
	@CREDSTONE_SOAK=1 $(PYTEST) -v -s -m soak --timeout=0 $(PYTEST_ARGS)

bench: $(VENV)/dev.done
	@$(BIN)/python -m benchmarks

lint: $(VENV)/dev.done
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

# Foreign credential libraries for tests/interop. Without npm, or without its registry, those tests
# are skipped by name (and CREDSTONE_REQUIRE=node makes that a failure).
peers: $(PEERS)/peers.done
	@if command -v npm >/dev/null; then \
		$(MAKE) --silent --no-print-directory $(NODE_PEERS) || echo "The peers from npm could not be set up."; \
	fi

$(VENV)/created.done:
	@echo "Setting up Credstone in $(VENV); the first time this downloads its parts."
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Credstone needs Python 3.11 or newer.")'
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/build.done: requirements/build.txt $(VENV)/created.done
	@$(BIN)/python $(LOCKED) -r requirements/build.txt
	@touch $@

$(VENV)/package.done: pyproject.toml $(VENV)/build.done
	@$(BIN)/python $(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/runtime.done: requirements/runtime.txt $(VENV)/package.done
	@$(BIN)/python $(LOCKED) -r requirements/runtime.txt
	@touch $@

$(VENV)/dev.done: requirements/dev.txt $(VENV)/package.done
	@echo "Bringing the test tools up to date."
	@$(BIN)/python $(LOCKED) -r requirements/dev.txt
	@touch $@ $(VENV)/runtime.done

# The fuzzer comes as wheels for some machines only; on others the fuzzing is skipped by name.
$(VENV)/fuzz.done: requirements/fuzz.txt $(VENV)/dev.done
	@$(BIN)/python $(LOCKED) --only-binary :all: -r requirements/fuzz.txt \
		|| echo "The fuzzer could not be set up."
	@touch $@

$(PEERS)/peers.done: requirements/interop.txt
	@echo "Setting up the Python peers in $(PEERS)."
	@$(PYTHON) -m venv $(PEERS)
	@$(PEERS)/bin/python $(LOCKED) -r requirements/interop.txt
	@touch $@

$(NODE_PEERS): tests/interop/package-lock.json
	@echo "Setting up the peers from npm."
	@cd tests/interop && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --no-emit-index-url --no-emit-find-links $(LOCK_ARGS)

# `make lock LOCK_ARGS=--upgrade` takes newer releases; plain, only what pyproject.toml changed.
lock: $(VENV)/dev.done
	$(COMPILE) pyproject.toml --output-file requirements/runtime.txt
	$(COMPILE) --group build --constraints requirements/runtime.txt --output-file requirements/build.txt
	$(COMPILE) pyproject.toml --group dev --constraints requirements/runtime.txt \
		--constraints requirements/build.txt --output-file requirements/dev.txt
	$(COMPILE) --group peers --output-file requirements/interop.txt
	$(COMPILE) --group fuzz --output-file requirements/fuzz.txt

clean:
	rm -rf $(VENV) $(PEERS) tests/interop/node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
