error unavailable(missing: u32) "no shard has answered";

const HITS_MAX = 20;

struct hit {
    title: string<80>;
    score: u32;
}

/// What a shard answers to.
protocol index {
    cast put(title: string<1..80>, text: string<4KiB>);
    /// The best ones, best first.
    call find(word: string<1..40>, limit: u32 in 1..HITS_MAX = 10) -> list<hit, HITS_MAX>
            timeout 200ms;
}

struct document {
    text: string;
}

/// What a search has so far.
struct search {
    customer: from;
    limit: u32;
    waits_for: u32;
    missing: u32;
    hits: list<hit, 200>;
}

%top{
#include <stdlib.h>
%}

%{
/* The higher one first; of equal ones, by their titles. */
static int by_score(const void *a, const void *b)
{
    const struct hit *one = a, *other = b;
    uint32_t len = one->title.len < other->title.len ? one->title.len : other->title.len;

    if (one->score != other->score)
        return one->score < other->score ? 1 : -1;
    return memcmp(one->title.data, other->title.data, len);
}

static uint32_t count_word(gs_str text, gs_str word)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i + word.len <= text.len; i++)
        count += memcmp(text.data + i, word.data, word.len) == 0;
    return count;
}

static gs_ref shard_of(struct front *self, gs_str title)
{
    uint32_t hash = 2166136261u;

    for (uint32_t i = 0; i < title.len; i++)
        hash = (hash ^ (uint8_t)title.data[i]) * 16777619u;
    return *front_shards_at(self, hash % self->shards.len);
}
%}

/// A part of the documents, in memory. `think`: how long a search takes it, for tries and tests.
server shard(think: duration = 0s) implements index {
    state {
        documents: map<string<80>, document, 100_000>;
    }

    cast put {
        struct document_held *document = shard_documents_put(self, title, NULL);

        if (!document || !gs_text_set(&document->text, text))
            shard_documents_del(self, title);
    }

    call find {
        shard_look_after(ctx, self->think, caller(), word, limit);
        noreply();
    }

    info look(customer: from, word: string<40>, limit: u32) {
        struct hit *hits = gs_alloc(ctx, (self->documents.len + 1) * sizeof(*hits));
        struct document_held *document;
        gs_str title;
        uint32_t n = 0;

        for (gs_iter it = { 0 }; hits && shard_documents_next(self, &it, &title, &document);) {
            hits[n] = (struct hit){ title, count_word(document->text.view, word) };
            n += hits[n].score > 0;
        }
        if (!hits) {
            shard_find_fail(ctx, customer, error_overloaded);
            return;
        }
        qsort(hits, n, sizeof(*hits), by_score);
        shard_find_reply(ctx, customer,
            &(struct index_find_reply){ .value = { hits, n < limit ? n : limit } });
    }
}

/// Asks all shards at once and merges what they say. Who has not answered when its time is over is
/// missing: a search never takes longer than that, and half an answer says that it is one.
server front(shards: list<ref<index>, 10>) {
    state {
        searches: map<u64, search, 10_000>;
        last: u64;
    }

    cast put(title: string<1..80>, text: string<4KiB>) {
        index_put_cast(ctx, shard_of(self, title), title, text, NULL);
    }

    call find(word: string<1..40>, limit: u32 in 1..HITS_MAX = 10) -> (hits: list<hit, HITS_MAX>,
            missing: u32) raises unavailable timeout 1s {
        struct search_held *search = front_searches_put(self, ++self->last, NULL);

        if (!search)
            failf(overloaded, "too many searches");
        search->customer = caller();
        search->limit = limit;
        search->waits_for = self->shards.len;
        for (uint32_t i = 0; i < self->shards.len; i++) {
            struct index_find_options options = index_find_defaults;

            options.limit = limit;
            if (front_part_request(ctx, *front_shards_at(self, i), word, &options, self->last) != GS_OK) {
                search->missing++;
                search->waits_for--;
            }
        }
        if (search->waits_for == 0)
            front_merge_next(ctx, self->last);
        noreply();
    }

    /// One shard's answer, or why there is none: exactly once for each request.
    response part to index.find(id: u64) {
        struct search_held *search = front_searches_get(self, id);

        if (!search)
            return; /* the customer has hung up */
        if (status != GS_OK)
            search->missing++;
        for (uint32_t i = 0; answer && i < answer->value.len; i++) {
            struct hit_held *hit = search_hits_push(search);

            if (hit && !hit_set(hit, &answer->value.items[i]))
                search_hits_remove(search, search->hits.len - 1);
        }
        if (--search->waits_for == 0)
            front_merge_next(ctx, id);
    }

    info merge(id: u64) {
        struct search_held *search = front_searches_get(self, id);
        struct hit *hits = search ? gs_alloc(ctx, (search->hits.len + 1) * sizeof(*hits)) : NULL;
        struct front_find_reply reply = { .missing = search ? search->missing : 0 };

        if (!search)
            return;
        for (uint32_t i = 0; hits && i < search->hits.len; i++)
            hits[i] = *hit_view(search_hits_at(search, i));
        reply.hits.len = search->hits.len < search->limit ? search->hits.len : search->limit;
        reply.hits.items = hits;
        if (!hits) {
            front_find_fail(ctx, search->customer, error_overloaded);
        } else if (search->missing == self->shards.len) {
            front_find_fail(ctx, search->customer, error_unavailable_with(ctx, search->missing));
        } else {
            qsort(hits, search->hits.len, sizeof(*hits), by_score);
            front_find_reply(ctx, search->customer, &reply);
        }
        front_searches_del(self, id);
    }

    info gone {
        struct search_held *search;
        uint64_t id;

        for (gs_iter it = { 0 }; front_searches_next(self, &it, &id, &search);)
            if (search->customer.gs_id == who.gs_id)
                front_searches_del(self, id);
    }
}

system library {
    listen "unix:search.sock" serves front;
    front: front(shards = [s1, s2, s3]);
    s1: shard();
    s2: shard();
    s3: shard();
}
