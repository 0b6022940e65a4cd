struct node {
    value: u32;
    next: node?;
}

struct tree { leaves: list<branch, 10>; }

struct branch { at: tree; }

type endless = endless;
