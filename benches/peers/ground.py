"""The terrain, once for all and in the form that each tool wants; and where the site stands."""

import json
import math
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from measure import Unusable

# The square is cut out of one that is so much wider, since SPLAT! computes a circle of the same area.
WIDER = 1.25

# The site takes the highest ground within this share of a side from the middle.
SITE_SEARCH = 0.05

HERE = Path(__file__).parent


def ask(command, *, folder=None, env=None, text=None):
    """Runs a command that is not measured; returns what it printed."""
    try:
        done = subprocess.run(command, cwd=folder, env=env, input=text, capture_output=True, text=True)
    except OSError as error:
        raise Unusable(f"{os.path.basename(command[0])} cannot be started: {error.strerror}") from error
    if done.returncode != 0:
        said = (done.stderr.strip() or done.stdout.strip() or "it said nothing").splitlines()[-1]
        raise Unusable(f"{os.path.basename(command[0])} ended with status {done.returncode}: {said}")
    return done.stdout


def look(*arguments):
    """Asks cells.py, in a process of its own."""
    return json.loads(ask([sys.executable, str(HERE / "cells.py"), *map(str, arguments)]))


@dataclass
class Ground:
    """A square of terrain in a folder, and a site on it."""

    folder: Path
    crs: str
    cells: int
    cell_m: float
    west_m: float
    north_m: float
    row: int = 0
    col: int = 0

    @property
    def wide(self):
        return self.folder / "wide.tif"

    @property
    def tif(self):
        return self.folder / "terrain.tif"

    @property
    def size_km(self):
        return self.cells * self.cell_m / 1000.0

    @property
    def site(self):
        """Easting and northing of the site, m."""
        return self.west_m + (self.col + 0.5) * self.cell_m, self.north_m - (self.row + 0.5) * self.cell_m

    @property
    def site_lon_lat(self):
        lon, lat = self.transform(self.site, self.crs, "EPSG:4326")
        return lon, lat

    @staticmethod
    def transform(point, source, target):
        command = ["gdaltransform", "-s_srs", source, "-t_srs", target, "-output_xy"]
        return tuple(map(float, ask(command, text="{!r} {!r}\n".format(*point)).split()))

    @property
    def farthest_km(self):
        """From the site to the farthest corner, and a little more."""
        rows = max(self.row, self.cells - 1 - self.row)
        cols = max(self.col, self.cells - 1 - self.col)
        return (math.hypot(rows, cols) + 1) * self.cell_m / 1000.0

    def bare(self, raster):
        """The raster as bare floats, for cells.py."""
        raw = Path(raster).with_suffix(".raw")
        ask(["gdal_translate", "-q", "-ot", "Float32", "-of", "ENVI", str(raster), str(raw)])
        return raw


def make(folder, programs, options):
    """Makes or fetches the terrain, cuts the square, and finds a place for the site."""
    cells = round(1000.0 * options.size_km / options.cell_m)
    margin = math.ceil((WIDER - 1.0) * cells / 2.0)
    wide = folder / "wide.tif"
    if options.dem:
        warp(options, cells + 2 * margin, wide)
    else:
        maker = [str(programs / "bench_terrain"), str(wide), "--cells", str(cells + 2 * margin)]
        ask([*maker, "--cell-m", str(options.cell_m), "--seed", str(options.seed)])
    ground = Ground(folder, options.crs, cells, options.cell_m, 0.0, 0.0)
    window = [str(number) for number in (margin, margin, cells, cells)]
    ask(["gdal_translate", "-q", "-a_nodata", "none", "-srcwin", *window, str(wide), str(ground.tif)])
    about = json.loads(ask(["gdalinfo", "-json", str(ground.tif)]))
    ground.west_m, ground.north_m = about["geoTransform"][0], about["geoTransform"][3]
    if options.site:
        ground.row, ground.col = options.site
    else:
        found = look("highest", ground.bare(ground.tif), cells, round(SITE_SEARCH * cells))
        ground.row, ground.col = found["row"], found["col"]
    return ground


def warp(options, cells, wide):
    """Brings a real elevation model onto the grid of metres; voids and what it does not cover become sea level."""
    if options.middle:
        east_m, north_m = options.middle
    else:
        about = json.loads(ask(["gdalinfo", "-json", options.dem]))
        source = about["coordinateSystem"]["wkt"]
        east_m, north_m = Ground.transform(about["cornerCoordinates"]["center"], source, options.crs)
    west_m = round(east_m / options.cell_m - cells / 2.0) * options.cell_m
    south_m = round(north_m / options.cell_m - cells / 2.0) * options.cell_m
    side_m = cells * options.cell_m
    box = [str(number) for number in (west_m, south_m, west_m + side_m, south_m + side_m)]
    grid = ["-t_srs", options.crs, "-te", *box, "-ts", str(cells), str(cells)]
    ask(["gdalwarp", "-q", *grid, "-r", "bilinear", "-ot", "Float32", "-dstnodata", "0", options.dem, str(wide)])


def splat_tiles(ground, radius_km):
    """Writes the SPLAT! HD tiles of one arc-second that a circle around the site touches; returns their folder."""
    folder = ground.folder / "splat"
    folder.mkdir(exist_ok=True)
    lon, lat = ground.site_lon_lat
    high = radius_km / 111.0
    wide = high / math.cos(math.radians(lat))
    souths = range(math.floor(lat - high), math.floor(lat + high) + 1)
    wests = range(math.floor(lon - wide), math.floor(lon + wide) + 1)
    for south in souths:
        for west in wests:
            splat_tile(ground, folder, south, west)
    return folder


def splat_tile(ground, folder, south, west):
    """One degree by one degree, as SRTM comes: 3601 samples a side on whole seconds, whole metres."""
    name = f"{'NS'[south < 0]}{abs(south):02}{'EW'[west < 0]}{abs(west):03}.hgt"
    half = 0.5 / 3600.0
    box = [repr(edge) for edge in (west - half, south - half, west + 1 + half, south + 1 + half)]
    grid = ["-t_srs", "EPSG:4326", "-te", *box, "-ts", "3601", "3601", "-r", "bilinear", "-ot", "Int16"]
    ask(["gdalwarp", "-q", "-overwrite", *grid, "-dstnodata", "0", str(ground.wide), "tile.tif"], folder=folder)
    ask(["gdal_translate", "-q", "-a_nodata", "none", "-of", "SRTMHGT", "tile.tif", name], folder=folder)
    ask(["srtm2sdf-hd", "-d", "/dev/null", name], folder=folder)
    for scratch in ("tile.tif", name, name + ".aux.xml"):
        (folder / scratch).unlink(missing_ok=True)


def grass_location(ground):
    """Reads the terrain into a GRASS location of its own; returns the environment in which its modules run alone."""
    database = ground.folder / "grass"
    shutil.rmtree(database, ignore_errors=True)
    database.mkdir()
    home = dict(os.environ, HOME=str(database))
    place = database / "square"
    ask(["grass", "-c", str(ground.tif), str(place), "-e"], env=home)
    mapset = str(place / "PERMANENT")
    for module in (["r.in.gdal", f"input={ground.tif}", "output=dem"], ["g.region", "raster=dem"]):
        ask(["grass", mapset, "--exec", *module], env=home)
    base = ask(["grass", "--config", "path"], env=home).split()[-1]
    session = database / "session"
    session.write_text(f"GISDBASE: {database}\nLOCATION_NAME: square\nMAPSET: PERMANENT\nGUI: text\n")
    path = os.pathsep.join([f"{base}/bin", f"{base}/scripts", home["PATH"]])
    return dict(home, GISBASE=base, GISRC=str(session), PATH=path, LD_LIBRARY_PATH=f"{base}/lib")
