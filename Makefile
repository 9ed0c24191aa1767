# Needs GNU make, a POSIX shell and any Go since 1.21; what works on the frontend needs Node 20.19 or newer as well.
# `make help` lists what there is.

# go.mod names the one toolchain that everything is built with; Go fetches it when it is another than the installed.
export GOTOOLCHAIN := $(shell awk '$$1 == "toolchain" { print $$2 }' go.mod)

# More flags for `make run`, such as ARGS="--http 0.0.0.0:8090" to try the shop on a phone.
ARGS ?=
VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
BINARY := lovegiftings
# Not ./..., which would also find Go files inside npm packages.
PACKAGES := . ./hooks/... ./internal/... ./pb_migrations/...
STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2

# How long `make test` fuzzes each target, after the cases that are kept in testdata/fuzz.
FUZZ_TEST_TIME ?= 5s
# How hard `make proof` tries: rounds of all tests, checks per property, stories of the money's state machine and the steps
# of each, time per fuzz target.
PROOF_ROUNDS ?= 3
PROOF_CHECKS ?= 5000
PROOF_STORIES ?= 1000
PROOF_STEPS ?= 60
FUZZTIME ?= 30s
# How often the program is killed, at every named point and at random, and how often the power fails under it, with
# synchronous=FULL and with NORMAL. PROOF_SEED repeats the moments of a run that failed; each run prints its own.
PROOF_KILLS ?= 200
PROOF_POWER ?= 20
# How often the storms strike in it: checkouts of last units, rounds behind one barrier (a tenth of them with the race
# detector), payments in a storm of ten webhooks each, sales of which nothing is heard for three days.
PROOF_CHECKOUTS ?= 100000
PROOF_BARRIERS ?= 10000
PROOF_PAYMENTS ?= 20000
PROOF_DROUGHT ?= 1400
# The tests that need a quiet machine: they count on times, or strike too often for the race detector.
STORMS := LastUnit|OneBarrier|AStormOf|HoldUpNoOther|NothingIsHeard|DoNotFeel|WhateverIsWrong

NODE_MODULES := frontend/node_modules/.package-lock.json
GOFMT = "$$(go env GOROOT)/bin/gofmt"
# A shell word for the Chromium to test with: $CHROMIUM, else the first one installed; empty when there is none.
FIND_CHROMIUM = "$${CHROMIUM:-$$(command -v chromium || command -v chromium-browser || true)}"

.DEFAULT_GOAL := help
# Checks are ordered so that the quick ones fail first, and two test runs at once would slow each other into time-outs.
.NOTPARALLEL:

.PHONY: help run build frontend test proof mutants bench fmt clean
.PHONY: check-format check-vet check-static check-types check-lint check-public check-size
.PHONY: test-frontend test-go test-fuzz test-browser need-cc need-node need-chromium

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: build ## start the demo shop with a pretend Paystack; needs only Go. Its data stays in pb_data
	./$(BINARY) serve --demo --dir pb_data $(ARGS)

build: ## build ./lovegiftings, one static program with the storefront inside
	CGO_ENABLED=0 go build -buildvcs=false -trimpath -ldflags "-s -w -X main.version=$(VERSION)" -o $(BINARY) .

frontend: $(NODE_MODULES) ## build the storefront into pb_public
	cd frontend && npm run build

test: check-format check-vet check-static check-types check-lint test-frontend check-public check-size test-go test-fuzz test-browser ## check everything, quick things first; installs what tests need
	@echo "make test: everything passed."

proof: need-cc ## try much harder than `make test`: random order, more checks, mutants, kills, power failures (Linux, root), fuzzing
	CGO_ENABLED=1 go test -race -p 2 -count=$(PROOF_ROUNDS) -shuffle=on $(PACKAGES)
	RAPID_CHECKS=$(PROOF_CHECKS) go test -p 2 -count=1 -timeout 60m -skip NoMoneyIsLost $(PACKAGES)
	RAPID_CHECKS=$(PROOF_STORIES) go test -count=1 -timeout 120m -run NoMoneyIsLost ./hooks -rapid.steps=$(PROOF_STEPS)
	PROOF_KILLS=$(PROOF_KILLS) go test -v -count=1 -timeout 60m -run Killed ./internal/killtest
	PROOF_POWER=$(PROOF_POWER) go test -v -count=1 -timeout 60m -run PowerFails ./internal/killtest
	CGO_ENABLED=1 PROOF_BARRIERS=$$(($(PROOF_BARRIERS) / 10)) go test -race -count=1 -timeout 60m -run OneBarrier ./hooks
	PROOF_CHECKOUTS=$(PROOF_CHECKOUTS) PROOF_BARRIERS=$(PROOF_BARRIERS) PROOF_PAYMENTS=$(PROOF_PAYMENTS) PROOF_DROUGHT=$(PROOF_DROUGHT) \
		go test -count=1 -timeout 120m -run '$(STORMS)' ./hooks
	$(MAKE) --no-print-directory mutants
	$(call fuzz,$(FUZZTIME))
	@echo "make proof: everything held."

mutants: ## break the code of the money in many ways, one after the other: a named test must notice each
	go run ./internal/mutants

bench: ## measure what has a benchmark
	go test -run '^$$' -bench . -benchmem -p 1 $(PACKAGES)

fmt: ## format the Go sources, and the frontend's where Node is
	$(GOFMT) -w main.go hooks internal pb_migrations
	@if command -v npm >/dev/null; then $(MAKE) --no-print-directory $(NODE_MODULES) && cd frontend && npm run format; fi

clean: ## remove what was built and what tests left; the shop's data stays
	rm -rf $(BINARY) frontend/test-results frontend/playwright-report frontend/node_modules/.vite
	find internal hooks -type d -path '*/testdata/rapid' -prune -exec rm -rf {} +

check-format: ## are the Go sources formatted?
	@unformatted=$$($(GOFMT) -l main.go hooks internal pb_migrations) && \
	if [ -n "$$unformatted" ]; then printf 'Not formatted, run make fmt:\n%s\n' "$$unformatted" >&2; exit 1; fi

check-vet: ## go vet
	go vet $(PACKAGES)

check-static: ## staticcheck
	go run $(STATICCHECK) $(PACKAGES)

check-types: $(NODE_MODULES) ## does the frontend type-check?
	cd frontend && npm run typecheck

check-lint: $(NODE_MODULES) ## is the frontend clean by its linter?
	cd frontend && npm run lint

check-public: $(NODE_MODULES) ## is the committed pb_public, byte for byte, what the sources build?
	@fresh=$$(mktemp -d) && trap 'rm -rf "$$fresh"' EXIT && \
	(cd frontend && npm run build -- --outDir "$$fresh" --emptyOutDir) && \
	if ! diff -r pb_public "$$fresh"; then \
		echo "pb_public is not what frontend/ builds: run make frontend and commit pb_public." >&2; exit 1; \
	fi

check-size: $(NODE_MODULES) ## is the storefront within its size budgets?
	cd frontend && npm run check-size

test-frontend: $(NODE_MODULES) ## the frontend's unit tests
	cd frontend && npm test

test-go: need-cc ## the Go tests, with the race detector; then what it is too slow for, in full, with its figures
	CGO_ENABLED=1 go test -race -p 2 -timeout 20m -skip 'OneBarrier|DoNotFeel' $(PACKAGES)
	CGO_ENABLED=1 PROOF_BARRIERS=1000 go test -race -count=1 -timeout 20m -v -run OneBarrier ./hooks
	go test -v -timeout 20m -run 'PressingAtOnce|SumOfItsHistory|NoMoneyIsLost|$(STORMS)' -skip OneBarrier ./hooks
	go test -run LightOnAPhone ./internal/photo
	go test -v -count=1 ./internal/killtest

test-fuzz: ## fuzz each parser for a short time; what fails is kept in testdata/fuzz
	$(call fuzz,$(FUZZ_TEST_TIME))

test-browser: build $(NODE_MODULES) need-chromium ## the shop in a real browser, against the built program
	cd frontend && LOVEGIFTINGS_BIN="$(CURDIR)/$(BINARY)" CHROMIUM=$(FIND_CHROMIUM) npm run e2e

$(NODE_MODULES): frontend/package-lock.json | need-node
	cd frontend && npm ci
	@touch $@

need-node:
	@command -v npm >/dev/null || { echo "The frontend needs Node 20.19 or newer with npm: install it first." >&2; exit 1; }

need-cc: # the race detector is linked by a C compiler
	@printf '#include <stdlib.h>\n' | $$(go env CC) -E - >/dev/null 2>&1 || { $(call apt_install,gcc libc6-dev); }

need-chromium:
	@[ -n $(FIND_CHROMIUM) ] || { $(call apt_install,chromium); }

# Fuzzes every target of every package, one after the other, for so long each.
define fuzz
@set -e; for package in $$(go list -f '{{if or .TestGoFiles .XTestGoFiles}}{{.ImportPath}}{{end}}' $(PACKAGES)); do \
	targets=$$(go test -list '^Fuzz' $$package); \
	for target in $$(printf '%s\n' "$$targets" | grep '^Fuzz' || true); do \
		echo "fuzz $$package $$target"; \
		go test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(1) $$package; \
	done; \
done
endef

# A shell command that installs Debian packages, as root or through sudo, or says what is missing elsewhere.
define apt_install
command -v apt-get >/dev/null || { echo "Missing on this machine: $(1)" >&2; exit 1; }; \
	if [ "$$(id -u)" = 0 ]; then as_root=env; else as_root="sudo env"; fi; \
	$$as_root apt-get update && $$as_root DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $(1)
endef
