server max_gone() keyed by k: u32 { call a(); }
server max_gone_less() keyed by k: u32 { call a(); }
server max_new() keyed by k: u32 max 10 { call a(); }
server max_new_more() keyed by k: u32 max 2_000_000 { call a(); }
server max_param(most: u32 = 100) keyed by k: u32 max 50 { call a(); }
server max_constant(most: u32 = 100) keyed by k: u32 max most { call a(); }
server idle_gone() keyed by k: u32 { call a(); }
server idle_new() keyed by k: u32 idle 1m { call a(); }
server idle_param(rest: duration = 1m) keyed by k: u32 idle 30s { call a(); }
server evict_gone() keyed by k: u32 max 10 { call a(); }
server evict_new() keyed by k: u32 max 10 evict { call a(); }
