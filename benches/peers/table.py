"""The results as Markdown: rows by kind of work, divario last in each, then who was left out and what was not run here."""

import datetime
import platform

from contest import ITM, P526, P1812_10, P1812_50, SIGHT, Row

ORDER = [SIGHT, P1812_50, P1812_10, P526, ITM]

HEAD = [
    "work",
    "tool",
    "cells",
    "whole run, CPU s",
    "computing, CPU s",
    "ns a cell",
    "peak memory, MiB",
    "against exact paths",
    "times divario",
]

# Neither is a Debian package. Figures of the same kind of machine and work, by hand.
ELSEWHERE = """\
Measured elsewhere, not by this script, since neither is a Debian package: crc-covlib, P.1812 with a path of its own for
every cell, 71,000 ns a cell; Signal-Server, ITM, 4,900 to 6,200 ns a cell."""


def machine():
    try:
        with open("/proc/cpuinfo") as about:
            name = next(line.split(":", 1)[1].strip() for line in about if line.startswith("model name"))
    except (OSError, StopIteration):
        name = platform.processor() or platform.machine()
    return name


def seconds(pair):
    return " / ".join(f"{value:.2f}" for value in pair)


def times(ratio):
    return f"{ratio:,.0f}" if ratio >= 10.0 else f"{ratio:.2g}"


def fastest(rows, work):
    """Least time a cell of divario in a kind of work, ns."""
    own = [row.cell_ns[0] for row in rows if row.work == work and row.tool.startswith("divario") and row.cell_ns]
    return min(own, default=None)


def line(row, rows):
    reference_ns = fastest(rows, row.work)
    if row.cell_ns:
        spent, nanoseconds = seconds(row.computing_s), " / ".join(f"{value:,.0f}" for value in row.cell_ns)
    else:
        spent, nanoseconds = "too short", "–"
    ratio = times(row.cell_ns[0] / reference_ns) if row.cell_ns and reference_ns else "–"
    figures = [f"{row.cells:,}", seconds(row.whole_s), spent, nanoseconds, f"{row.peak_mib:,.0f}"]
    return "| " + " | ".join([row.work, row.tool, *figures, row.against, ratio]) + " |"


def markdown(ground, results, runs):
    rows = [result for result in results if isinstance(result, Row)]
    left_out = [result for result in results if not isinstance(result, Row)]
    own_last = lambda row: (ORDER.index(row.work), row.tool.startswith("divario"))
    text = [
        f"{machine()}, one thread; {datetime.date.today()}; {ground.size_km:g} x {ground.size_km:g} km in cells of"
        f" {ground.cell_m:g} m; {runs} run{'s' * (runs > 1)} of each, more of short ones;"
        " minimum / median.",
        "",
        "| " + " | ".join(HEAD) + " |",
        "|---|---" + "|---:" * 5 + "|---|---:|",
        *(line(row, rows) for row in sorted(rows, key=own_last)),
        "",
        *(f"- Left out: {one.tool} ({one.work}): {one.reason}." for one in left_out),
        *([""] if left_out else []),
        ELSEWHERE,
    ]
    return "\n".join(text)
