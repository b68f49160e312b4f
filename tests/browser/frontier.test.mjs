// What other budgets would buy, on the page of a plan: chart, table, both languages, paper and narrow screens.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { frontier, frontierFile, launched, numbersIn, opened, overlapping, planOfFrontier, serious } from "./browser.mjs";

let browser;
before(async () => {
  browser = await launched();
});
after(() => browser.close());

const cells = (tab, row) => tab.locator("#frontier-rows tr").nth(row).locator("th, td").allTextContents();

test("the table has a row for each budget, and the plan's own after its budget", async () => {
  const tab = await opened(browser, { file: frontierFile, hash: "#en" });
  assert.equal(await tab.locator("#frontier-rows tr").count(), frontier.points.length + 1);
  const own = frontier.points.filter((point) => point.budget_eur <= planOfFrontier.cost.budget_eur).length;
  assert.equal(await tab.locator("#frontier-rows tr.own").count(), 1);
  const [budget, capital, covered] = await cells(tab, own);
  assert.match(budget, /^€245,000 · this plan$/);
  assert.equal(capital, "€240,000");
  assert.equal(covered, Math.round(planOfFrontier.households.covered).toLocaleString("en-GB"));
  const knee = frontier.points.findIndex((point) => point.is_knee);
  assert.match((await cells(tab, knee))[0], /knee/);
  assert.match((await cells(tab, 0)).join("|"), /no plan\|–\|–\|–\|–\|–$/);
  await tab.close();
});

test("every number of the page is one of plan.json or frontier.json", async () => {
  const tab = await opened(browser, { file: frontierFile });
  const known = numbersIn(frontier, numbersIn(planOfFrontier));
  const shown = await tab.evaluate(() => [...window.divarioReport.shown]);
  const table = numbersIn(frontier.points.map((point) => point.plan?.households_covered));
  assert.ok([...table].every((value) => shown.includes(value)));
  assert.deepEqual(
    shown.filter((value) => !known.has(value)),
    [],
  );
  await tab.close();
});

test("in Italian nothing of chart and table is English, and no text lies on another", async () => {
  const tab = await opened(browser, { file: frontierFile, hash: "#en" });
  const texts = async () => {
    const said = await tab.locator("#charts figure:last-of-type svg text, #frontier th, #frontier-text, #frontier-caption").allTextContents();
    return said.map((text) => text.trim());
  };
  const english = await texts();
  assert.deepEqual(await overlapping(tab), []);
  await tab.click("[data-language=it]");
  const italian = await texts();
  const left = english.filter((text, index) => text === italian[index] && /\p{L}{2}/u.test(text) && text !== "Budget");
  assert.deepEqual(left, []);
  assert.deepEqual(await overlapping(tab), []);
  await tab.close();
});

test("it can be read by all, on a telephone and on paper", async () => {
  const tab = await opened(browser, { file: frontierFile, width: 390, height: 844, hash: "#it" });
  assert.deepEqual(await serious(tab), []);
  assert.equal(await tab.evaluate(() => document.documentElement.scrollWidth), 390);
  await tab.setViewportSize({ width: 703, height: 1000 });
  await tab.emulateMedia({ media: "print" });
  const cut = await tab.evaluate(() => {
    const table = document.querySelector("#frontier table").getBoundingClientRect();
    return table.width > document.querySelector("main").getBoundingClientRect().width + 1;
  });
  assert.equal(cut, false);
  assert.deepEqual(tab.complaints, []);
  await tab.close();
});

test("without a frontier there is none on the page", async () => {
  const tab = await opened(browser);
  assert.equal(await tab.isVisible("#frontier"), false);
  await tab.close();
});
