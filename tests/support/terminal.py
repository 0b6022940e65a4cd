# SPDX-License-Identifier: MIT
# Runs a command in a pseudo-terminal and prints what it wrote there:
#   terminal.py COLUMNS ROWS STEPS COMMAND ...
# STEPS, parted by commas: "wait:TEXT" until the text has appeared, "key:TEXT" types it, "size:C:R"
# resizes (and so sends SIGWINCH), "signal:NAME" to the command, "forget" what was written so far.
# After the steps it waits for the end. The last line is "status N" or "signal N", and then whether
# the terminal's modes are as they were.
import fcntl, os, pty, select, signal, struct, sys, termios, time

def resize(fd, columns, rows):
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

columns, rows, steps, command = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4:]
master, slave = os.openpty()
resize(master, columns, rows)
before = termios.tcgetattr(slave)
pid = os.fork()
if pid == 0:
    os.setsid()
    fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
    for fd in (0, 1, 2):
        os.dup2(slave, fd)
    os.execvp(command[0], command)

out = b""
end = time.monotonic() + 60

def pump(timeout):
    global out
    if select.select([master], [], [], timeout)[0]:
        try:
            out += os.read(master, 65536)
        except OSError:
            pass

for step in filter(None, steps.split(",")):
    what, _, value = step.partition(":")
    if what == "wait":
        while value.encode() not in out:
            pump(0.05)
            if time.monotonic() > end:
                sys.stdout.write(out.decode(errors="replace"))
                print("\nnever appeared: " + value)
                os.kill(pid, signal.SIGKILL)
                sys.exit(1)
    elif what == "key":
        os.write(master, value.encode())
    elif what == "size":
        resize(master, *map(int, value.split(":")))
        os.kill(pid, signal.SIGWINCH)
    elif what == "signal":
        os.kill(pid, getattr(signal, value))
    elif what == "forget":
        out = b""
while True:
    pump(0.05)
    done, status = os.waitpid(pid, os.WNOHANG)
    if done:
        break
    if time.monotonic() > end:
        os.kill(pid, signal.SIGKILL)
while select.select([master], [], [], 0)[0]:
    pump(0)
sys.stdout.write(out.decode(errors="replace").replace("\r\n", "\n"))
sys.stdout.write("\n" if out and not out.endswith(b"\n") else "")
print("signal %d" % os.WTERMSIG(status) if os.WIFSIGNALED(status) else
      "status %d" % os.WEXITSTATUS(status))
print("modes kept" if termios.tcgetattr(slave) == before else "modes changed")
