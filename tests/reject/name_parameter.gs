protocol p {
    call add(self: u32, ctx: u32);
}
