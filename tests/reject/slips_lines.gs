/* Declarations of one line. */
import <shapes.gs>;
import shapes;
import { point } from "shapes.gs";
const A: 5;
const B := 5;
const u32 C = 5;
const int D = 5;
const E u32 = 5;
error f = "no room";
error g: "no room";
error h { by: u32; }
type i = red | green;
type j: u32;
