// A browser for the tests, and a page in it that keeps a record of all complaints and requests.

import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];
const program = process.env.CHROMIUM ?? PLACES.find(existsSync);

const read = (file) => JSON.parse(readFileSync(file, "utf8"));

/** The page under test, and the plan beside it. */
export const pageFile = process.env.DIVARIO_REPORT;
/** The page of a comparison, its figures beside it, and the folder in which the compared plans have theirs. */
export const compareFile = process.env.DIVARIO_COMPARE;
if (!pageFile || !compareFile) throw new Error("DIVARIO_REPORT or DIVARIO_COMPARE names no page: run ./dev test-browser");
export const plan = read(join(dirname(pageFile), "plan.json"));
export const compared = read(join(dirname(compareFile), "compare.json"));
export const comparedPlans = compared.plans.map(({ folder }) => read(join(process.env.DIVARIO_COMPARED, folder, "plan.json")));

/** The page of a plan with a frontier, and the frontier. */
export const frontierFile = process.env.DIVARIO_BESIDE_FRONTIER;
export const frontier = frontierFile && read(join(process.env.DIVARIO_FRONTIER, "frontier.json"));
export const planOfFrontier = frontierFile && read(join(dirname(frontierFile), "plan.json"));

/** What a browser without a graphics card says of itself, and no fault of the page. */
const HARMLESS = /GPU stall|GL Driver Message|swiftshader/i;

export const launched = (more = []) =>
  chromium.launch({
    executablePath: program,
    args: ["--no-sandbox", "--disable-gpu", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", ...more],
  });

/** A tab that shows a page from the disk, its map at rest. */
export async function opened(browser, { file = pageFile, hash = "", width = 1280, height = 800, ...options } = {}) {
  const tab = await browser.newPage({ viewport: { width, height }, locale: "en-GB", ...options });
  tab.complaints = [];
  tab.requests = [];
  tab.on("console", (message) => {
    if (["error", "warning"].includes(message.type()) && !HARMLESS.test(message.text())) tab.complaints.push(message.text());
  });
  tab.on("pageerror", (error) => tab.complaints.push(String(error)));
  tab.on("request", (request) => tab.requests.push(request.url()));
  await tab.goto(pathToFileURL(file).href + hash);
  await atRest(tab);
  return tab;
}

/** Waits until every map has drawn everything. */
export const atRest = (tab) =>
  tab.evaluate(() => {
    const { map, maps = [map] } = window.divarioReport ?? {};
    const rest = (one) =>
      new Promise((done) => {
        const look = () => (one.loaded() && !one.isMoving() ? done() : one.once("idle", look));
        look();
      });
    return Promise.all(maps.filter(Boolean).map(rest)).then(() => null);
  });

/** Texts of a chart that lie on each other, white edges apart: Italian words are longer than those that the chart was drawn for. */
export const overlapping = (tab) =>
  tab.evaluate(() =>
    [...document.querySelectorAll("#charts svg")].flatMap((svg) => {
      const boxes = [...svg.querySelectorAll('text:not([fill="#FFFFFF"])')].map((text) => [text.textContent, text.getBoundingClientRect()]);
      const apart = (a, b) => a.right <= b.left + 1 || b.right <= a.left + 1 || a.bottom <= b.top + 3 || b.bottom <= a.top + 3;
      return boxes.flatMap(([a, first], index) =>
        boxes
          .slice(index + 1)
          .filter(([, second]) => !apart(first, second))
          .map(([b]) => `${a} / ${b}`),
      );
    }),
  );

/** Every number anywhere in a document. */
export function numbersIn(value, found = new Set()) {
  if (typeof value === "number") found.add(value);
  else if (value && typeof value === "object") Object.values(value).forEach((part) => numbersIn(part, found));
  return found;
}

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds serious or critical. */
export async function serious(tab) {
  // Put in by the browser itself, as the page refuses every script that is not its own.
  await tab.evaluate(axe);
  const { violations } = await tab.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  const bad = violations.filter(({ impact }) => ["serious", "critical"].includes(impact));
  return bad.map(
    ({ id, nodes }) =>
      `${id}: ${nodes
        .slice(0, 3)
        .map((node) => node.html.slice(0, 120))
        .join(" | ")}`,
  );
}

/** Between the margins of an A4 page, CSS pixels. */
export const PAPER_PX = 703;

/** What paper would cut: tables, pictures and texts that are wider than it, or than what holds them. */
export const cutOnPaper = (tab) =>
  tab.evaluate((width) => {
    const cutBy = (box) =>
      getComputedStyle(box).overflow !== "visible" &&
      (box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1);
    return [...document.querySelectorAll("table, svg, canvas, pre, article")]
      .filter((one) => one.getClientRects().length > 0)
      .filter((one) => one.getBoundingClientRect().right > width + 1 || cutBy(one.parentElement))
      .map((one) => `${one.tagName} in ${one.parentElement.outerHTML.slice(0, 60)}`);
  }, PAPER_PX);

export const textOf = async (tab, selector) => (await tab.locator(selector).innerText()).replace(/\s+/g, " ").trim();
