enum color { red = 0x7fff_ffff, green }

enum shade { dark = 0x8000_0000, light = 1.5 }
