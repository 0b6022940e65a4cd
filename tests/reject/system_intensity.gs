system a {
    intensity 0 in 5s;
}
