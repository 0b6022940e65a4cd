const a = 5 @ 6;
const b = é;
#include <stdio.h>
server x {
	#define x
	call a() { }
}
const c = 5 $;
