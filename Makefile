PYTHON ?= python3
BIN := .venv/bin
.PHONY: extract test check schema evaluate fuzz bench clean

.venv/ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	touch $@

.venv/ready-dev: .venv/ready tests/browser_setup.sh
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	bash tests/browser_setup.sh
	touch $@

extract: .venv/ready
	@$(BIN)/remit extract raw -o output --diff

test: .venv/ready-dev
	$(BIN)/python -m pytest

check: .venv/ready-dev
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest

schema: .venv/ready
	$(BIN)/remit schema > schemas/document.schema.json

evaluate: .venv/ready-dev
	$(BIN)/remit evaluate tests/evaluation/gold
	$(BIN)/python -m tests.synthetic.score --pages 1000

fuzz: .venv/ready-dev
	$(BIN)/python -m tests.fuzz_compare 0 20000

# The programs that are compared with need a gigabyte and other versions of some libraries: they live apart. One that
# can't be installed is left out, and the results say so.
.venv-bench/ready: pyproject.toml bench/constraints.txt bench/setup.sh
	$(PYTHON) -m venv .venv-bench
	bash bench/setup.sh .venv-bench/bin/python
	touch $@

bench: .venv-bench/ready
	.venv-bench/bin/python -m bench

clean:
	rm -rf .venv .venv-bench build *.egg-info
