# SPDX-License-Identifier: MIT
# The only build. `make help` lists the targets; nothing is written outside $(B), but by install.
#
# What is rebuilt follows from real dependencies: headers through the compiler's own lists (.d), the
# lexer, the parser and the tests' specs through rules, compilers and flags through $(B)/flags, the
# members of an archive through a list beside it.

CC := $(if $(filter default,$(origin CC)),gcc,$(CC))
comma := ,
B := build$(if $(filter-out gcc,$(CC)),/$(notdir $(CC)))$(if $(SAN),/san-$(subst $(comma),-,$(SAN)))
PREFIX ?= /usr/local
DESTDIR ?=
VERSION := 0.1.0

CFLAGS ?= -O2 -g
WARN := -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wmissing-prototypes -Wstrict-prototypes \
	$(if $(WERROR),-Werror)
SANFLAGS := $(if $(SAN),-fsanitize=$(SAN) -fno-sanitize-recover=all -fno-omit-frame-pointer)
ALL_CFLAGS = -std=c11 -D_GNU_SOURCE -MMD -MP $(WARN) $(CFLAGS) $(SANFLAGS)
ALL_LDFLAGS = $(LDFLAGS) $(SANFLAGS)
INC := -I. -I$(B)/gen -I$(B)/include/gs

HEADERS := $(wildcard runtime/gs*.h)
CORE := base time wire server supervise net client
RUNTIME_SRC := $(foreach d,$(CORE) io,$(wildcard runtime/$(d)/*.c))
SIM_SRC := $(foreach d,$(filter-out time,$(CORE)) sim,$(wildcard runtime/$(d)/*.c)) \
	$(wildcard runtime/time/wheel*.c)
GSC_SRC := $(foreach d,base tree model check emit command,$(wildcard gsc/$(d)/*.c)) \
	$(wildcard grammar/*.c)
GRAMMAR_C := $(B)/gen/grammar/lexer.c $(B)/gen/grammar/parser.c
CODES := $(foreach d,text files names values types servers systems changes,grammar/codes/$(d).md)

RUNTIME_OBJ := $(RUNTIME_SRC:%.c=$(B)/o/%.o)
SIM_OBJ := $(SIM_SRC:%.c=$(B)/o/%.o)
GSC_OBJ := $(GSC_SRC:%.c=$(B)/o/%.o) $(GRAMMAR_C:$(B)/gen/%.c=$(B)/o/%.o) \
	$(B)/o/gsc/explain.o

GSC := $(B)/bin/gsc
LIBGS := $(B)/lib/libgs.a
LIBSIM := $(B)/lib/libgs_sim.a
LIBGSC := $(B)/lib/libgsc.a
INSTALLED_HEADERS := $(HEADERS:runtime/%=$(B)/include/gs/%)

.PHONY: all
all: $(GSC) $(LIBGS) $(LIBSIM) $(INSTALLED_HEADERS)

.DELETE_ON_ERROR:
.SECONDARY:
.SUFFIXES:
.PHONY: always
always:

# $(call keep,TEXT): rewrites the target where TEXT is not what it holds; else it stays as old.
define keep
	@mkdir -p $(@D)
	@printf '%s\n' '$(subst ','\'',$(strip $(1)))' | cmp -s - $@ || \
		printf '%s\n' '$(subst ','\'',$(strip $(1)))' >$@
endef

# `make deps test` with -j: what is to be installed comes before what needs it.
$(B)/flags: always | $(filter deps,$(MAKECMDGOALS))
	$(call keep,$(VERSION) $(CC) $(ALL_CFLAGS) $(INC) / $(ALL_LDFLAGS))

LINK = @mkdir -p $(@D) && echo "$(CC) -o $@" && \
	$(CC) $(ALL_LDFLAGS) -o $@ $(filter %.o %.a,$^)

$(GSC): $(B)/o/gsc/main.o $(LIBGSC) $(LIBGS) $(B)/flags
	$(LINK)

$(B)/lib/libgs.list: OBJECTS = $(RUNTIME_OBJ)
$(B)/lib/libgs_sim.list: OBJECTS = $(SIM_OBJ)
$(B)/lib/libgsc.list: OBJECTS = $(GSC_OBJ)
$(B)/lib/%.list: always
	$(call keep,$(OBJECTS))

$(LIBGS): $(RUNTIME_OBJ)
$(LIBSIM): $(SIM_OBJ)
$(LIBGSC): $(GSC_OBJ)
$(B)/lib/%.a: $(B)/lib/%.list
	@rm -f $@
	@echo "ar $@"
	@ar rcs $@ $(filter %.o,$^)

$(B)/include/gs/%.h: runtime/%.h
	@mkdir -p $(@D)
	@cp $< $@

COMPILE = @mkdir -p $(@D) && echo "$(CC) -c $<" && $(CC) $(ALL_CFLAGS) $(INC) -c -o $@ $<

$(B)/o/%.o: %.c $(B)/flags | $(INSTALLED_HEADERS)
	$(COMPILE)

$(B)/o/gsc/command/version.o: INC += -DGSC_VERSION='"$(VERSION)"'

# What re2c and bison make is compiled without the conversion warnings that their skeletons raise.
$(B)/o/grammar/%.o: $(B)/gen/grammar/%.c $(B)/flags
	$(COMPILE) -Wno-conversion -Wno-shadow

# The texts of `gsc help CODE`.
$(B)/gen/gsc/explain.c: gsc/command/explain.awk $(CODES)
	@mkdir -p $(@D)
	awk -f $^ >$@

$(B)/o/gsc/explain.o: $(B)/gen/gsc/explain.c $(B)/flags
	$(COMPILE)

$(B)/gen/grammar/lexer.c: grammar/lexer.re | $(filter deps,$(MAKECMDGOALS))
	@mkdir -p $(@D)
	re2c -W -Werror --no-generation-date -i -o $@ $<

$(B)/gen/grammar/parser.c: grammar/parser.y | $(filter deps,$(MAKECMDGOALS))
	@mkdir -p $(@D)
	bison -Wall -Werror --defines=$(@:.c=.h) -o $@ $<

$(B)/gen/grammar/parser.h: $(B)/gen/grammar/parser.c ;
$(B)/o/grammar/lexer.o $(patsubst %.c,$(B)/o/%.o,$(wildcard grammar/*.c)): $(B)/gen/grammar/parser.h

# Tests: every program and script under tests/KIND speaks TAP; tests/run-all counts.
# A script reads $(B), $(GSC), $(CC), $(SAN), and BLESS=1: write what you would compare with.
# (tests/support/tap.sh has more for those in shell.)
# The stage is linked into the behaviours only, which count and fail allocations; what else there is
# in tests/support, into the unit tests.
STAGE := $(patsubst %,tests/support/%.c,caller fake pack stage trace)
STAGE_OBJ := $(STAGE:%.c=$(B)/o/%.o)
SUPPORT := $(filter-out tests/support/replay.c $(STAGE),$(wildcard tests/support/*.c))
UNIT := $(patsubst %.c,$(B)/%,$(wildcard tests/unit/*.c tests/prop/*.c))
UNIT_OBJ := $(patsubst %.c,$(B)/o/%.o,$(wildcard tests/unit/lib/*.c) $(SUPPORT))
FUZZ := $(patsubst %.c,$(B)/%,$(wildcard tests/fuzz/*.c))
FUZZ_SIM := $(patsubst tests/%.gs,%,$(wildcard tests/fuzz/*.gs))
BEHAVIOUR_GEN := $(patsubst %.gs,$(B)/gen/%.gs.c,$(wildcard tests/behaviours/*.gs))
BEHAVIOURS := $(patsubst %.c,$(B)/%,$(wildcard tests/behaviours/*.c))
WRAP := malloc calloc realloc aligned_alloc free strdup
TEST_ENV = B=$(B) GSC="$(CURDIR)/$(GSC)" CC="$(CC)" SAN="$(SAN)" MAKE="$(MAKE)" \
	BUILD_CFLAGS="$(CFLAGS)"

$(UNIT): $(B)/tests/%: $(B)/o/tests/%.o $(UNIT_OBJ) $(LIBGSC) $(LIBGS) $(B)/flags
	$(LINK) -lcmocka -lm
$(B)/tests/unit/check_memory: ALL_LDFLAGS += -Wl,--wrap=calloc
FAULTS := arena_take arena_take_many arena_copy arena_vprintf arena_printf arena_grow \
	open read write close rename fchmod lseek
$(B)/tests/unit/command_faults: ALL_LDFLAGS += $(FAULTS:%=-Wl,--wrap=%)

# Those with a spec of their own run in the simulated world.
FUZZ_PARTS = $(LIBGSC) $(LIBGS)
FUZZ_SIM_PARTS = $(B)/o/tests/%.gs.o $(LIBSIM)
REPLAYED = $(FUZZ_SIM:%=$(B)/tests/%)
$(filter-out $(REPLAYED),$(FUZZ)): $(B)/tests/%: $(B)/o/tests/%.o $(B)/o/tests/support/replay.o \
		$(FUZZ_PARTS) $(B)/flags
	$(LINK) -lm
$(REPLAYED): $(B)/tests/%: $(B)/o/tests/%.o $(B)/o/tests/support/replay.o \
		$(FUZZ_SIM_PARTS) $(B)/flags
	$(LINK) -lm
$(B)/o/tests/fuzz/%.o: INC += -I$(B)/gen/tests/fuzz
$(FUZZ_SIM:%=$(B)/o/tests/%.o): $(B)/o/tests/%.o: $(B)/gen/tests/%.gs.c

# gsc leaves an unchanged file untouched; its age must say that it was looked at.
$(B)/gen/tests/%.gs.c: tests/%.gs $(GSC)
	@mkdir -p $(@D)
	$(GSC) compile $< -o $(@D)
	@touch $@

$(B)/o/tests/%.gs.o: $(B)/gen/tests/%.gs.c $(B)/flags | $(INSTALLED_HEADERS)
	$(COMPILE)

$(B)/o/tests/behaviours/%.o: INC += -I$(B)/gen/tests/behaviours
$(patsubst %.c,$(B)/o/%.o,$(wildcard tests/behaviours/*.c)): $(BEHAVIOUR_GEN)
$(BEHAVIOURS): $(B)/tests/%: $(B)/o/tests/%.o $(STAGE_OBJ) \
		$(B)/lib/behaviours.a $(LIBSIM) $(B)/flags
	$(LINK) $(WRAP:%=-Wl,--wrap=%) -lcmocka -lm

# An archive: each test takes of it what it names, so that specs may have servers of one name.
BEHAVIOUR_OBJ := $(patsubst $(B)/gen/%.c,$(B)/o/%.o,$(BEHAVIOUR_GEN))
$(B)/lib/behaviours.list: OBJECTS = $(BEHAVIOUR_OBJ)
$(B)/lib/behaviours.a: $(BEHAVIOUR_OBJ)

# A random walk through a supervised system in virtual time: make sim SEED=n STEPS=n
.PHONY: sim
sim: $(B)/tests/behaviours/walk
	$(if $(SEED),SEED=$(SEED)) $(if $(STEPS),STEPS=$(STEPS)) $<

.PHONY: test golden
test: all $(UNIT) $(FUZZ) $(BEHAVIOURS)
	+$(TEST_ENV) tests/run-all $(KINDS)

golden: all
	$(TEST_ENV) BLESS=1 tests/run-all golden reject
	git --no-pager diff --stat --patch -- tests/golden tests/reject

# Fuzzing: the programs of tests/fuzz under libFuzzer, T seconds each, as many at once as -j says.
# What is new stays in build/fuzz/NAME.found, a crashing input, or one that takes longer than
# FUZZ_SLOW seconds, in build/fuzz; without libFuzzer, make test replays.
T ?= 60
FUZZ_SLOW ?= 10
F := build/fuzz
.PHONY: fuzz fuzzers fuzz-build
fuzz: $(FUZZ:$(B)/tests/fuzz/%=fuzz-%)

fuzz-build:
	+$(MAKE) fuzzers CC=clang B=$(F) SAN=address,undefined \
		CFLAGS="-O1 -g -fsanitize=fuzzer-no-link"

fuzz-%: fuzz-build
	@mkdir -p $(F)/$*.found tests/fuzz/$*.corpus
	@echo "fuzz $*, $(T) s"
	@$(F)/fuzzers/$* -max_total_time=$(T) -timeout=$(FUZZ_SLOW) -rss_limit_mb=2048 \
		-verbosity=0 -print_final_stats=1 -artifact_prefix=$(F)/$*- \
		$(F)/$*.found tests/fuzz/$*.corpus

FUZZERS := $(patsubst tests/fuzz/%.c,$(B)/fuzzers/%,$(wildcard tests/fuzz/*.c))
SIMULATED := $(FUZZ_SIM:fuzz/%=$(B)/fuzzers/%)
fuzzers: $(FUZZERS)
$(filter-out $(SIMULATED),$(FUZZERS)): $(B)/fuzzers/%: $(B)/o/tests/fuzz/%.o $(FUZZ_PARTS) \
		$(B)/flags
	$(LINK) -fsanitize=fuzzer -lm
$(SIMULATED): $(B)/fuzzers/%: $(B)/o/tests/fuzz/%.o $(B)/o/tests/fuzz/%.gs.o $(LIBSIM) $(B)/flags
	$(LINK) -fsanitize=fuzzer -lm

# Lint and layout.
.PHONY: lint fmt
lint: $(GSC) $(GSC_OBJ) $(RUNTIME_OBJ) $(SIM_OBJ) $(B)/o/gsc/main.o
	$(TEST_ENV) tests/lint/run

fmt: $(GSC)
	clang-format -i $$(tests/lint/files formatted)
	$(GSC) fmt $$(tests/lint/files specs)

# Measurements, beside their peers; a table at the end.
BENCH := $(patsubst tests/bench/%.c,$(B)/bench/%,$(wildcard tests/bench/*.c))
.PHONY: bench
bench: all $(BENCH)
	@$(TEST_ENV) tests/bench/run $(BENCHES)

BENCH_OBJ := $(patsubst %.c,$(B)/o/%.o,$(wildcard tests/bench/lib/*.c))
$(BENCH): $(B)/bench/%: $(B)/o/tests/bench/%.o $(BENCH_OBJ) $(LIBGS) $(B)/flags
	$(LINK) $(PEER_LIB) -lm
$(B)/bench/burst: $(B)/o/tests/bench/burst.gs.o
$(B)/o/tests/bench/burst.o: INC += -I$(B)/gen/tests/bench
$(B)/o/tests/bench/burst.o: $(B)/gen/tests/bench/burst.gs.c
$(B)/bench/wheel: PEER_LIB = $(if $(wildcard /usr/include/ev.h),-lev)

.PHONY: cover
cover:
	$(MAKE) test B=build/cover CC=gcc CFLAGS="-O0 -g --coverage" LDFLAGS="--coverage"
	@tests/support/cover build/cover

.PHONY: demo
demo: all
	@GSC="$(CURDIR)/$(GSC)" examples/demo

# The terminals that the README shows, drawn anew from real runs.
.PHONY: pictures
pictures: all
	@GSC="$(CURDIR)/$(GSC)" tests/support/pictures

# What build and tests need, as Debian names it: package | how to see that it is there | why.
define DEPS
gcc             | has gcc                       | compiles gsc, the runtime and your programs
libc6-dev       | is_file /usr/include/stdio.h  | the C library's headers
re2c            | has re2c                      | makes the lexer from grammar/lexer.re
bison           | has bison                     | makes the parser from grammar/parser.y
pkg-config      | has pkg-config                | finds cmocka; a test asks it for the installed gs
libcmocka-dev   | is_file /usr/include/cmocka.h | unit tests
g++             | has g++                       | tests: generated headers are C++ too
clang           | has clang                     | tests: everything compiles with a second compiler
libclang-rt-dev | clang_has_sanitizers          | clang's sanitizers; libFuzzer for make fuzz
clang-format    | has clang-format              | make fmt, make lint
universal-ctags | has ctags                     | make lint: the length of functions
python3         | has python3                   | tests: a client in Python; make lint
python3-msgpack | python_has_msgpack            | tests: MessagePack for that client
ca-certificates | has_certificates              | lets npm reach its registry
nodejs          | has node                      | tests: a client in JavaScript
vim             | has vim                       | tests: the syntax and indentation for Vim
libmsgpack-dev  | is_file /usr/include/msgpack.h | tests: a codec that is not ours, a client in C
npm             | has npm                       | fetches @msgpack/msgpack for nodejs, into build/
endef
export DEPS

# What is measured beside ours; without one its row is left out.
define PEERS
redis-server         | has redis-server                     | a server beside ours
redis-tools          | has redis-benchmark                  | a load generator beside gsc bench
erlang-base          | has erlc                             | gen_servers beside our servers
libcaf-dev           | is_file /usr/include/caf/all.hpp     | actors beside them
uthash-dev           | test -e /usr/include/uthash.h        | a hash table beside our maps
libev-dev            | test -e /usr/include/ev.h            | timers beside our wheel
libmsgpack-dev       | is_file /usr/include/msgpack.h       | codecs beside ours: msgpack-c,
protobuf-c-compiler  | has protoc-c                         | protobuf-c,
libprotobuf-c-dev    | test -d /usr/include/protobuf-c      | its runtime,
protobuf-compiler    | has protoc                           | protobuf,
libprotobuf-dev      | test -d /usr/include/google/protobuf | its runtime,
flatbuffers-compiler | has flatc                            | FlatBuffers,
libflatbuffers-dev   | test -d /usr/include/flatbuffers     | its headers
endef
export PEERS

.PHONY: deps deps-bench
deps:
	@tests/support/deps

deps-bench:
	@DEPS="$$PEERS" tests/support/deps

.PHONY: install uninstall
install: all
	mkdir -p $(addprefix $(TO)/,bin lib/pkgconfig include/gs)
	install -m 755 $(GSC) $(TO)/bin/gsc
	install -m 644 $(LIBGS) $(LIBSIM) $(TO)/lib
	install -m 644 $(HEADERS) $(TO)/include/gs
	for name in $(PC); do \
		sed -e 's|@PREFIX@|$(abspath $(PREFIX))|' -e 's|@VERSION@|$(VERSION)|' \
			-e 's|@WRAP@|$(WRAP:%=-Wl,--wrap=%)|' runtime/$$name.pc.in \
			>$(TO)/lib/pkgconfig/$$name.pc || exit 1; \
	done
	cd grammar/editors && for file in $(EDITORS); do \
		install -D -m 644 $$file $(TO)/share/$$(echo $$file | sed '$(EDITORS_TO)') || \
			exit 1; \
	done
	install -D -m 644 gsc/command/completion/gsc.bash $(TO)/$(BASH_TO)
	install -D -m 644 gsc/command/completion/_gsc $(TO)/$(ZSH_TO)

uninstall:
	rm -f $(TO)/bin/gsc $(PC:%=$(TO)/lib/lib%.a) $(PC:%=$(TO)/lib/pkgconfig/%.pc)
	rm -rf $(TO)/include/gs $(TO)/share/gsc
	rm -f $(EDITORS_VIM:vim/%=$(TO)/share/vim/vimfiles/%) $(TO)/$(BASH_TO) $(TO)/$(ZSH_TO)

TO = $(DESTDIR)$(abspath $(PREFIX))
BASH_TO = share/bash-completion/completions/gsc
ZSH_TO = share/zsh/site-functions/_gsc
EDITORS_VIM = $(patsubst grammar/editors/%,%,$(wildcard grammar/editors/vim/*/*))
EDITORS = $(EDITORS_VIM) vscode/package.json vscode/language-configuration.json \
	vscode/syntaxes/gs.tmLanguage.json
EDITORS_TO = s|^vim|vim/vimfiles|; s|^vscode|gsc/vscode|
PC = gs gs_sim

.PHONY: clean
clean:
	rm -rf build

define HELP
make              builds $(GSC), $(LIBGS) and the headers
make deps         installs what build and tests need (Debian), says what and why
make demo         shows a rate limiter from its spec to its answers
make test         runs all tests; KINDS="unit run" only those
make install      into PREFIX ($(PREFIX)), under DESTDIR; make uninstall
make lint         checks the house rules;  make fmt lays out the sources
make golden       writes the expected outputs anew and shows what changed
make fuzz         runs each fuzzer for T ($(T)) seconds
make sim          a random walk in virtual time; SEED=n STEPS=n say which and how far
make bench        measures, beside peers (make deps-bench);  make cover: what the tests reach
make pictures     draws the terminals of the README anew
make clean        removes build/

CC=clang                another compiler        SAN=address,undefined   sanitizers
CFLAGS="-O0 -g"         other flags             WERROR=1                warnings are errors
B=DIRECTORY             where to build ($(B))
endef
export HELP

.PHONY: help
help:
	@printf '%s\n' "$$HELP"

-include $(shell find $(B)/o -name '*.d' 2>/dev/null)
