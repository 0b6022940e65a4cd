/// A shop of two servers: the stock knows what there is, the checkout sells it.

error sold_out(left: u32) "not enough of it";
error closed "the stock room is closed";

/// What a stock room answers to.
protocol stock_room {
    /// Takes pieces off the shelf.
    call take(item: string<1..32>, count: u32 in 1..100 = 1) -> (left: u32)
            raises sold_out timeout 1s;
    /// Puts them back.
    cast put_back(count: u32 in 1..100);
    /// Falls over, for the test.
    cast trip();
}

/// One shelf. What lies on it is counted anew after a crash.
server stock(pieces: u32 = 10) implements stock_room {
    state {
        left: u32 = pieces;
    }

    call take {
        gs_log(ctx, GS_DEBUG, "%u of %.*s", count, GS_FMT(item));
        if (count > self->left)
            fail(sold_out, .left = self->left);
        self->left -= count;
        reply(.left = self->left);
    }

    cast put_back { self->left += count; }
    cast trip { stop("tripped over a box"); }
}

/// The till: sells what the stock gives it, and says so when the stock room has had an accident.
server checkout(stock: ref<stock_room>) {
    state {
        sold: u32;
        refused: u32;
        accidents: u32;
    }

    init { gs_monitor(ctx, self->stock); }

    /// The customer waits until the stock has answered.
    call buy(item: string<1..32>, count: u32 in 1..100 = 1) -> (left: u32) raises sold_out, closed {
        struct stock_room_take_options options = stock_room_take_defaults;

        options.count = count;
        checkout_taken_request(ctx, self->stock, item, &options, caller(), count);
        noreply();
    }

    response taken to stock_room.take(customer: from, count: u32) {
        const struct error_sold_out *short_of = error_sold_out_of(ctx);

        if (status == GS_OK) {
            self->sold += count;
            if (checkout_buy_reply(ctx, customer, &(struct checkout_buy_reply){ answer->left }) == GS_GONE)
                stock_room_put_back_cast(ctx, self->stock, count, NULL);
            return;
        }
        self->refused++;
        if (short_of)
            checkout_buy_fail(ctx, customer, error_sold_out_with(ctx, short_of->left));
        else
            checkout_buy_fail(ctx, customer, error_closed);
    }

    info down {
        gs_log(ctx, GS_WARNING, "the stock room: %.*s", GS_FMT(reason));
        self->accidents++;
        gs_monitor(ctx, who);
    }

    call report() -> (sold: u32, refused: u32, accidents: u32) {
        reply(.sold = self->sold, .refused = self->refused, .accidents = self->accidents);
    }
}

system shop {
    listen "unix:shop.sock" mode 0600;
    till: checkout(stock = shelf);
    shelf: stock(pieces = 5);
}
