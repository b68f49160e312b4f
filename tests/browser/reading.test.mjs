// Words, figures and tables.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { atRest, launched, numbersIn, opened, overlapping, pageFile, plan, textOf } from "./browser.mjs";

let browser;
before(async () => {
  browser = await launched();
});
after(() => browser.close());

test("a switch changes the language of all that the page says", async () => {
  const tab = await opened(browser);
  const english = await textOf(tab, "main");
  const isSaid = (text, words) => text.replaceAll("\u00a0", " ").includes(words);
  assert.ok(isSaid(english, plan.governance[0].explanation) && isSaid(english, plan.spectrum.explanation));
  await tab.click("[data-language=it]");
  const italian = await textOf(tab, "main");
  assert.equal(await tab.getAttribute("html", "lang"), "it");
  assert.ok(isSaid(italian, plan.governance[0].explanation_it) && isSaid(italian, plan.spectrum.explanation_it));
  assert.match(italian, /Mappa e tabelle/);
  assert.ok(italian.includes(plan.households.covered.toLocaleString("it-IT", { useGrouping: "always" })));
  await tab.click("[data-language=en]");
  assert.equal(await textOf(tab, "main"), english);
  await tab.close();
});

test("a figure has the same decimals on its card, in the words under it and in the summary", async () => {
  const plain = (text) => text.replace(/\s+/g, " ").replace("−", "");
  for (const [hash, toWords] of [
    ["#en", (money) => money.replace(/€(.*)/, "$1 euro")],
    ["#it", (money) => money.replace(" €", " euro")],
  ]) {
    const tab = await opened(browser, { hash });
    const fourth = tab.locator("#verdicts article").nth(3);
    const measured = toWords(plain(await fourth.locator("dd").first().innerText()));
    assert.ok(plain(await fourth.locator(".explained").innerText()).includes(` ${measured}`), measured);
    const summary = plain(readFileSync(join(dirname(pageFile), `summary_${hash.slice(1)}.txt`), "utf8"));
    const covered = plain(await tab.locator("#figures .value").first().innerText()).replace(/ ?%/, " %");
    assert.ok(summary.includes(`(${covered})`), covered);
    assert.ok(summary.includes(` ${measured}`), measured);
    await tab.close();
  }
});

test("an Italian browser is spoken to in Italian, and an address can ask for either", async () => {
  for (const [locale, hash, language] of [
    ["it-IT", "", "it"],
    ["it-IT", "#en", "en"],
    ["en-GB", "#it", "it"],
    ["de-DE", "", "en"],
  ]) {
    const tab = await opened(browser, { locale, hash });
    assert.equal(await tab.getAttribute("html", "lang"), language);
    await tab.close();
  }
});

test("no English is left in the charts of the Italian page but names of the plan", async () => {
  const tab = await opened(browser, { hash: "#en" });
  const texts = () => tab.locator("#charts svg text").allTextContents();
  const english = (await texts()).map((text) => text.trim());
  await tab.click("[data-language=it]");
  const italian = (await texts()).map((text) => text.trim());
  const names = [...plan.comuni.map((comune) => comune.name), ...plan.cost.items.map((item) => item.label)];
  const isName = (text) =>
    names.some((name) =>
      name.startsWith(
        text
          .replace(/ × .*$/, "")
          .replace(/…$/, "")
          .trim(),
      ),
    );
  const left = english.filter(
    (text, index) => text === italian[index] && /\p{L}{2}/u.test(text) && !isName(text) && !/comuni?$/.test(text),
  );
  assert.deepEqual(left, []);
  assert.deepEqual(await overlapping(tab), []);
  await tab.close();
});

const shares = (tab) => tab.locator("#panel-0 tbody tr td:nth-child(5)").allTextContents();

test("a table sorts by a column, both ways, and filters", async () => {
  const tab = await opened(browser);
  const head = tab.locator("#panel-0 thead th").nth(4);
  await head.locator("button").click();
  assert.equal(await head.getAttribute("aria-sort"), "descending");
  const falling = (await shares(tab)).map(parseFloat);
  assert.deepEqual(
    falling,
    [...falling].sort((a, b) => b - a),
  );
  await head.locator("button").click();
  assert.deepEqual((await shares(tab)).map(parseFloat), [...falling].reverse());
  const { name } = plan.comuni[3];
  await tab.fill("#panel-0 input", name.toUpperCase());
  assert.deepEqual(await tab.locator("#panel-0 tbody th").allTextContents(), [name]);
  await tab.fill("#panel-0 input", "no such comune");
  assert.match(await textOf(tab, "#panel-0 tbody"), /Nothing fits/);
  await tab.close();
});

test("keys alone lead from a table to the map and between tabs", async () => {
  const tab = await opened(browser);
  const before = await tab.evaluate(() => window.divarioReport.map.getCenter().toArray());
  await tab.locator("#panel-0 tbody button").first().focus();
  await tab.keyboard.press("Enter");
  await atRest(tab);
  assert.ok((await textOf(tab, ".told h3")) === plan.comuni[0].name);
  assert.notDeepEqual(await tab.evaluate(() => window.divarioReport.map.getCenter().toArray()), before);
  await tab.locator("#tab-0").focus();
  await tab.keyboard.press("ArrowRight");
  assert.ok((await tab.locator("#panel-1").isVisible()) && !(await tab.locator("#panel-0").isVisible()));
  assert.equal(await tab.evaluate(() => document.activeElement.id), "tab-1");
  await tab.locator("#panel-1 tbody button").first().press("Enter");
  await tab.keyboard.press("Escape");
  assert.equal(await tab.locator(".told").count(), 0);
  assert.equal(await tab.evaluate(() => document.activeElement.textContent), plan.sites[0].name, "back where it came from");
  await tab.close();
});

test("the points of a comune are listed from what is told of it", async () => {
  const tab = await opened(browser);
  await tab.locator("#panel-0 tbody button").first().click();
  await tab.locator(".told button").click();
  const own = plan.points.filter((point) => point.istat === plan.comuni[0].istat).length;
  assert.match(await textOf(tab, "#panel-2 .count"), new RegExp(`of ${own.toLocaleString("en-GB")} rows`));
  await tab.selectOption("#panel-2 select", "dark");
  const states = await tab.locator("#panel-2 tbody tr td:nth-child(4)").allTextContents();
  assert.ok(states.length > 0 && !states.includes("covered"));
  await tab.close();
});

test("every figure is one of plan.json, or a sum over its comuni", async () => {
  const tab = await opened(browser);
  for (const id of ["#tab-1", "#tab-2", "#tab-0"]) {
    await tab.click(id);
    await tab.locator('[role="tabpanel"]:not([hidden]) tbody button').first().click();
    await atRest(tab);
  }
  const { shown, summed } = await tab.evaluate(() => {
    const { shown, summed } = window.divarioReport;
    return { shown: [...shown], summed: [...summed] };
  });
  const known = numbersIn(plan);
  assert.ok(shown.length > 100);
  assert.deepEqual(
    shown.filter((value) => !known.has(value)),
    [],
  );
  const reasons = Object.keys(plan.comuni[0].uncovered);
  const sums = new Set([0, ...reasons.map((reason) => plan.comuni.reduce((all, comune) => all + comune.uncovered[reason], 0))]);
  assert.deepEqual(
    summed.filter((value) => !sums.has(value)),
    [],
  );
  await tab.close();
});

test("the label of a cost is the scenario's own in either language", async () => {
  const tab = await opened(browser, { hash: "#it" });
  const texts = (await tab.locator("#charts svg text").allTextContents()).map((text) => text.trim());
  const own = new Map([
    ["Spectrum fee", "Canone delle frequenze"],
    ["Rent of sites", "Affitto dei siti"],
  ]);
  const labels = plan.cost.items.map((item) => `${own.get(item.label) ?? item.label} × ${item.count}`);
  const isLabel = (text) => labels.some((label) => text === label || (text.includes("…") && label.startsWith(text.split("…")[0])));
  const shown = texts.filter((text) => /\S × \d/.test(text) && !text.includes("altre voci"));
  assert.ok(shown.length > 4);
  assert.deepEqual(shown.filter((text) => !isLabel(text)), []);
  assert.ok(texts.some((text) => text.startsWith("Track and power line to a hilltop")), texts.join(" | "));
  await tab.close();
});
