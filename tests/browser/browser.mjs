// A browser for the tests, and a page in it that keeps a record of all complaints and requests.

import { existsSync, readFileSync } from "node:fs";
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

/** The page under test, and the plan beside it. */
export const pageFile = process.env.DIVARIO_REPORT;
if (!pageFile) throw new Error("DIVARIO_REPORT names no page: run ./dev test-browser");
export const plan = JSON.parse(readFileSync(join(dirname(pageFile), "plan.json"), "utf8"));

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

/** Waits until the map has drawn everything. */
export const atRest = (tab) =>
  tab.evaluate(
    () =>
      new Promise((done) => {
        const map = window.divarioReport?.map;
        if (!map) return done();
        const look = () => (map.loaded() && !map.isMoving() ? done() : map.once("idle", look));
        look();
      }),
  );

export const textOf = async (tab, selector) => (await tab.locator(selector).innerText()).replace(/\s+/g, " ").trim();
