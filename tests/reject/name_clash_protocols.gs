protocol a {
    cast b_c();
}

protocol a_b {
    cast c();
}
