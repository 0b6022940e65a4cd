server s {
    mailbox 1;
    mailbox 2;
    cast go();
}
