protocol p {
    cast a() timeout 5s;
}
