"""Who takes part: divario's own works, and the tools that Debian has."""

import json
import math
import os
import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path

import ground as terrain
from measure import Spread, Unusable, in_turn, once

ANTENNA_M = 30.0
RECEIVER_M = 5.0
FREQUENCY_MHZ = 3500.0

# One Earth for all: 4/3 of a mean radius of 6371 km. GDAL and GRASS start from the ellipsoid's 6378.137 km.
CURVATURE = 0.75 * 6378.137 / 6371.0

SIGHT = "line of sight"
P1812_50 = "P.1812, p = 50 %"
P1812_10 = "P.1812, p = 10 %"
P526 = "P.526"
ITM = "ITM"

EXACT = "divario, exact paths"
SWEEP = "divario, sweep"

# Differences of two runs that are less than this, or than this share of the shorter run, say nothing.
TOO_SHORT_S = 0.01
TOO_SHORT_OF_START = 0.1

# A work of the program 04_one_site, its rows in the table, every how many-th row and column is computed, and what else
# the program is told. Works that the program does not know are left out. The exact one of a kind comes first: the
# others are compared with its raster.
WORKS = [
    ("exact-sight", SIGHT, EXACT, 1, []),
    ("sight", SIGHT, SWEEP, 1, []),
    ("exact-p1812", P1812_50, EXACT, 4, ["--time-percent", "50"]),
    ("p1812", P1812_50, SWEEP, 1, ["--time-percent", "50"]),
    ("exact-p1812", P1812_10, EXACT, 4, ["--time-percent", "10"]),
    ("p1812", P1812_10, SWEEP, 1, ["--time-percent", "10"]),
    ("exact-p526", P526, EXACT, 4, []),
    ("p526", P526, SWEEP, 1, []),
    ("exact-itm", ITM, EXACT, 3, []),
    ("itm", ITM, SWEEP, 1, []),
]


@dataclass
class Row:
    """What one tool did: seconds as pairs of minimum and median; what a start alone takes, where it was taken off."""

    work: str
    tool: str
    cells: int
    whole_s: tuple
    computing_s: tuple
    peak_mib: float
    against: str = ""
    start_s: float = 0.0

    @property
    def cell_ns(self):
        """Minimum and median, or nothing where the computing is lost in the scatter of the start."""
        if min(self.computing_s) < max(TOO_SHORT_S, TOO_SHORT_OF_START * self.start_s):
            return None
        return tuple(1e9 * seconds / self.cells for seconds in self.computing_s)


@dataclass
class LeftOut:
    """A tool that gave no figures, and why."""

    work: str
    tool: str
    reason: str


@dataclass
class Contest:
    """The ground, the programs, how often each is run, and the exact rasters as they become known."""

    ground: terrain.Ground
    programs: Path
    runs: int
    exact: dict = field(default_factory=dict)

    def sight_against_exact(self, raster):
        """How many cells are wrong, in words."""
        if SIGHT not in self.exact:
            return NO_REFERENCE
        found = terrain.look("wrong", self.exact[SIGHT], self.ground.bare(raster))
        return f"{100.0 * found['wrong'] / found['cells']:.3f} % wrong"

    def loss_against_exact(self, work, how, *rest):
        """How far losses are from the exact ones, in words; `how` is the command of cells.py."""
        if work not in self.exact:
            return NO_REFERENCE
        found = terrain.look(how, self.exact[work], *rest)
        over = 100.0 * found["over_3_db"] / found["cells"]
        return f"median {found['median_db']:.2f} dB, 99 % {found['p99_db']:.1f} dB, {over:.2f} % over 3 dB"


NO_REFERENCE = "no exact raster"


def pair(spread):
    return spread.least, spread.median


def without_start(whole, start):
    """Least and median of the whole runs, less those of runs that compute next to nothing."""
    return tuple(max(a - b, 0.0) for a, b in zip(pair(whole), pair(start)))


def peer(kind, name, cells, start, cost, against):
    computing_s = without_start(cost.cpu_s, start.cpu_s)
    return Row(kind, name, cells, pair(cost.cpu_s), computing_s, cost.peak_mib, against, start.cpu_s.least)


def version(text):
    return next(iter(re.findall(r"\d+\.\d+(?:\.\d+)?", text)), "of unknown version")


# ------------------------------------------------------------------------------------------------------------ divario


def divario(contest, work, kind, name, every, arguments):
    ground, program = contest.ground, str(contest.programs / "04_one_site")
    if f"- {work}:" not in once([program, "--help"], folder=ground.folder)[2]:
        raise Unusable(f"this build has no work {work}")
    out = ground.folder / f"{work}{''.join(arguments).replace('--', '-')}.tif"
    site = ["--row", str(ground.row), "--col", str(ground.col), "--range-km", str(ground.farthest_km)]
    link = ["--antenna-height-m", ANTENNA_M, "--receiver-height-m", RECEIVER_M, "--frequency-mhz", FREQUENCY_MHZ]
    command = [program, str(ground.tif), *site, *map(str, link), "--work", work, "--threads", "1"]
    command += [*arguments, "--every", str(every), "--out", str(out)]
    [cost] = in_turn([command], contest.runs, folder=ground.folder)
    lines = [json.loads(text) for text in cost.outputs]
    if any(line["cpu_s"] is None for line in lines):
        raise Unusable("the system does not tell the processor time of threads")
    own_s = Spread([line["cpu_s"] for line in lines])
    against = compared(contest, kind, name, out)
    if every > 1:
        name = f"{name}, 1 cell in {every**2}"
    return Row(kind, name, lines[0]["cells"], pair(cost.cpu_s), pair(own_s), cost.peak_mib, against)


def compared(contest, kind, name, out):
    """Keeps exact rasters as references and compares the others with them."""
    if name == EXACT:
        contest.exact[kind] = contest.ground.bare(out)
        if kind != SIGHT:
            return "the reference"
        found = terrain.look("wrong", contest.exact[kind], contest.exact[kind])
        return f"the reference, {100.0 * found['seen'] / found['cells']:.1f} % in sight"
    if kind == SIGHT:
        return contest.sight_against_exact(out)
    return contest.loss_against_exact(kind, "decibels", contest.ground.bare(out))


# ------------------------------------------------------------------------------------------------------ gdal_viewshed


def gdal_viewshed(contest, mode):
    ground = contest.ground
    east_m, north_m = map(repr, ground.site)

    def command(range_m, out):
        where = ["-ox", east_m, "-oy", north_m, "-oz", str(ANTENNA_M), "-tz", str(RECEIVER_M), "-md", str(range_m)]
        how = ["-cc", f"{CURVATURE:.6f}", "-om", mode]
        return ["gdal_viewshed", "-q", *where, *how, str(ground.tif), str(out)]

    out = ground.folder / f"viewshed-{mode}.tif"
    commands = [command(100, ground.folder / "start.tif"), command(0, out)]
    start, cost = in_turn(commands, contest.runs, folder=ground.folder)
    against = contest.sight_against_exact(out if mode == "NORMAL" else seen_below_target(ground, out))
    cells = ground.cells**2
    return peer(SIGHT, gdal_name(mode), cells, start, cost, against)


def gdal_name(mode):
    if not shutil.which("gdal_viewshed"):
        return f"gdal_viewshed, {mode}"
    return f"gdal_viewshed {version(terrain.ask(['gdalinfo', '--version']))}, {mode}"


def seen_below_target(ground, heights):
    """GROUND gives the least height above the ground that is seen: receivers higher than that are in sight."""
    values = ground.folder / "margin.tif"
    scale = ["-scale", "0", "1", str(RECEIVER_M), str(RECEIVER_M - 1.0)]
    terrain.ask(["gdal_translate", "-q", "-ot", "Float32", *scale, str(heights), str(values)])
    return values


# --------------------------------------------------------------------------------------------------------- r.viewshed


def grass_viewshed(contest):
    ground = contest.ground
    if not shutil.which("grass"):
        raise Unusable("grass is not installed")
    env = terrain.grass_location(ground)
    coordinates = "coordinates={!r},{!r}".format(*ground.site)

    def command(range_m, name):
        heights = [f"observer_elevation={ANTENNA_M}", f"target_elevation={RECEIVER_M}"]
        how = ["-c", "-r", "-b", f"refraction_coeff={1.0 - CURVATURE:.6f}", f"max_distance={range_m}", "memory=4000"]
        return [f"{env['GISBASE']}/bin/r.viewshed", "--o", "input=dem", f"output={name}", coordinates, *heights, *how]

    commands = [command(100, "start"), command(-1, "seen")]
    start, cost = in_turn(commands, contest.runs, folder=ground.folder, env=env)
    out = ground.folder / "r.viewshed.tif"
    export = ["r.out.gdal", "--o", "-c", "input=seen", f"output={out}", "type=Byte", "nodata=255"]
    terrain.ask([f"{env['GISBASE']}/bin/{export[0]}", *export[1:]], env=env)
    name = f"r.viewshed, GRASS {version(terrain.ask(['grass', '--config', 'version'], env=env))}"
    return peer(SIGHT, name, ground.cells**2, start, cost, contest.sight_against_exact(out))


# ------------------------------------------------------------------------------------------------------------- SPLAT!


def splat(contest):
    ground = contest.ground
    for program in ("splat-hd", "srtm2sdf-hd"):
        if not shutil.which(program):
            raise Unusable(f"{program} is not installed")
    # A circle of the area of the square: the distances are the same to 2 %.
    radius_km = ground.size_km / math.sqrt(math.pi)
    folder = terrain.splat_tiles(ground, radius_km)
    lon, lat = ground.site_lon_lat
    (folder / "site.qth").write_text(f"site\n{lat:.7f}\n{-lon % 360.0:.7f}\n{ANTENNA_M} meters\n")
    lines = [15.0, 0.005, 301.0, FREQUENCY_MHZ, 5, 1, 0.5, 0.5]
    (folder / "site.lrp").write_text("".join(f"{line}\n" for line in lines))

    def command(range_km, *rest):
        how = ["-L", str(RECEIVER_M), "-metric", "-R", f"{range_km:.3f}", "-olditm", "-N", "-n"]
        return ["splat-hd", "-t", "site.qth", *how, "-d", str(folder), "-o", "map.ppm", *rest]

    # Once, not measured: SPLAT! then lists every cell that it computed.
    home = dict(os.environ, HOME=str(folder))
    once(command(radius_km, "-ano", "cells.txt"), folder=folder, env=home)
    with open(folder / "cells.txt") as found:
        cells = sum(1 for line in found if ";" not in line)
    if cells == 0:
        raise Unusable("splat-hd computed no cell")
    start, cost = in_turn([command(0.1), command(radius_km)], contest.runs, folder=folder, env=home)
    name = f"SPLAT! HD {version(cost.outputs[0])}"
    place = [ground.cells, ground.west_m, ground.north_m, ground.cell_m, ground.crs, folder / "cells.txt"]
    against = contest.loss_against_exact(ITM, "splat", *place)
    return peer(ITM, name, cells, start, cost, against)


def contestants():
    """Kind of work, name where the tool itself cannot say it, and the function that runs it; references first."""
    for work, kind, name, every, arguments in WORKS:
        yield kind, name, lambda contest, own=(work, kind, name, every, arguments): divario(contest, *own)
    for mode in ("NORMAL", "GROUND"):
        yield SIGHT, f"gdal_viewshed, {mode}", lambda contest, mode=mode: gdal_viewshed(contest, mode)
    yield SIGHT, "r.viewshed", grass_viewshed
    yield ITM, "SPLAT! HD", splat
