enum color { red, green = 5, blue = 0, teal = 4, more }
