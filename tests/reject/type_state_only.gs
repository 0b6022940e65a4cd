struct waiter {
    who: from;
    until: instant?;
}

protocol p {
    call wait(on: waiter);
    cast go(t: timer);
}
