system a {
    intensity 3 in 0s;
}
