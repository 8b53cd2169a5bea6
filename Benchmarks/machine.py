"""What the machine says of itself and of processes: CPU time, memory, kind of disk. Everything from /proc."""

import os
import pathlib
import threading

TICK = os.sysconf("SC_CLK_TCK")
CORES = len(os.sched_getaffinity(0))


def _stat(pid):
    """(parent, utime+stime, cutime+cstime) in seconds; None when the process is gone."""
    try:
        text = pathlib.Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return None
    fields = text[text.rindex(")") + 2:].split()
    return int(fields[1]), (int(fields[11]) + int(fields[12])) / TICK, (int(fields[13]) + int(fields[14])) / TICK


def cpu(pid):
    """CPU seconds of a process, all its threads, its living children and the children it has buried (those of this parent only)."""
    while True:
        before = _stat(pid)
        if before is None:
            return 0.0
        children = (_stat(entry) for entry in os.listdir("/proc") if entry.isdigit())
        living = sum(stat[1] for stat in children if stat and stat[0] == pid)
        after = _stat(pid)
        # A child that was buried while we counted would be in neither sum: count again.
        if after and after[2] == before[2]:
            return after[1] + after[2] + living


def busy():
    """CPU seconds that all cores together have worked since boot, whoever for; stolen time is not work."""
    user, nice, system, _, _, irq, softirq, *_ = map(int, pathlib.Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:])
    return (user + nice + system + irq + softirq) / TICK


def pss(pid):
    """Proportional set size in megabytes (10^6 bytes)."""
    for line in pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024 / 1e6
    return 0.0


class PSSWatch:
    """The largest PSS of a process while something runs, sampled once a second: sampling walks its page tables and costs time itself."""

    def __init__(self, pid):
        self.pid, self.largest, self._end = pid, 0.0, threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def _run(self):
        while not self._end.wait(1.0):
            try:
                self.largest = max(self.largest, pss(self.pid))
            except OSError:
                return

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._end.set()
        self._thread.join()


def filesystem(path):
    """The type of the file system that holds a path, such as ext4 or tmpfs."""
    path, best = os.path.realpath(path), ("", "?")
    for line in pathlib.Path("/proc/mounts").read_text().splitlines():
        _, place, kind, *_ = line.split()
        if (path == place or path.startswith(place.rstrip("/") + "/")) and len(place) > len(best[0]):
            best = (place, kind)
    return best[1]


def description():
    model = next((line.split(":", 1)[1].strip() for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines()
                  if line.startswith("model name")), os.uname().machine)
    return f"{CORES} cores, {model}, Linux {os.uname().release}, load {os.getloadavg()[0]:.1f} at the start"
