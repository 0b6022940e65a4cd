// What servers of one process cost each other, written as a user would. Every figure is ns of CPU
// time for one of `n`, but for the memory.

%{
#include <stdio.h>
#include <time.h>
#include <unistd.h>

static double cpu_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static double resident(void)
{
	FILE *file = fopen("/proc/self/statm", "r");
	long size = 0, pages = 0;

	if (file && fscanf(file, "%ld %ld", &size, &pages) != 2)
		pages = 0;
	if (file)
		fclose(file);
	return (double)pages * (double)sysconf(_SC_PAGESIZE);
}
%}

protocol counter {
    call add(n: u32) -> (total: u64);
    cast bump(n: u32);
}

protocol bench {
    call run(n: u64) -> (cost: f64) timeout none;
}

server tally() implements counter {
    state {
        total: u64;
    }

    call add {
        self->total += n;
        reply(.total = self->total);
    }

    cast bump { self->total += n; }
}

/// Requests, one after the other.
server asker(other: ref<counter>) implements bench {
    state {
        done: u64;
        wanted: u64;
        begun: f64;
        caller: from;
    }

    call run {
        self->done = 0;
        self->wanted = n;
        self->begun = cpu_now();
        self->caller = caller();
        asker_added_request(ctx, self->other, 1, NULL);
        noreply();
    }

    response added to counter.add() {
        if (status != GS_OK || answer->total == 0)
            stop(gs_error_text(ctx));
        if (++self->done < self->wanted)
            asker_added_request(ctx, self->other, 1, NULL);
        else
            asker_run_reply(ctx, self->caller,
                &(struct bench_run_reply){ (cpu_now() - self->begun) / (double)self->wanted });
    }
}

/// Casts, 500 at a time: then it asks whether they have been handled.
server caster(other: ref<counter>) implements bench {
    state {
        done: u64;
        wanted: u64;
        begun: f64;
        caller: from;
    }

    call run {
        self->done = 0;
        self->wanted = n;
        self->begun = cpu_now();
        self->caller = caller();
        caster_more_send(ctx);
        noreply();
    }

    info more() {
        for (int i = 0; i < 500; i++)
            if (counter_bump_cast(ctx, self->other, 1, NULL) != GS_OK)
                stop("a cast failed");
        self->done += 500;
        caster_handled_request(ctx, self->other, 0, NULL);
    }

    response handled to counter.add() {
        if (status != GS_OK)
            stop(gs_error_text(ctx));
        if (self->done < self->wanted)
            caster_more_send(ctx);
        else
            caster_run_reply(ctx, self->caller,
                &(struct bench_run_reply){ (cpu_now() - self->begun) / (double)self->done });
    }
}

server worker(number: u64) {
    state {
        value: u64 = number;
    }

    init { self->value++; }
}

/// Starts of members of a group, a thousand at a time; their ends are not counted.
server starter() implements bench {
    state {
        done: u64;
        wanted: u64;
        took: f64;
        youngest: ref<worker>;
        caller: from;
    }

    call run {
        self->done = 0;
        self->wanted = n;
        self->took = 0;
        self->caller = caller();
        starter_more_send(ctx);
        noreply();
    }

    info more() {
        gs_ref refs[1000];
        double begun;

        if (gs_stop(ctx, self->youngest, "normal") == GS_OK) {
            starter_more_after(ctx, 0);
            return;
        }
        begun = cpu_now();
        for (int i = 0; i < 1000; i++)
            if (worker_start(ctx, "workers", self->done++, &refs[i]) != GS_OK)
                stop("a start failed");
        self->took += cpu_now() - begun;
        for (int i = 0; i < 1000; i++)
            gs_stop(ctx, refs[i], "normal");
        self->youngest = refs[999];
        if (self->done < self->wanted)
            starter_more_after(ctx, 0);
        else
            starter_run_reply(ctx, self->caller,
                &(struct bench_run_reply){ self->took / (double)self->done });
    }
}

server frail() {
    state {
        answered: u64;
    }

    call serve() -> (answered: u64) { reply(.answered = ++self->answered); }
    cast trip() { stop("tripped"); }
}

/// Crashes: the other one fails, its supervisor starts it again, it answers.
server crasher(other: ref<frail>) implements bench {
    state {
        done: u64;
        wanted: u64;
        begun: f64;
        caller: from;
    }

    init { gs_monitor(ctx, self->other); }

    call run {
        self->done = 0;
        self->wanted = n;
        self->begun = cpu_now();
        self->caller = caller();
        frail_trip_cast(ctx, self->other, NULL);
        noreply();
    }

    info down {
        gs_monitor(ctx, who);
        crasher_served_request(ctx, self->other, NULL);
    }

    response served to frail.serve() {
        if (status != GS_OK || answer->answered != 1)
            stop("it did not come back");
        if (++self->done < self->wanted)
            frail_trip_cast(ctx, self->other, NULL);
        else
            crasher_run_reply(ctx, self->caller,
                &(struct bench_run_reply){ (cpu_now() - self->begun) / (double)self->wanted });
    }
}

/// Each has 16 bytes of its own, the key and the value.
server account() keyed by number: u64 max 2_000_000 {
    state {
        value: u64;
    }

    cast open() { self->value++; }
}

/// First messages to keys: what an instance costs in memory, and its start.
server opener(accounts: ref<account>) {
    state {
        done: u64;
        wanted: u64;
        begun: f64;
        was: f64;
        caller: from;
    }

    call run(n: u64) -> (cost: f64, bytes: f64) timeout none {
        self->done = 0;
        self->wanted = n;
        self->was = resident();
        self->begun = cpu_now();
        self->caller = caller();
        opener_more_send(ctx);
        noreply();
    }

    info more() {
        for (int i = 0; i < 500 && self->done < self->wanted; i++)
            if (account_open_cast(ctx, self->accounts, self->done++, NULL) != GS_OK)
                stop("a start failed");
        if (self->done < self->wanted) {
            opener_more_after(ctx, 0);
            return;
        }
        opener_last_send(ctx);
    }

    info last() {
        double count = (double)self->wanted;

        opener_run_reply(ctx, self->caller,
            &(struct opener_run_reply){ (cpu_now() - self->begun) / count,
                (resident() - self->was) / count - 16 });
    }
}

system local {
    listen "unix:local.sock";
    intensity 1_000_000_000 in 1s;
    tally: tally();
    requests: asker(other = tally);
    casts: caster(other = tally);
    workers: dynamic worker max 10_000 restart temporary;
    starts: starter();
    frail: frail();
    crashes: crasher(other = frail);
    accounts: account();
    instances: opener(accounts = accounts);
}
