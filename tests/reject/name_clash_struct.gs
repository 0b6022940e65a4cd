struct bucket_acquire_reply { n: u32; }

protocol bucket {
    call acquire() -> (n: u32);
}

server std() {
    call c();
}
