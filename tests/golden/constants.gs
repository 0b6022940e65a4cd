// Constants in C: enumerators where int holds them.

const MAX_USERS = 5;
const LOWEST = -2147483648;
const HIGHEST = 2147483647;
const OVER = 2147483648;
const UNDER = -2147483649;
const LONGEST = 18446744073709551615;
const SMALLEST = -9223372036854775808;
const TYPED: u8 = 200;
const TYPED_LONG: u64 = 7;
const SIZE = 64KiB;
const n = 3;
const PERIOD = 90s;
const TICK = 1500us;
const TINY: f32 = 0.1;
const HIGHEST_FLOAT: f32 = 3.40282347e38;
const SMALLEST_FLOAT: f32 = 1e-45;
const VANISHED: f32 = -1e-50;
const EXACT = 0.1;
const WHOLE: f64 = 3.0;
const SMALL = 1e-300;
const ON = true;
const OFF: bool = false;
/// Shown to users.
const GREETING = "hello \"world\"\n";
const EMPTY: string = "";
enum level { low, high = 7 }
const LEVEL: level = high;
const SHIFTED = 1 << 20 | 3;

struct page { items: list<u32, MAX_USERS * 2>; name: string<SIZE>; }

protocol uses {
    cast send(page: page, n: u32 in 1..HIGHEST = MAX_USERS, level: level = LEVEL, every: duration = PERIOD, name: string<32> = GREETING);
}
