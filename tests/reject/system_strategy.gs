system a {
    strategy one_for_oen;
}
