"""Looks at rasters cell by cell, in a process of its own: the memory that it takes is then not the measuring script's,
which every program inherits for a moment when it is started.

    cells.py highest HEIGHTS COLS RADIUS            row and column of the highest cell around the middle
    cells.py wrong CLEARANCE SIGHT                  share of cells that are in sight in one raster and hidden in the other
    cells.py decibels LOSS OTHER                    how far the losses of two rasters are apart
    cells.py splat LOSS COLS WEST NORTH CELL CRS SPLAT     the same for the list of cells that SPLAT! writes

Rasters are bare 32-bit floats, row by row from the north; NaN where nothing was computed.
"""

import array
import json
import subprocess
import sys

# Of SPLAT!'s two million cells so many are compared.
SPLAT_SAMPLE = 60_000


def read(file):
    values = array.array("f")
    with open(file, "rb") as raw:
        values.frombytes(raw.read())
    return values


def highest(file, cols, radius):
    heights_m = read(file)
    rows = len(heights_m) // cols
    around = [
        (heights_m[row * cols + col], -row, -col)
        for row in range(rows // 2 - radius, rows // 2 + radius + 1)
        for col in range(cols // 2 - radius, cols // 2 + radius + 1)
        if (row - rows // 2) ** 2 + (col - cols // 2) ** 2 <= radius**2
    ]
    _, row, col = max(around)
    return {"row": -row, "col": -col}


def wrong(exact_file, other_file):
    """In sight is what has a clearance above zero; the other raster may be a clearance or a flag."""
    both = [(a > 0.0, b > 0.0) for a, b in zip(read(exact_file), read(other_file)) if a == a and b == b]
    return {"cells": len(both), "seen": sum(a for a, _ in both), "wrong": sum(a != b for a, b in both)}


def apart(differences_db):
    ordered = sorted(abs(difference) for difference in differences_db)
    if not ordered:
        raise SystemExit("no cell was computed by both")
    at = lambda percent: ordered[min(len(ordered) - 1, percent * len(ordered) // 100)]
    over = sum(difference > 3.0 for difference in ordered)
    return {"cells": len(ordered), "median_db": at(50), "p99_db": at(99), "over_3_db": over}


def decibels(exact_file, other_file):
    return apart(a - b for a, b in zip(read(exact_file), read(other_file)) if a == a and b == b)


def splat(exact_file, cols, west_m, north_m, cell_m, crs, splat_file):
    exact = read(exact_file)
    points = splat_points(splat_file)
    asked = "".join(f"{lon} {lat}\n" for lon, lat, _ in points)
    transform = ["gdaltransform", "-s_srs", "EPSG:4326", "-t_srs", crs, "-output_xy"]
    answered = subprocess.run(transform, input=asked, capture_output=True, text=True, check=True).stdout
    differences_db = []
    for line, (_, _, loss_db) in zip(answered.splitlines(), points):
        east_m, north_of_m = map(float, line.split())
        row, col = int((north_m - north_of_m) // cell_m), int((east_m - west_m) // cell_m)
        if 0 <= col < cols and 0 <= row < len(exact) // cols:
            differences_db.append(loss_db - exact[row * cols + col])
    return apart(difference for difference in differences_db if difference == difference)


def splat_points(file):
    """Longitude (east), latitude and path loss of cells spread over all that SPLAT! computed."""
    with open(file) as lines:
        count = sum(1 for _ in lines)
    stride = max(1, count // SPLAT_SAMPLE)
    points = []
    with open(file) as lines:
        for number, line in enumerate(lines):
            if ";" in line or number % stride:
                continue
            lat, west, _, _, loss_db = (float(field) for field in line.replace("*", "").split(","))
            points.append(((-west + 180.0) % 360.0 - 180.0, lat, loss_db))
    return points


def main(arguments):
    match arguments:
        case ["highest", file, cols, radius]:
            found = highest(file, int(cols), int(radius))
        case ["wrong", exact, other]:
            found = wrong(exact, other)
        case ["decibels", exact, other]:
            found = decibels(exact, other)
        case ["splat", exact, cols, west_m, north_m, cell_m, crs, file]:
            found = splat(exact, int(cols), float(west_m), float(north_m), float(cell_m), crs, file)
        case _:
            raise SystemExit(__doc__)
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1:])
