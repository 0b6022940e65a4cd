enum color { red, RED }
