union tree {
    leaf;
    branch: tree?;
}

union shape { group: figure; nothing; }

struct figure { all: list<alias, 10>; }

type alias = shape;
