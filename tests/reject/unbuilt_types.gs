server s {
    state {
        peer: ref<p>;
    }
}
protocol p { cast c(); }
