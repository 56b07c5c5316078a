# Everything a newcomer needs: `make demo` and `make test`. Both set up their own .venv first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test check format bench validate mutants fuzz lock messages docs clean

demo: $(READY)
	UNCRAMP_HOME="$${UNCRAMP_HOME:-$(CURDIR)/.demo}" $(BIN)/uncramp demo $(DEMO_ARGS)

test: $(READY)
	$(BIN)/python -m pytest $(TEST_ARGS)

check: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy src tests benchmarks tools
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q tests/contracts

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# PEER_ARGS="--fittrackee PYTHON --garmindb PYTHON", RECOVER_ARGS="--peer PYTHON", RUN_ARGS="--peers PYTHON" and
# CURVE_ARGS="--sweat PYTHON", POSTERIOR_ARGS="--peer PYTHON" (nutpie) and POPULATION_ARGS="--peer PYTHON" (statsmodels) compare
# with systems installed elsewhere.
bench: $(READY)
	$(BIN)/python benchmarks/decode_fit.py
	$(BIN)/python benchmarks/read_xml.py
	$(BIN)/python benchmarks/read_apple.py
	$(BIN)/python benchmarks/recover_fit.py $(RECOVER_ARGS)
	$(BIN)/python benchmarks/import_archive.py
	$(BIN)/python benchmarks/import_peers.py $(PEER_ARGS)
	$(BIN)/python benchmarks/run_features.py $(RUN_ARGS)
	$(BIN)/python benchmarks/mean_maximal.py $(CURVE_ARGS)
	$(BIN)/python benchmarks/posterior_speed.py $(POSTERIOR_ARGS)
	$(BIN)/python benchmarks/population_speed.py $(POPULATION_ARGS)

# What the models reach on data that they were not fitted on, and in simulation: some minutes.
validate: $(READY)
	$(BIN)/python benchmarks/in_race.py
	$(BIN)/python benchmarks/sweat_learning.py
	$(BIN)/python benchmarks/prior_predictive.py --write
	$(BIN)/python benchmarks/hazard_calibration.py --write
	$(BIN)/python benchmarks/hazard_calibration.py 300 --doubt 1 --seed 20282 --write
	$(BIN)/python benchmarks/experiments.py

# MUTANT_ARGS="--minutes 20", "--share 0.2" or names of modules; a run that is cut short goes on where it stopped.
mutants: $(READY)
	$(BIN)/python tools/mutants.py $(MUTANT_ARGS)

fuzz: $(READY)
	$(BIN)/python benchmarks/fuzz_fit.py 5000
	PYTHONPATH=tests $(BIN)/python tests/formats/xml_mutants.py 2000
	$(BIN)/python benchmarks/kill_imports.py

messages: $(READY)
	$(BIN)/python tools/messages.py

docs: $(READY)
	$(BIN)/python tools/formulas.py
	$(BIN)/python tools/prior.py

# The versions and hashes in requirements.lock are the whole environment; run this after editing pyproject.toml.
lock:
	$(PYTHON) -m venv .lock
	.lock/bin/pip install --quiet uv
	.lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
		--no-emit-index-url --no-emit-find-links --no-header --all-extras pyproject.toml -o requirements.lock

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $(READY)

clean:
	rm -rf $(VENV) .lock .demo build dist
