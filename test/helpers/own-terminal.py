"""Runs a command on a terminal of its own, which is lost (its other end is closed) once a line comes on stdin; says what the command returned."""
import os, pty, select, sys

pid, terminal = pty.fork()
if pid == 0:
    os.execvp(sys.argv[1], sys.argv[1:])
heard = [0, terminal]
while True:
    ready, _, _ = select.select(heard, [], [])
    if 0 in ready:
        break
    try:
        os.read(terminal, 65536)
    except OSError:
        # Nobody has it open any more: nohup took its place. It is the command's terminal all the same.
        heard = [0]
os.close(terminal)
_, status = os.waitpid(pid, 0)
print(os.waitstatus_to_exitcode(status))
