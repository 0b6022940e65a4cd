enum color { }

struct entry { }
