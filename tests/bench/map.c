/* SPDX-License-Identifier: MIT */
/* The table under the maps of state beside uthash: ns an operation, from a thousand to a million
 * entries of a u64 and 32 bytes, the longest single put, and the memory over the data's. */
#include "runtime/base/held.h"

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#if __has_include(<uthash.h>)
#include <uthash.h>
#define HAS_UTHASH 1
#else
#define HAS_UTHASH 0
#endif

enum { MOST = 1000000, VALUE = 32, DATA = 8 + VALUE };

struct entry {
	struct gs_links links;
	uint64_t key;
	uint8_t value[VALUE];
};

static const struct gs_field fields[] = {
	{ .name = "key", .kind = GS_U64, GS_AT(struct entry, key) },
	{ .name = "value", .kind = GS_HANDLE, GS_AT(struct entry, value) },
};
static const struct gs_record pair = { .fields = fields, .count = 2, .size = sizeof(struct entry) };

struct figures {
	double put, get, miss, churn, del, longest, memory;
};

static struct gs__home home;
static gs_map map;
static volatile uint64_t sum;

static uint64_t key_of(uint64_t i)
{
	i *= 0x9e3779b97f4a7c15;
	return i ^ i >> 29;
}

static void our_put(uint64_t key)
{
	memset(gs_map_put(&map, &pair, UINT32_MAX, &key, NULL), 1, VALUE);
}

static bool our_get(uint64_t key)
{
	return gs_map_get(&map, &pair, &key);
}

static void our_del(uint64_t key)
{
	gs_map_del(&map, &pair, &key);
}

#if HAS_UTHASH
struct other {
	uint64_t key;
	uint8_t value[VALUE];
	UT_hash_handle hh;
};

static struct other *others;

static void its_put(uint64_t key)
{
	struct other *other = NULL;

	HASH_FIND(hh, others, &key, sizeof(key), other);
	if (other)
		return;
	other = calloc(1, sizeof(*other));
	other->key = key;
	memset(other->value, 1, VALUE);
	HASH_ADD(hh, others, key, sizeof(key), other);
}

static bool its_get(uint64_t key)
{
	struct other *other;

	HASH_FIND(hh, others, &key, sizeof(key), other);
	return other;
}

static void its_del(uint64_t key)
{
	struct other *other;

	HASH_FIND(hh, others, &key, sizeof(key), other);
	if (!other)
		return;
	HASH_DEL(others, other);
	free(other);
}

#endif

/* Of this thread alone: who else had the machine meanwhile is no matter of the table. */
static int64_t cpu_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static double per(int64_t from, uint32_t count)
{
	return (double)(cpu_now() - from) / count;
}

/* In an order of their own: a walk through all with a step that shares no factor. */
static uint64_t shuffled(uint32_t i, uint32_t count)
{
	return key_of((uint64_t)i * 611953 % count);
}

static struct figures measure(
	uint32_t count, void put(uint64_t), bool get(uint64_t), void del(uint64_t))
{
	struct figures f = { 0 };
	size_t before = mallinfo2().uordblks + mallinfo2().hblkhd;
	int64_t from = cpu_now(), step;

	for (uint32_t i = 0; i < count; i++)
		put(key_of(i));
	f.put = per(from, count);
	f.memory = (double)(mallinfo2().uordblks + mallinfo2().hblkhd - before) / count / DATA;
	from = cpu_now();
	for (uint32_t i = 0; i < count; i++)
		sum += get(shuffled(i, count));
	f.get = per(from, count);
	from = cpu_now();
	for (uint32_t i = 0; i < count; i++)
		sum += get(key_of((uint64_t)i + MOST));
	f.miss = per(from, count);
	from = cpu_now();
	for (uint32_t i = 0; i < count; i++) {
		del(key_of(i));
		put(key_of((uint64_t)count + i));
	}
	f.churn = per(from, count);
	from = cpu_now();
	for (uint32_t i = 0; i < count; i++)
		del(key_of((uint64_t)count + i));
	f.del = per(from, count);
	for (uint32_t i = 0; i < count; i++) {
		step = cpu_now();
		put(key_of(i));
		step = cpu_now() - step;
		if ((double)step > f.longest)
			f.longest = (double)step;
	}
	for (uint32_t i = 0; i < count; i++)
		del(key_of(i));
	return f;
}

static void row(const char *title, uint32_t count, struct figures f)
{
	printf("%-10s %9u %8.0f %8.0f %8.0f %10.0f %8.0f %14.0f %8.2f\n", title, count, f.put,
		f.get, f.miss, f.churn, f.del, f.longest / 1000, f.memory);
}

int main(void)
{
	gs__home_init(&home, (uint64_t[2]){ 1, 2 }, false, NULL);
	gs__map_settle(&map, &home);
	/* The first memory of a process is dearer: whoever came first would pay for it. */
	measure(1000, our_put, our_get, our_del);
#if HAS_UTHASH
	measure(1000, its_put, its_get, its_del);
#endif
	printf("%-10s %9s %8s %8s %8s %10s %8s %14s %8s\n", "map", "entries", "put", "get", "miss",
		"del + put", "del", "longest put us", "memory");
	for (uint32_t count = 1000; count <= MOST; count *= 10) {
		row("gs", count, measure(count, our_put, our_get, our_del));
#if HAS_UTHASH
		row("uthash", count, measure(count, its_put, its_get, its_del));
#endif
	}
	if (!HAS_UTHASH)
		puts("(no uthash.h here: make deps-bench adds its rows)");
	return 0;
}
