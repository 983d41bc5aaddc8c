# Everything starts from a fresh clone with Python 3.11 to 3.13 and make: `make demo`, `make test`.

fits = $(shell $(1) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
	2>/dev/null && echo $(1))
PYTHON ?= $(firstword $(foreach name,python3 python3.13 python3.12 python3.11,$(call fits,$(name))))
BIN := .venv/bin
# Each takes a gigabyte; a file's tests share what they train, so they stay together.
workers := -n logical --maxprocesses 4 --dist loadfile

.DEFAULT_GOAL := help
.PHONY: help demo test test-all check format figures bench default ink line examples lock clean

help:  ## list these commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /|/' | \
		awk -F'|' '{printf "make %-10s %s\n", $$1, $$2}'

demo: .venv/train  ## train a small net, show its figures, classify the example images
	$(BIN)/inkdigits demo

test: check  ## lint, check types and layers, and run the tests (minutes)
	$(BIN)/pytest $(workers) -m "not slow"

test-all: check  ## as test, and the slow tests too
	$(BIN)/pytest $(workers)

check: .venv/dev  ## lint, check types and layers
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

format: .venv/dev  ## bring the code into its one form
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

figures: .venv/train  ## measure every model of the zoo on MNIST, several seeds each (two hours)
	$(BIN)/python benchmarks/zoo.py

bench: .venv/train .venv-tensorflow/ready  ## measure inference, time to accuracy and reading beside peers (hours)
	$(BIN)/python benchmarks/inference
	$(BIN)/python benchmarks/time_to_accuracy
	$(BIN)/python benchmarks/reading --with-components
	$(BIN)/python benchmarks/reading --speed

default: .venv/train  ## train the bundled recognizer anew from MNIST (minutes)
	$(BIN)/python scripts/make_default.py

ink: .venv/train  ## train the net that finds digits on pages anew from MNIST (half an hour)
	$(BIN)/python scripts/make_ink_net.py

line: .venv/typefaces  ## train the net that reads rows anew, on what the ink net finds (two hours)
	$(BIN)/python scripts/make_line_net.py

examples: .venv/train  ## draw the example images anew
	$(BIN)/python scripts/draw_examples.py
	$(BIN)/python scripts/make_example_pages.py

lock: .venv/dev .venv/typefaces  ## write down the versions that are installed now
	$(BIN)/pip freeze --exclude-editable --exclude pip --exclude setuptools | \
		sed -E 's/\+cpu$$//' > constraints.txt

clean:  ## remove the virtual environment and what the commands left
	rm -rf .venv .venv-tensorflow demo runs explore .mypy_cache .ruff_cache .pytest_cache .hypothesis

# torch stands on a line of its own: asked for by a range, pip would bring gigabytes of CUDA.
.venv/train: pyproject.toml constraints.txt
	$(if $(PYTHON),,$(error inkdigits needs Python 3.11, 3.12 or 3.13, and none is on the PATH; \
		install one, or name it: make PYTHON=/path/to/python))
	@echo "installing into .venv (a few minutes the first time)"
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check torch==2.13.0
	$(BIN)/python -m pip install --quiet --disable-pip-version-check \
		-c constraints.txt -e '.[train,serve]'
	@touch $@

.venv/typefaces: .venv/train
	$(BIN)/python -m pip install --quiet --disable-pip-version-check \
		-c constraints.txt -e '.[train,serve,typefaces]'
	@touch $@

.venv/dev: .venv/train
	$(BIN)/python -m pip install --quiet --disable-pip-version-check \
		-c constraints.txt -e '.[train,serve,cluster,dev]'
	@touch $@

# The peers' fastest backend; inkdigits itself never sees it.
.venv-tensorflow/ready: benchmarks/requirements.txt .venv/train
	$(BIN)/python -m venv .venv-tensorflow
	.venv-tensorflow/bin/python -m pip install --quiet --disable-pip-version-check -r $<
	@touch $@
