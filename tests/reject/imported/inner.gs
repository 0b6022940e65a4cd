import "kinds.gs";
struct inner { e: entry; }
