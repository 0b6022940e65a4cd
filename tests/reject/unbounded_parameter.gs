server s(who: from, name: string = "a") {
    cast go();
}
