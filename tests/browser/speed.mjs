// How soon a page answers, and how smoothly its map moves, beside an empty map in the same browser;
// ./dev test-browser --speed measures the demo's, with a folder after it the report of the plan there.

import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { atRest, launched, opened, pageFile } from "./browser.mjs";

const ROUNDS = 5;
const PAN_MS = 3000;

const maplibre = (file) => readFileSync(new URL(`../../data/maplibre/${file}`, import.meta.url), "utf8");

/** A page with nothing on it but a map without layers. */
function emptyPage(folder) {
  const file = join(folder, "empty.html");
  writeFileSync(
    file,
    `<!doctype html><meta charset="utf-8"><title>Empty</title><style>${maplibre("maplibre-gl.css")}
html, body, #map { margin: 0; height: 100%; }</style><div id="map"></div><script>${maplibre("maplibre-gl.js")}</script>
<script>window.divarioReport = { map: new maplibregl.Map({ container: "map", style: { version: 8, sources: {}, layers: [] } }) };</script>`,
  );
  return file;
}

const middle = (numbers) => [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)];

/** From the start of navigation, ms: until every script has run and buttons answer, and until the map has drawn everything. */
async function opening(browser, file) {
  const tab = await opened(browser, { file });
  const [answers, rests] = await tab.evaluate(() => [
    performance.getEntriesByType("navigation")[0].loadEventEnd,
    performance.now(),
  ]);
  await tab.close();
  return { answers, rests };
}

/** Lets every layer be seen. */
const showAll = (tab) =>
  tab.evaluate(() => {
    for (const box of document.querySelectorAll("input[type=checkbox][data-group], input[type=checkbox][data-state]")) if (!box.checked) box.click();
  });

/** Milliseconds between frames while the map moves to and fro. */
async function panning(browser, file) {
  const tab = await opened(browser, { file });
  await showAll(tab);
  await atRest(tab);
  const frames = await tab.evaluate(
    (lasting) =>
      new Promise((done) => {
        const { map } = window.divarioReport;
        const gaps = [];
        const start = performance.now();
        let last = start;
        const step = (now) => {
          gaps.push(now - last);
          last = now;
          // As far back as there, so that the same ground is seen however long a frame takes.
          const frame = gaps.length - 1;
          if (now - start > lasting && frame % 20 === 0) return done(gaps);
          map.panBy([Math.floor(frame / 10) % 2 === 0 ? 12 : -12, 0], { duration: 0 });
          return requestAnimationFrame(step);
        };
        requestAnimationFrame(step);
      }),
    PAN_MS,
  );
  await tab.close();
  const rising = frames.slice(1).sort((one, other) => one - other);
  return { middle: middle(rising), slow: rising[Math.floor(0.95 * rising.length)] };
}

const folder = mkdtempSync(join(tmpdir(), "divario-speed-"));
const browser = await launched();
try {
  const pages = [
    ["empty map", emptyPage(folder)],
    ["report", pageFile],
  ];
  const measured = pages.map(() => []);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [at, [, file]] of pages.entries()) measured[at].push(await opening(browser, file));
  }
  console.log("| page | MB | answers, ms | drawn, ms | frame while panning, ms | slowest twentieth, ms |\n|---|---|---|---|---|---|");
  for (const [at, [name, file]] of pages.entries()) {
    const [answers, rests] = ["answers", "rests"].map((key) => middle(measured[at].map((one) => one[key])));
    const { middle: frame, slow } = await panning(browser, file);
    const size = (statSync(file).size / 1e6).toFixed(1);
    console.log(`| ${name} | ${size} | ${answers.toFixed(0)} | ${rests.toFixed(0)} | ${frame.toFixed(0)} | ${slow.toFixed(0)} |`);
  }
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}
