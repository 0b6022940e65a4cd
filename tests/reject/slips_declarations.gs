/* Declarations by the words of other languages. */
message a { uint32 n = 1; }
service b { rpc c(n: u32) -> u32; }
class d { e: u32; }
interface f { }
typedef u32 g;
typedef struct { h: u32; } i;
using j = u32;
exception k { 1: string why }
namespace l { }
package m;
let n = 5;
pub struct o { p: u32; }
sever q() { }
protocal r { }
Struct s { t: u32; }
strcut u { v: u32; }
uint32_t w(uint32_t x) { return x; }
-- a comment
from y import z;
gen_server aa() { }
