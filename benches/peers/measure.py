"""Runs a program and says what it cost: processor time and peak memory, as the kernel counts them."""

import os
import statistics
import subprocess
import tempfile
from dataclasses import dataclass

MIB = 1024.0

# Short programs are run until they have taken this long together, or so often: their times scatter more.
TOGETHER_S = 4.0
RUNS_MAX = 30


class Unusable(Exception):
    """A tool that is missing, fails, or cannot be compared; the text says why."""


@dataclass
class Spread:
    """Several measurements of the same thing."""

    values: list

    @property
    def least(self):
        return min(self.values)

    @property
    def median(self):
        return statistics.median(self.values)


@dataclass
class Cost:
    """What the runs of one command cost."""

    cpu_s: Spread
    peak_mib: float
    outputs: list


def once(command, *, folder, env=None):
    """Runs a command to its end; returns its CPU seconds (user and system), peak memory in MiB, and what it printed."""
    name = os.path.basename(command[0])
    with tempfile.TemporaryFile("w+", errors="replace") as said:
        try:
            process = subprocess.Popen(
                command, cwd=folder, env=env, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT
            )
        except OSError as error:
            raise Unusable(f"{name} cannot be started: {error.strerror}") from error
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except KeyboardInterrupt:
            process.kill()
            raise
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        text = said.read()
    if process.returncode != 0:
        how = f"signal {-process.returncode}" if process.returncode < 0 else f"status {process.returncode}"
        last = next((line.strip() for line in reversed(text.splitlines()) if line.strip()), "it said nothing")
        raise Unusable(f"{name} ended with {how}: {last}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / MIB, text


def in_turn(commands, runs, *, folder, env=None):
    """Runs commands in turn, so that what disturbs the machine disturbs all of them; more often if they are short."""
    measured, spent_s = [[] for _ in commands], 0.0
    while len(measured[0]) < runs or (spent_s < TOGETHER_S and len(measured[0]) < RUNS_MAX):
        for command, own in zip(commands, measured):
            own.append(once(command, folder=folder, env=env))
            spent_s += own[-1][0]
    return [cost(own) for own in measured]


def cost(runs):
    seconds, peaks_mib, outputs = zip(*runs)
    return Cost(Spread(list(seconds)), max(peaks_mib), list(outputs))
