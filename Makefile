# Every command of this repository. `make` alone lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help

CHECKED := --explicit-target-dependency-import-check error
BUILD := swift build $(CHECKED)
OPTIMISED := $(BUILD) -c release --static-swift-stdlib
DEBUG := .build/debug/blauwbrug
RELEASE := .build/release/blauwbrug

.PHONY: help build release demo test unit prove bench format lint packages clean

help: ## List the commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1|\2/' | column -t -s '|'

build: packages ## Build the program (debug)
	@$(BUILD) --product blauwbrug

release: packages ## Build the program as it is deployed (release, Swift runtime linked in)
	@$(OPTIMISED) --product blauwbrug

demo: build ## Show the main job on Voorbeeldstad: TLS, SOAP and JSON in, overview and certified PDF out (SERVE=1 also serves the blue button)
	@.ci/packages demo
	@$(DEBUG) demo --root . $(if $(SERVE),--serve)

test: packages ## Run every test; complete, untimed
	@.ci/packages test
	@.ci/test

unit: packages ## Run the tests of the rooms only (BLAUWBRUG_GOLDEN=write rewrites the golden files)
	@swift build $(CHECKED) --build-tests && swift test --skip-build

prove: packages ## Run the long trials: kills, fuzzing, mutation, reloads, load with slow clients (about half an hour)
	@.ci/packages test bench sealing
	@$(MAKE) --no-print-directory release
	@python3 Tests/sealing/run.py --binary $(RELEASE) --long
	@python3 Tests/prove/prove.py --binary $(RELEASE)

bench: release ## Measure: requests/s, latency, CPU and memory beside pgbench and nginx, in one run
	@.ci/packages bench
	@$(OPTIMISED) --product blauwbrug-bench
	@.build/release/blauwbrug-bench
	@python3 Benchmarks/check.py --binary $(RELEASE)
	@python3 Benchmarks/bench.py --binary $(RELEASE) $(BENCH)
	@python3 Benchmarks/dialects.py --binary $(RELEASE)
	@python3 Benchmarks/sealing.py --binary $(RELEASE)

format: ## Rewrite the Swift files in the house's format
	@swift format format -i -r --configuration .swift-format Package.swift Sources Tests Benchmarks

lint: ## Refuse Swift files that are not in the house's format
	@swift format lint --strict -r --configuration .swift-format Package.swift Sources Tests Benchmarks

packages: ## Check for the Debian packages that are needed; install them when root
	@.ci/packages build

clean: ## Remove what was built and the state of the demonstration
	@rm -rf .build state
