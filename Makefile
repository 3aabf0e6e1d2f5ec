# Two commands on a fresh machine: `make run` and `make test`. Both install what they need.

PYTHON ?= python3
VENV := .venv
READY := $(VENV)/.ready
DATA ?=

.PHONY: run test check bundle screenshots lock clean

run: $(READY)
	@packaging/run.sh $(DATA)

test: $(READY)
	@TESTS=1 packaging/system-packages.sh
	@packaging/run-tests.sh

check: $(READY)
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy

screenshots: $(READY)
	$(VENV)/bin/python -m tests.screenshots out/screenshots

# A module that was forgotten shows only at work, so the bundle has to do a whole case.
bundle: $(READY)
	@TESTS=1 packaging/system-packages.sh
	$(VENV)/bin/pyinstaller --noconfirm --distpath dist --workpath build packaging/window.spec
	QT_QPA_PLATFORM=offscreen dist/bianmin-window/bianmin-window smoke

# The lock holds exact versions with their hashes; `make lock` moves it on.
lock: $(READY)
	$(VENV)/bin/pip-compile --quiet --all-extras --constraint packaging/constraints.txt --generate-hashes --allow-unsafe --strip-extras \
		--no-emit-index-url --no-emit-find-links --no-header --output-file requirements.lock pyproject.toml

$(READY): requirements.lock packaging/system-packages.sh
	packaging/system-packages.sh
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	touch $@

clean:
	rm -rf $(VENV) build dist out
