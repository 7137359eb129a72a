# Needs the tools of development on the path, or: make check RUN="uv run"
RUN ?=
PYTHON ?= $(RUN) python

.PHONY: check test messages docs sample pictures site bench reliability

check:
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	$(RUN) mypy
	$(RUN) lint-imports
	$(PYTHON) -m pytest

test:
	$(PYTHON) -m pytest

messages:
	$(PYTHON) tools/messages.py

docs:
	$(PYTHON) tools/docs.py

sample:
	$(PYTHON) tools/sample.py

# Pages are photographed by Chromium, LibreOffice and pdftoppm, and made small by Pillow.
pictures:
	$(PYTHON) tools/pictures.py --pages

# Into build/site; a link that leads nowhere ends it.
site:
	$(RUN) mkdocs build --strict

bench:
	$(PYTHON) -m benchmarks.run
	$(PYTHON) -m benchmarks.imports
	$(PYTHON) -m benchmarks.growth
	$(PYTHON) -m benchmarks.server
	$(PYTHON) -m benchmarks.annual
	$(PYTHON) -m benchmarks.trust
	$(PYTHON) -m benchmarks.treasury

# The same tests of the promises at full size: kills, damage, failing calls, many hands; 20.000
# sheets of anything, of which no row is lost; every property with many more examples; and each with
# each where daily only each occurs (tests/spread.py).
SHARE ?= full
reliability:
	ETHNICTRACK_RELIABILITY=$(SHARE) $(PYTHON) -m pytest -n0 tests/reliability \
		tests/importing/test_differential.py tests/importing/test_law.py \
		tests/cli/test_export_journal.py
	ETHNICTRACK_RELIABILITY=$(SHARE) $(PYTHON) -m pytest -m "hypothesis or spread" \
		--ignore tests/reliability --ignore tests/importing/test_law.py
