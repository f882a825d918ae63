# Thin names for dev.py, which does the work and needs nothing but Python 3.11.
PYTHON ?= python3
ARGS ?=

.PHONY: run setup test test-all lint lock

run:
	@$(PYTHON) dev.py run $(ARGS)

setup:
	@$(PYTHON) dev.py setup $(ARGS)

test:
	@$(PYTHON) dev.py test $(ARGS)

test-all:
	@$(PYTHON) dev.py test-all $(ARGS)

lint:
	@$(PYTHON) dev.py lint

lock:
	@$(PYTHON) dev.py lock
