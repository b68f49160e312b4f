// Names are text, whatever they hold.

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { PAPER_PX, cutOnPaper, launched, opened, pageFile, textOf } from "./browser.mjs";

const EVIL = `</script><script>window.hit = 1</script><img src=x onerror="window.hit = 2">'"&amp; 🗼 \u2028 \u202e`;
const LONG = "Sovramonte-di-sopra".repeat(12);

let browser;
let folder;
before(async () => {
  browser = await launched();
  folder = mkdtempSync(join(tmpdir(), "divario-report-"));
});
after(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

/** The page of the plan with something changed. */
function changedPage(change) {
  const page = readFileSync(pageFile, "utf8");
  const data = /(<script type="application\/json" id="data">)(.*?)(<\/script>)/s;
  const file = join(folder, "report.html");
  writeFileSync(
    file,
    page.replace(data, (_, start, json, end) => {
      const plan = JSON.parse(json);
      change(plan);
      return start + JSON.stringify(plan).replaceAll("<", "\\u003c").replaceAll("\u2028", "\\u2028") + end;
    }),
  );
  return file;
}

/** The page with names that somebody might try. */
const evilPage = () =>
  changedPage((plan) => {
    plan.scenario.name = plan.scenario.description = EVIL;
    plan.comuni[0].name = plan.sites[0].name = plan.owners[0].name = EVIL;
    plan.comuni[1].name = plan.sites[1].name = LONG;
    plan.warnings = [EVIL, LONG];
    plan.governance[0].explanation = EVIL;
    plan.provenance.inputs[0].path = EVIL;
    plan.sources = [
      { pointer: "/name", value: EVIL, source: EVIL },
      { pointer: `/costs/${LONG}`, value: null, source: LONG.repeat(9) },
    ];
  });

test("markup in names is shown, never run", async () => {
  const tab = await opened(browser, { file: evilPage() });
  await tab.locator("#panel-0 tbody button").first().click();
  await tab.click("#tab-1");
  await tab.locator("#panel-1 tbody button").first().click();
  assert.equal(await tab.evaluate(() => window.hit), undefined);
  assert.equal(await tab.locator("main img, header img").count(), 0);
  for (const place of ["h1", ".told h3", "#warning-list li:first-child", "#verdicts article:first-child", "#origins-rows tr:first-child"]) {
    assert.ok((await textOf(tab, place)).includes("<img src=x"), place);
  }
  assert.deepEqual(tab.complaints, []);
  await tab.close();
});

test("very long names do not push the page apart", async () => {
  for (const width of [1280, 390]) {
    const tab = await opened(browser, { file: evilPage(), width });
    assert.ok((await tab.evaluate(() => document.documentElement.scrollWidth)) <= width);
    await tab.close();
  }
});

test("sources stand with their place and value, and those that nobody checked with that word", async () => {
  const file = changedPage((plan) => {
    plan.sources = [
      { pointer: "/costs/horizon_years", value: 2025, source: "A tender" },
      { pointer: "/costs/rate_ratio", value: 0.018, source: "An assumption, unverified" },
    ];
  });
  const tab = await opened(browser, { file });
  const rows = () => tab.locator("#origins-rows tr").evaluateAll((all) => all.map((one) => one.innerText.replace(/\s+/g, " ").trim()));
  assert.deepEqual(await rows(), [
    "/costs/horizon_years 2025 A tender",
    "/costs/rate_ratio 0.018 Unverified, at least in part: An assumption, unverified",
  ]);
  assert.match(await textOf(tab, "#origins-unverified"), /1 of 2/);
  await tab.click("[data-language=it]");
  assert.match((await rows())[1], /0,018 Non verificata, almeno in parte: An assumption/);
  await tab.close();
  const plain = await opened(browser);
  assert.equal(await plain.locator("#origins").isVisible(), false, "the demo has none");
  await plain.close();
});

test("paper cuts no source, however long", async () => {
  const tab = await opened(browser, { file: evilPage(), width: PAPER_PX });
  await tab.emulateMedia({ media: "print" });
  assert.deepEqual(
    (await cutOnPaper(tab)).filter((one) => one.includes("title-origins")),
    [],
  );
  const { clientWidth, scrollWidth } = await tab.locator("#origins").evaluate(({ clientWidth, scrollWidth }) => ({ clientWidth, scrollWidth }));
  assert.ok(scrollWidth <= clientWidth);
  await tab.close();
});

test("a long description begins short, and is read whole when asked and on paper", async () => {
  const file = changedPage((plan) => {
    plan.scenario.description = "What the plan assumes, and why. ".repeat(60);
  });
  const tab = await opened(browser, { file, width: 390 });
  const heightOf = (selector) => tab.locator(selector).evaluate((one) => one.getBoundingClientRect().height);
  const short = await heightOf("#description");
  const more = tab.locator("#description-more");
  assert.equal(await more.getAttribute("aria-expanded"), "false");
  await more.click();
  const whole = await heightOf("#description");
  assert.ok(whole > 4 * short, `${short} and ${whole}`);
  assert.equal(await more.textContent(), "Read less");
  await more.click();
  assert.equal(await heightOf("#description"), short);
  await tab.emulateMedia({ media: "print" });
  assert.equal(await heightOf("#description-more"), 0);
  assert.ok((await heightOf("#description")) > 2 * short);
  await tab.close();
  const plain = await opened(browser);
  assert.equal(await plain.locator("#description-more").isVisible(), false);
  await plain.close();
});
