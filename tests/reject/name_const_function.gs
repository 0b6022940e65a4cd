const strlen = 5;

const main = 1;
const strxfrm = 2;
const std = 3;
