server one() { call a(); }
