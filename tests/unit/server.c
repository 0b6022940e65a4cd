/* SPDX-License-Identifier: MIT */
/* The parts under the node: blocks, queues, waiting senders, tasks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "runtime/server/inside.h"
#include "tests/unit/lib/toy.h"

static void blocks_come_back_by_size(void **state)
{
	struct gs__pool pool = { 0 };
	void *small, *large, *again;
	size_t got;

	(void)state;
	small = gs__pool_take(&pool, 1, &got);
	assert_int_equal(got, 64);
	gs__pool_give(&pool, small, got);
	assert_ptr_equal(gs__pool_take(&pool, 64, &got), small);
	again = gs__pool_take(&pool, 65, &got);
	assert_int_equal(got, 128);
	gs__pool_give(&pool, again, got);
	gs__pool_give(&pool, small, 64);
	/* One that grew to an odd size serves the class it fills. */
	large = malloc(300);
	gs__pool_give(&pool, large, 300);
	assert_ptr_equal(gs__pool_take(&pool, 256, &got), large);
	assert_int_equal(got, 256);
	gs__pool_give(&pool, large, got);
	assert_int_equal(pool.kept, 64 + 128 + 256);
	gs__pool_give(&pool, malloc(40), 40); /* too small to keep */
	assert_int_equal(pool.kept, 64 + 128 + 256);
	large = gs__pool_take(&pool, 3 << 20, &got); /* too large */
	assert_int_equal(got, 3 << 20);
	gs__pool_give(&pool, large, got);
	assert_int_equal(pool.kept, 64 + 128 + 256);
	gs__pool_give(&pool, NULL, 64);
	gs__pool_drop(&pool);
	assert_int_equal(pool.kept, 0);
}

static void what_is_kept_has_a_bound(void **state)
{
	enum { COUNT = 40 };
	struct gs__pool pool = { 0 };
	void *blocks[COUNT];
	size_t got;

	(void)state;
	for (int i = 0; i < COUNT; i++)
		blocks[i] = gs__pool_take(&pool, 1 << 20, &got);
	for (int i = 0; i < COUNT; i++)
		gs__pool_give(&pool, blocks[i], got);
	assert_int_equal(pool.kept, GS__POOL_KEPT_MAX);
	gs__pool_drop(&pool);
}

static struct gs__mail *mail(struct gs__pool *pool, enum gs__mail_kind kind, uint32_t len)
{
	struct gs__mail *made = gs__mail_new(pool, kind, NULL, len);

	assert_non_null(made);
	made->is.len = len;
	return made;
}

static void a_queue_keeps_order_and_count(void **state)
{
	struct gs__pool pool = { 0 };
	struct gs__queue queue = { 0 };
	struct gs__mail *a = mail(&pool, GS__MAIL_CALL, 10);
	struct gs__mail *b = mail(&pool, GS__MAIL_OWN, 100);
	struct gs__mail *c = mail(&pool, GS__MAIL_TIMER, 1000);
	struct gs__mail *d = mail(&pool, GS__MAIL_CAST, 1);

	(void)state;
	gs__queue_push(&queue, a, (enum gs__mail_kind)a->is.kind);
	gs__queue_push(&queue, b, (enum gs__mail_kind)b->is.kind);
	gs__queue_insert(&queue, c, NULL);
	gs__queue_insert(&queue, d, c);
	assert_ptr_equal(queue.first, c); /* c d a b */
	assert_ptr_equal(c->next, d);
	assert_ptr_equal(d->next, a);
	assert_ptr_equal(a->next, b);
	assert_ptr_equal(queue.last, b);
	assert_int_equal(gs__queue_count(&queue), 4);
	assert_int_equal(gs__share_count(&queue.shares[GS__SHARE_MAILBOX]), 2);
	assert_int_equal(gs__share_bytes(&queue.shares[GS__SHARE_MAILBOX]), 11);
	assert_int_equal(gs__share_count(&queue.shares[GS__SHARE_OWN]), 1);
	assert_int_equal(gs__share_bytes(&queue.shares[GS__SHARE_OWN]), 100);
	gs__queue_remove(&queue, a);
	gs__queue_remove(&queue, c);
	gs__queue_remove(&queue, b);
	assert_ptr_equal(queue.first, d);
	assert_ptr_equal(queue.last, d);
	gs__queue_remove(&queue, d);
	assert_null(queue.first);
	assert_int_equal(gs__queue_count(&queue), 0);
	for (int i = 0; i < GS__SHARE_COUNT; i++)
		assert_int_equal(queue.shares[i].sum, 0);
	gs__mail_free(&pool, a);
	gs__mail_free(&pool, b);
	gs__mail_free(&pool, c);
	gs__mail_free(&pool, d);
	gs__pool_drop(&pool);
}

static void a_share_is_bounded_in_count_and_bytes(void **state)
{
	struct gs__share share = { 0 };

	(void)state;
	assert_true(gs__share_has_room(
		&share, &gs__bound_usual, (size_t)1 << 30)); /* the first one always */
	share.sum = (uint64_t)(GS__QUEUE_MAX - 1) << 32;
	assert_true(gs__share_has_room(&share, &gs__bound_usual, 1));
	share.sum = (uint64_t)GS__QUEUE_MAX << 32;
	assert_false(gs__share_has_room(&share, &gs__bound_usual, 1));
	share.sum = (UINT64_C(1) << 32) + GS__QUEUE_BYTES_MAX - 10;
	assert_true(gs__share_has_room(&share, &gs__bound_usual, 10));
	assert_false(gs__share_has_room(&share, &gs__bound_usual, 11));
}

struct counted {
	struct gs__task task;
	struct gs__loop *loop;
	struct counted *then; /* put off by this one */
	int runs;
};

static void count(struct gs__task *task)
{
	struct counted *counted = GS__CONTAINER(task, struct counted, task);

	counted->runs++;
	if (counted->then)
		gs__loop_later(counted->loop, GS__PHASE_NET, &counted->then->task);
}

static void tasks_run_once_and_in_their_phase(void **state)
{
	struct gs__loop loop;
	struct counted a = { .task.run = count, .loop = &loop };
	struct counted b = { .task.run = count, .loop = &loop, .then = &a };
	struct counted c = { .task.run = count, .loop = &loop };

	(void)state;
	assert_true(gs__loop_open(&loop, NULL));
	assert_int_equal(gs__loop_due(&loop), INT64_MAX);
	gs__loop_later(&loop, GS__PHASE_NET, &b.task);
	gs__loop_later(&loop, GS__PHASE_NET, &b.task);
	gs__loop_later(&loop, GS__PHASE_NET, &c.task);
	assert_int_equal(gs__loop_due(&loop), 0);
	gs__loop_never(&c.task);
	gs__loop_turn(&loop, INT64_MAX);
	assert_int_equal(b.runs, 1);
	assert_int_equal(a.runs, 0); /* what the phase itself puts off comes in the next turn */
	gs__loop_turn(&loop, INT64_MAX);
	assert_int_equal(a.runs, 1);
	assert_int_equal(b.runs, 1);
	assert_int_equal(c.runs, 0);
	assert_int_equal(gs__loop_due(&loop), INT64_MAX);
	gs__loop_close(&loop);
}

static void a_class_is_indexed_once(void **state)
{
	const struct gs__node_options options = { .log_level = GS_ERROR };
	struct gs__node *node = gs__node_new(&options);
	const struct gs__handler *handler;
	struct gs__kind *kind;

	(void)state;
	assert_non_null(node);
	kind = gs__kind_of(node, &toy_class);
	assert_non_null(kind);
	assert_ptr_equal(gs__kind_of(node, &toy_class), kind);
	for (uint32_t i = 0; i < toy_class.entry_count; i++) {
		const struct gs_clause *clause = toy_class.entries[i].clause;

		handler = gs__kind_entry(kind, gs__str(clause->name));
		assert_non_null(handler);
		assert_ptr_equal(handler->clause, clause);
		assert_ptr_equal(gs__kind_handler(kind, clause), handler);
	}
	assert_null(gs__kind_entry(kind, gs__str("wake"))); /* an info is not called by name */
	handler = gs__kind_handler(kind, toy_class.infos[0].clause);
	assert_non_null(handler);
	assert_ptr_equal(handler->run.info, toy_class.infos[0].run);
	assert_ptr_equal(gs__kind_tick(kind, 0)->run.tick, toy_class.ticks[0].run);
	assert_true(node->scratch_size >= 24);
	gs__node_free(node);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(blocks_come_back_by_size),
		cmocka_unit_test(what_is_kept_has_a_bound),
		cmocka_unit_test(a_queue_keeps_order_and_count),
		cmocka_unit_test(a_share_is_bounded_in_count_and_bytes),
		cmocka_unit_test(tasks_run_once_and_in_their_phase),
		cmocka_unit_test(a_class_is_indexed_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
