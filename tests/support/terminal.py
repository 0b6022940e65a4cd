# SPDX-License-Identifier: MIT
# Runs a command in a pseudo-terminal:
#   terminal.py COLUMNS ROWS STEPS COMMAND ...
# STEPS, parted by commas: "wait:TEXT" until the text is on the screen, "gone:TEXT" until it is not,
# "key:TEXT" types it ("esc" in it is the escape), "size:C:R" resizes (and so sends SIGWINCH),
# "signal:NAME" to the command, "show" prints the screen, a line of dashes behind it, "touch:FILE"
# tells others how far it is.
# After the steps it waits for the end. Without "show" it then prints all that was written; at last
# "status N" or "signal N", and whether the terminal is as it was: its modes, and the first screen.
import fcntl
import os
import re
import select
import signal
import struct
import sys
import termios
import time


class Screen:
    """So much of a terminal as our programs use: lines of (character, attributes)."""

    SEQUENCE = re.compile(r"\x1b\[(\??)([0-9;]*)([A-Za-z])")

    def __init__(self, columns, rows):
        self.columns, self.rows = columns, rows
        self.is_other = self.is_hidden = False
        self.saved = None
        self.style = ""
        self.rest = ""
        self.clear()

    def clear(self):
        self.lines = [[] for _ in range(self.rows)]
        self.x = self.y = 0

    def resize(self, columns, rows):
        self.columns, self.rows = columns, rows
        self.lines = [line[:columns] for line in self.lines[:rows]]
        self.lines += [[] for _ in range(rows - len(self.lines))]
        self.x, self.y = min(self.x, columns), min(self.y, rows - 1)

    def put(self, char):
        if self.x >= self.columns:
            self.newline()
        line = self.lines[self.y]
        line += [(" ", "")] * (self.x - len(line))
        line[self.x:self.x + 1] = [(char, self.style)]
        self.x += 1

    def newline(self):
        self.x = 0
        if self.y + 1 < self.rows:
            self.y += 1
        else:
            self.lines = self.lines[1:] + [[]]

    def control(self, private, numbers, letter):
        if private:
            if numbers == "1049":
                if letter == "h":
                    self.saved = (self.lines, self.x, self.y)
                    self.clear()
                else:
                    self.lines, self.x, self.y = self.saved
                self.is_other = letter == "h"
            elif numbers == "25":
                self.is_hidden = letter == "l"
        elif letter == "H":
            self.x = self.y = 0
        elif letter == "K":
            del self.lines[self.y][self.x:]
        elif letter == "J":
            del self.lines[self.y][self.x:]
            self.lines[self.y + 1:] = [[] for _ in range(self.rows - self.y - 1)]
        elif letter == "m":
            self.style = "" if numbers in ("", "0") else numbers

    def feed(self, text):
        text = self.rest + text
        self.rest = ""
        at = 0
        while at < len(text):
            found = self.SEQUENCE.match(text, at)
            if found:
                self.control(*found.groups())
                at = found.end()
                continue
            if text[at] == "\x1b" and len(text) - at < 16:
                self.rest = text[at:]
                return
            if text[at] == "\n":
                self.newline()
            elif text[at] == "\r":
                self.x = 0
            else:
                self.put(text[at])
            at += 1

    def text(self):
        rows = ["".join(char for char, _ in line).rstrip() for line in self.lines]
        while rows and not rows[-1]:
            rows.pop()
        return "\n".join(rows)


class Terminal:
    def __init__(self, columns, rows, command):
        self.master, self.slave = os.openpty()
        self.screen = Screen(columns, rows)
        self.out = b""
        self.end = time.monotonic() + 60
        self.set_size(columns, rows)
        self.before = termios.tcgetattr(self.slave)
        self.pid = os.fork()
        if self.pid == 0:
            os.setsid()
            fcntl.ioctl(self.slave, termios.TIOCSCTTY, 0)
            for fd in (0, 1, 2):
                os.dup2(self.slave, fd)
            os.execvp(command[0], command)

    def set_size(self, columns, rows):
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def pump(self, timeout):
        """Takes in what is there; False: nothing came."""
        if not select.select([self.master], [], [], timeout)[0]:
            return False
        data = os.read(self.master, 65536)
        self.out += data
        self.screen.feed(data.decode(errors="replace"))
        return True

    def wait(self, condition, what):
        while not condition():
            self.pump(0.05)
            if time.monotonic() > self.end:
                print(self.screen.text())
                print("waited in vain: " + what)
                os.kill(self.pid, signal.SIGKILL)
                sys.exit(1)

    def step(self, step):
        what, _, value = step.partition(":")
        if what == "wait":
            self.wait(lambda: value in self.screen.text(), step)
        elif what == "gone":
            self.wait(lambda: value not in self.screen.text(), step)
        elif what == "key":
            os.write(self.master, value.replace("esc", "\x1b").encode())
        elif what == "size":
            columns, rows = map(int, value.split(":"))
            self.screen.resize(columns, rows)
            self.set_size(columns, rows)
        elif what == "signal":
            os.kill(self.pid, getattr(signal, value))
        elif what == "touch":
            open(value, "w").close()
        elif what == "show":
            print(self.screen.text())
            print("-" * 10)

    def finish(self):
        """The words for how it ended, and how it left the terminal."""
        status = None

        def has_ended():
            nonlocal status
            done, code = os.waitpid(self.pid, os.WNOHANG)
            status = code if done else status
            return done
        self.wait(has_ended, "the end")
        while self.pump(0):
            pass
        if os.WIFSIGNALED(status):
            words = "signal %d" % os.WTERMSIG(status)
        else:
            words = "status %d" % os.WEXITSTATUS(status)
        is_same = termios.tcgetattr(self.slave) == self.before
        if not is_same or self.screen.is_other or self.screen.is_hidden:
            return words + "\nthe terminal is changed"
        return words + "\nthe terminal is as it was"


def main():
    columns, rows, steps, command = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4:]
    terminal = Terminal(columns, rows, command)
    steps = [step for step in steps.split(",") if step]
    for step in steps:
        terminal.step(step)
    end = terminal.finish()
    if "show" not in steps:
        out = terminal.out.decode(errors="replace").replace("\r\n", "\n")
        sys.stdout.write(out + ("\n" if out and not out.endswith("\n") else ""))
    print(end)


if __name__ == "__main__":
    main()
