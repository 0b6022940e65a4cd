enum color { red, green, red }
