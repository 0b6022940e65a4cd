protocol p {
    call a() timeout none;
    call b() timeout "none";
}
