error lost(who: ref);

protocol p {
    call a(peer: ref<p>) -> ref raises lost;
    cast b(peers: list<ref<p>, 3>);
}

server s(first: ref<p>, rest: list<ref, 4>, open: list<ref>, maybe: ref<p>?) {
    call c() { reply(); }
}
