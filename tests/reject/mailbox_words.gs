server s(room: u32 = 0, wide: u64 = 5, span: duration = 1s) {
    mailbox 0 0 overflow drop_oldset;
    cast go();
}

server t(room: u32 = 0, wide: u64 = 5, span: duration = 1s) {
    mailbox room wide;
    cast go();
}

server u(room: u32 = 0, wide: u64 = 5, span: duration = 1s) {
    mailbox span 5_000_000_000;
    cast go();
}
