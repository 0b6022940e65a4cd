system a {
    intensity -1 in 5s;
}
