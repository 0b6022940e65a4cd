const a = "\q";
const b = "\u12";
const c = "\ud800 \x100 \777 \x";
const d = 'x';
const e = "\U00110000";