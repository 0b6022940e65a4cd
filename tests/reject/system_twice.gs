system a { }

system b { }
