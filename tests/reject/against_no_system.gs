/// What clients find, and what sources start by its name.
server one() { call a(); }
