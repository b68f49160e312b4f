"""Checks of what the comparison says: python3 -m unittest checks (tests/peers.rs runs them)."""

import array
import sys
import tempfile
import unittest
from pathlib import Path

import cells
import ground as terrain
import table
from contest import ITM, SIGHT, Contest, LeftOut, Row, contestants, without_start
from measure import Spread, Unusable, in_turn, once

NAN = float("nan")


class Checks(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def raster(self, name, values):
        file = self.folder / name
        file.write_bytes(array.array("f", values).tobytes())
        return file

    def test_wrong_cells_are_those_that_both_computed_and_see_differently(self):
        exact = self.raster("exact", [3.0, -2.0, 0.0, NAN, 7.0])
        flags = self.raster("flags", [255.0, 255.0, 0.0, 255.0, NAN])
        self.assertEqual(cells.wrong(exact, flags), {"cells": 3, "seen": 1, "wrong": 1})

    def test_losses_are_compared_where_both_have_one(self):
        exact = self.raster("exact", [100.0, 110.0, NAN, 120.0, 130.0])
        other = self.raster("other", [101.0, 106.0, 90.0, 120.5, NAN])
        self.assertEqual(cells.decibels(exact, other), {"cells": 3, "median_db": 1.0, "p99_db": 4.0, "over_3_db": 1})

    def test_the_site_takes_the_highest_cell_near_the_middle(self):
        heights = [float(cell % 5) for cell in range(49)]
        heights[0], heights[3 * 7 + 5] = 99.0, 98.0
        self.assertEqual(cells.highest(self.raster("heights", heights), 7, 2), {"row": 3, "col": 5})

    def test_cells_of_splat_are_found_again(self):
        listed = self.folder / "cells.txt"
        listed.write_text("9, 8\t; west\n45, 44\t; north\n44.5, 351.5, 10.0, 1.0, 120.25 *\n-44.5, 171.5, 1.0, 0.0, 99.0\n")
        self.assertEqual(cells.splat_points(listed), [(8.5, 44.5, 120.25), (-171.5, -44.5, 99.0)])

    def test_a_program_that_fails_says_how(self):
        for command, reason in [
            (["/no/such/tool"], "tool cannot be started: No such file or directory"),
            ([sys.executable, "-c", "print('too hilly'); raise SystemExit(3)"], "ended with status 3: too hilly"),
            ([sys.executable, "-c", "import os; os.kill(os.getpid(), 11)"], "ended with signal 11: it said nothing"),
        ]:
            with self.assertRaisesRegex(Unusable, reason):
                once(command, folder=self.folder)

    def test_time_and_memory_are_those_of_the_program(self):
        work = "x = bytearray(80 << 20)\nfor i in range(3_000_000): pass\nprint('done')"
        idle, busy = in_turn([[sys.executable, "-c", text] for text in ("", work)], 1, folder=self.folder)
        self.assertLess(idle.cpu_s.least + 0.02, busy.cpu_s.least)
        self.assertTrue(idle.peak_mib < 60.0 and 80.0 < busy.peak_mib < 200.0, (idle, busy))
        self.assertEqual(busy.outputs, ["done\n"] * len(idle.outputs))
        self.assertGreater(len(busy.outputs), 3)

    def test_the_start_is_taken_off(self):
        self.assertEqual(without_start(Spread([5.0, 4.0, 9.0]), Spread([1.0, 2.0, 3.0])), (3.0, 3.0))

    def test_who_fails_leaves_a_line_and_no_hole(self):
        ground = terrain.Ground(self.folder, "EPSG:32632", 100, 30.0, 0.0, 0.0)
        peer = Row(SIGHT, "gdal_viewshed", 1_000_000, (3.0, 4.0), (2.0, 3.0), 40.0, "0.300 % wrong")
        own = Row(SIGHT, "divario, sweep", 1_000_000, (1.5, 1.5), (0.5, 0.6), 90.0, "0.010 % wrong")
        short = Row(ITM, "SPLAT! HD", 1_000, (5.4, 5.5), (0.4, 0.5), 50.0, start_s=5.0)
        text = table.markdown(ground, [own, LeftOut(SIGHT, "r.viewshed", "grass is not installed"), peer, short], 3)
        rows = [line for line in text.splitlines() if line.startswith("|")]
        self.assertEqual({line.count("|") for line in rows}, {len(table.HEAD) + 1})
        self.assertIn("2,000 / 3,000 | 40 | 0.300 % wrong | 4 |", rows[2])
        self.assertIn("500 / 600 | 90 | 0.010 % wrong | 1 |", rows[3])
        self.assertIn("| too short | – | 50 |", rows[4])
        self.assertIn("- Left out: r.viewshed (line of sight): grass is not installed.", text)

    def test_ratios_keep_two_digits(self):
        self.assertEqual([table.times(ratio) for ratio in (0.00361, 0.3, 8.77, 71_234.0)], ["0.0036", "0.3", "8.8", "71,234"])

    def test_without_any_program_everybody_is_left_out(self):
        ground = terrain.Ground(self.folder, "EPSG:32632", 100, 30.0, 0.0, 0.0)
        contest = Contest(ground, self.folder, 1)
        for _, name, run in contestants():
            if name.startswith("divario"):
                with self.assertRaisesRegex(Unusable, "04_one_site cannot be started"):
                    run(contest)


if __name__ == "__main__":
    unittest.main()
