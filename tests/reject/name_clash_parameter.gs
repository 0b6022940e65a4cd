protocol p {
    call add(p_add_clause: u32);
}
