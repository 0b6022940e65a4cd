server read_list_of {
    call get(read_list_of: list<u32, 4>);
}

const names = 5;

enum color { a }

protocol color_names_of {
    call a();
}

const read_n_of_p_get = 1;

protocol p {
    call get(n: list<u32, 4>);
}
