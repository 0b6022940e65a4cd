error full(left: u32, why: string<30>);

protocol limits {
    call fields() raises full;
    call raised_gone();
    call raised_new() raises full;
    call timeout_gone();
    call timeout_new() timeout 1s;
    call timeout_none();
    call within_gone(s: string<9000>);
    call within_new(s: string<9000>) within 4KiB;
}
