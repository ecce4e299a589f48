# Every target is a command of dev.py, which also works where there is no make.
# Options: make test ARGS="tests/domain -x"
.DEFAULT_GOAL := help
PYTHON ?= python3
TARGETS := run test check shots bench soak texts build smoke lock setup

.PHONY: help $(TARGETS)

help:
	@$(PYTHON) dev.py help

$(TARGETS):
	@$(PYTHON) dev.py $@ $(ARGS)
