const strlen = 5;

const main = 1;
