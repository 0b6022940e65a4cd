server shelf(next: ref<shelf>, size: u32 = 5) {
    call put(item: u32 -> u32 { reply(item); }
    cast drop(item: u32;
    call take(item: u32; count: u32);
    info tick(n: u32 { }
}

system attic {
    a: shelf(next = b;
    b: shelf(next = a, size = 5;
    c: shelf(next = a; size = 5);
}

by_name: map<string<4>, u32, 9>;
last: u32;
