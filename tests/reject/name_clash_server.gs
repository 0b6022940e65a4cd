server counter {
    call add_fail();
    call add();
    info tick();
    call tick_send_clause();
    cast tick();
}
