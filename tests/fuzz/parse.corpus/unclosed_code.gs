%{ static int x;
