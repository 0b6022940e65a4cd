# SPDX-License-Identifier: MIT
# The only build. `make help` lists the targets; nothing is written outside $(B).
#
#   SAN=address,undefined   builds and tests with those sanitizers, in a directory of its own
#   CC=clang                likewise with another compiler
#   WERROR=1                warnings are errors (what CI does)

CC := $(if $(filter default,$(origin CC)),gcc,$(CC))
CXX := $(if $(filter default,$(origin CXX)),g++,$(CXX))
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
LDFLAGS += $(SANFLAGS)
INC := -I. -I$(B)/gen -I$(B)/include/gs

HEADERS := $(wildcard runtime/gs*.h)
CORE := base time wire server supervise net client
RUNTIME_SRC := $(foreach d,$(CORE) io,$(wildcard runtime/$(d)/*.c))
SIM_SRC := $(foreach d,$(filter-out time,$(CORE)) sim,$(wildcard runtime/$(d)/*.c)) runtime/time/wheel.c
GSC_SRC := $(foreach d,base tree model check emit command,$(wildcard gsc/$(d)/*.c))
GRAMMAR_C := $(B)/gen/grammar/lexer.c $(B)/gen/grammar/parser.c

RUNTIME_OBJ := $(RUNTIME_SRC:%.c=$(B)/o/%.o)
SIM_OBJ := $(SIM_SRC:%.c=$(B)/o/%.o)
GSC_OBJ := $(GSC_SRC:%.c=$(B)/o/%.o) $(GRAMMAR_C:$(B)/gen/%.c=$(B)/o/%.o)

GSC := $(B)/bin/gsc
LIBGS := $(B)/lib/libgs.a
LIBSIM := $(B)/lib/libgs_sim.a
LIBGSC := $(B)/lib/libgsc.a
INSTALLED_HEADERS := $(HEADERS:runtime/%=$(B)/include/gs/%)

.PHONY: all
all: $(GSC) $(LIBGS) $(LIBSIM) $(INSTALLED_HEADERS)

.DELETE_ON_ERROR:
.SECONDARY:

$(GSC): $(B)/o/gsc/main.o $(LIBGSC) $(LIBGS)
	@mkdir -p $(@D)
	$(CC) $(LDFLAGS) -o $@ $^

$(LIBGS): $(RUNTIME_OBJ)
$(LIBSIM): $(SIM_OBJ)
$(LIBGSC): $(GSC_OBJ)
$(B)/lib/%.a:
	@mkdir -p $(@D)
	@rm -f $@
	ar rcs $@ $^

$(B)/include/gs/%.h: runtime/%.h
	@mkdir -p $(@D)
	cp $< $@

$(B)/o/%.o: %.c | $(INSTALLED_HEADERS)
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(INC) -c -o $@ $<

# What re2c and bison make is compiled without the conversion warnings that their skeletons raise.
$(B)/o/grammar/%.o: $(B)/gen/grammar/%.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -Wno-conversion -Wno-shadow $(INC) -c -o $@ $<

$(B)/gen/grammar/lexer.c: grammar/lexer.re
	@mkdir -p $(@D)
	re2c -W -Werror --no-generation-date -i -o $@ $<

$(B)/gen/grammar/parser.c: grammar/parser.y
	@mkdir -p $(@D)
	bison -Wall -Werror --defines=$(@:.c=.h) -o $@ $<

$(B)/gen/grammar/parser.h: $(B)/gen/grammar/parser.c ;
$(B)/o/grammar/lexer.o: $(B)/gen/grammar/parser.h

# Tests: every program and script under tests/KIND speaks TAP; tests/run-all counts.
TEST_LIBS := $(LIBGSC) $(LIBGS) -lcmocka -lm
SUPPORT_OBJ := $(patsubst %.c,$(B)/o/%.o,$(filter-out tests/support/replay.c,$(wildcard tests/support/*.c)))
UNIT := $(patsubst %.c,$(B)/%,$(wildcard tests/unit/*.c tests/prop/*.c))
FUZZ := $(patsubst %.c,$(B)/%,$(wildcard tests/fuzz/*.c))
BEHAVIOUR_GEN := $(patsubst %.gs,$(B)/gen/%.gs.c,$(wildcard tests/behaviours/*.gs))
BEHAVIOURS := $(patsubst %.c,$(B)/%,$(wildcard tests/behaviours/*.c))

$(UNIT): $(B)/tests/%: $(B)/o/tests/%.o $(SUPPORT_OBJ) $(LIBGSC) $(LIBGS)
	@mkdir -p $(@D)
	$(CC) $(LDFLAGS) -o $@ $< $(SUPPORT_OBJ) $(TEST_LIBS)

$(FUZZ): $(B)/tests/%: $(B)/o/tests/%.o $(B)/o/tests/support/replay.o $(LIBGSC) $(LIBGS)
	@mkdir -p $(@D)
	$(CC) $(LDFLAGS) -o $@ $< $(B)/o/tests/support/replay.o $(LIBGSC) $(LIBGS) -lm

$(B)/gen/tests/behaviours/%.gs.c: tests/behaviours/%.gs $(GSC)
	@mkdir -p $(@D)
	$(GSC) compile $< -o $(@D)

$(B)/o/tests/behaviours/%.gs.o: $(B)/gen/tests/behaviours/%.gs.c | $(INSTALLED_HEADERS)
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(INC) -c -o $@ $<

$(B)/o/tests/behaviours/%.o: INC += -I$(B)/gen/tests/behaviours
$(patsubst %.c,$(B)/o/%.o,$(wildcard tests/behaviours/*.c)): $(BEHAVIOUR_GEN)
$(BEHAVIOURS): $(B)/tests/%: $(B)/o/tests/%.o $(SUPPORT_OBJ) \
		$(patsubst $(B)/gen/%.c,$(B)/o/%.o,$(BEHAVIOUR_GEN)) $(LIBSIM)
	@mkdir -p $(@D)
	$(CC) $(LDFLAGS) -o $@ $(filter %.o,$^) $(LIBSIM) -lcmocka -lm

.PHONY: test
test: all $(UNIT) $(FUZZ) $(BEHAVIOURS)
	B=$(B) GSC=$(CURDIR)/$(GSC) CC="$(CC)" SAN="$(SAN)" tests/run-all $(KINDS)

.PHONY: clean
clean:
	rm -rf build

-include $(shell find $(B)/o -name '*.d' 2>/dev/null)
