# What a newcomer needs: make demo, make test. CONTRIBUTING.md tells about the rest.

PREFIX ?= /usr/local
SEED ?= 1
MINUTES ?= 10
# The tests that are larger in a proof than in everyday use; all others run in make test.
PROOF = 'ProofTests|Sweep|Random' --skip 'Simulator|FolioCrash'
# kill -9 of the release build after the randomised tests; 10,000 unless the time is given.
KILLS ?= $(shell expr 1000 \* $(MINUTES))
SANITIZED = .
# One after another: tests that wait for a child process would starve servers in the same one.
SWIFT_TEST = swift test --disable-xctest --no-parallel
# Fully static, folio starts fastest (docs/decisions/0003-static-folio.md). Only Linux has that.
ifeq ($(shell uname -s),Linux)
STATIC = -Xswiftc -static-executable -Xlinker -lz -Xlinker -s
endif
BUILD_STATIC = swift build -c release --quiet --scratch-path .build-static $(STATIC)
BUILD_FOLIO = $(BUILD_STATIC) --product folio

BUILD_RELEASE = swift build -c release --quiet --scratch-path .build-release

# Memory that was freed is overwritten, so that whoever still uses it fails at once.
PERTURBED = MALLOC_PERTURB_=192 GLIBC_TUNABLES=glibc.malloc.tcache_count=0

.PHONY: demo test lint format proof crash simulate bench soak sanitize fuzz install clean

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
	scripts/test

lint:
	swift format lint --strict --recursive --parallel Package.swift Sources Tests Migrations Benchmarks

format:
	swift format --in-place --recursive --parallel Package.swift Sources Tests Migrations Benchmarks

# The large numbers, the corpus and a million simulated steps, in release; meant for forty minutes of
# two processors that do nothing else.
proof:
	@scripts/setup test
	swift build -c release --build-tests --quiet --scratch-path .build-proof \
		-Xswiftc -enable-testing
	FOLIO_PROOF=1 $(PERTURBED) scripts/lanes -c release --scratch-path .build-proof -- \
		--filter $(PROOF) --skip anyRandomHistoryFinds -- \
		--filter 'aMillionRandomSteps|anyRandomHistoryFinds'
	scripts/fuzz 20

# What libFuzzer makes of small files of our own, for every reader and decoder of what comes from
# outside: make fuzz SECONDS=300 TARGETS="png metadata"
fuzz:
	@scripts/setup build
	scripts/fuzz $(or $(SECONDS),300) $(TARGETS)

# What takes longer than a proof may: each scenario of the crash tests interrupted at every point,
# and the simulated million with each safety rule left out in turn.
crash simulate:
	@scripts/setup test
	swift build -c release --build-tests --quiet --scratch-path .build-proof \
		-Xswiftc -enable-testing
	FOLIO_PROOF=1 $(PERTURBED) $(SWIFT_TEST) -c release --skip-build \
		--scratch-path .build-proof --filter $(if $(filter crash,$@),FolioCrash,SimulatorProof)

# Figures as ratios against a floor of the same run: docs/benchmarks.md.
# A third size: make bench SCALE=1e6
# With FOLIO_BENCH_LIBRARIES=FOLDER the large libraries are kept for the next time.
bench:
	@scripts/setup bench
	$(BUILD_FOLIO)
	$(BUILD_STATIC) --product FolioBench
	python3 Benchmarks/goals.py .build-static/release/folio .build-static/release/FolioBench \
		1e4 1e5 $(SCALE)
	python3 Benchmarks/pictures.py .build-static/release/folio .build-static/release/FolioBench
	python3 Benchmarks/startup.py .build-static/release/folio 1e4 1e5 $(SCALE)
	$(BUILD_RELEASE) --product folio
	$(BUILD_RELEASE) --product folio-remote
	$(BUILD_RELEASE) --product folio-sandbox
	python3 Benchmarks/sync.py .build-release/release 1e5 $(SCALE)

# The randomised tests over and over, then real kills: make soak SEED=7 MINUTES=60 KILLS=50000
# With longer random histories of the search in each round: make soak STEPS=1000000
# So many simulated lives instead, in release: make soak SEEDS=10000 [SEED=7]
soak:
	@scripts/setup test
ifdef SEEDS
	swift build -c release --build-tests --quiet --scratch-path .build-proof \
		-Xswiftc -enable-testing
	FOLIO_SEEDS=$(SEEDS) FOLIO_SEED=$(SEED) $(PERTURBED) $(SWIFT_TEST) -c release --skip-build \
		--scratch-path .build-proof --filter SimulatorSoakTests
else
	swift build --build-tests --quiet
	$(if $(STEPS),FOLIO_STEPS=$(STEPS)) scripts/soak $(SEED) $(MINUTES)
ifneq ($(KILLS),0)
	$(BUILD_RELEASE) --product folio
	$(BUILD_RELEASE) --product folio-remote
	$(BUILD_RELEASE) --product folio-sandbox
	scripts/soak_kills.py .build-release/release $(SEED) $(KILLS)
endif
endif

# All tests, watched by the compiler's sanitizers, which takes several times as long. Fewer of them:
# make sanitize SANITIZED='FolioStoreTests|FolioHTTPTests'
sanitize:
	@scripts/setup test
	swift build --build-tests --quiet --sanitize=thread --scratch-path .build-thread
	TSAN_OPTIONS="suppressions=$(CURDIR)/Tests/thread-sanitizer.supp" $(SWIFT_TEST) --skip-build \
		--sanitize=thread --scratch-path .build-thread --filter '$(SANITIZED)'
	swift build --build-tests --quiet --sanitize=address --scratch-path .build-address
	ASAN_OPTIONS=detect_leaks=0 $(SWIFT_TEST) --skip-build --sanitize=address \
		--scratch-path .build-address --filter '$(SANITIZED)'

# Puts the programs together, where each finds the others.
install:
	@scripts/setup build
	$(BUILD_FOLIO)
	$(BUILD_RELEASE) --product folio-remote
	$(BUILD_RELEASE) --product folio-sandbox
	install -d $(DESTDIR)$(PREFIX)/lib/folio $(DESTDIR)$(PREFIX)/bin
	install -m 755 .build-static/release/folio .build-release/release/folio-remote \
		.build-release/release/folio-sandbox $(DESTDIR)$(PREFIX)/lib/folio
	ln -sfn ../lib/folio/folio $(DESTDIR)$(PREFIX)/bin/folio

clean:
	rm -rf .build .build-*
