# What a newcomer needs: make demo, make test. CONTRIBUTING.md tells about the rest.

PREFIX ?= /usr/local
SEED ?= 1
MINUTES ?= 10
# One after another: tests that wait for a child process would starve servers in the same one.
SWIFT_TEST = swift test --disable-xctest --no-parallel

.PHONY: demo test lint format proof bench soak install clean

# Builds, then shows Folio's main job on the built-in sandbox. Nothing leaves this machine.
demo:
	@scripts/setup build
	@echo "Building (the first time takes some minutes) ..." >&2
	@swift build --quiet --product folio
	@swift build --quiet --product folio-remote
	@swift build --quiet --product folio-sandbox
	@.build/debug/folio demo

# Everything that must hold before a commit, in less than ten minutes.
test:
	@scripts/setup test
	swift build --build-tests --quiet
	$(SWIFT_TEST) --skip-build

lint:
	swift format lint --strict --recursive --parallel Package.swift Sources Tests Migrations

format:
	swift format --in-place --recursive --parallel Package.swift Sources Tests Migrations

# The large numbers and the corpus, in release, in less than forty minutes.
proof:
	@scripts/setup test
	FOLIO_PROOF=1 $(SWIFT_TEST) -c release --scratch-path .build-proof

# Figures as ratios against a floor of the same run; docs/benchmarks.md explains them.
bench:
	@scripts/setup test
	swift build -c release --quiet --scratch-path .build-release
	python3 Benchmarks/startup.py .build-release/release

# The randomised tests over and over: make soak SEED=7 MINUTES=60
soak:
	@scripts/setup test
	swift build --build-tests --quiet
	scripts/soak $(SEED) $(MINUTES)

# Puts the programs together, where each finds the others.
install:
	@scripts/setup build
	swift build -c release --quiet --scratch-path .build-release
	install -d $(DESTDIR)$(PREFIX)/lib/folio $(DESTDIR)$(PREFIX)/bin
	install -m 755 .build-release/release/folio .build-release/release/folio-remote \
		.build-release/release/folio-sandbox $(DESTDIR)$(PREFIX)/lib/folio
	ln -sfn ../lib/folio/folio $(DESTDIR)$(PREFIX)/bin/folio

clean:
	rm -rf .build .build-*
