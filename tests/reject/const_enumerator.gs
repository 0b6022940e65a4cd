enum color { red, green }

const FAVOURITE: color = blue;
const OTHER: color = greem;
const LOST = red;
