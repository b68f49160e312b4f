// The page for those who do not see it on a wide screen: on paper, on a telephone, by a screen reader.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { PAPER_PX, cutOnPaper, launched, opened, plan, serious } from "./browser.mjs";

let browser;
before(async () => {
  browser = await launched();
});
after(() => browser.close());

test("axe finds no serious fault, in either language, wide or narrow", async () => {
  for (const [width, hash] of [
    [1280, "#en"],
    [390, "#it"],
  ]) {
    const tab = await opened(browser, { width, hash, bypassCSP: true });
    assert.deepEqual(await serious(tab), []);
    await tab.locator("#panel-0 tbody button").first().click();
    await tab.click("#tab-2");
    assert.deepEqual(await serious(tab), []);
    await tab.close();
  }
});

test("a telephone needs no sideways scrolling", async () => {
  const tab = await opened(browser, { width: 390, height: 844, hasTouch: true, isMobile: true });
  assert.ok((await tab.evaluate(() => document.documentElement.scrollWidth)) <= 390);
  const small = await tab.evaluate(() =>
    [...document.querySelectorAll("button, select, input[type=search]")]
      .filter((one) => one.offsetParent && !one.classList.contains("name"))
      .filter((one) => one.getBoundingClientRect().height < 24)
      .map((one) => one.outerHTML.slice(0, 80)),
  );
  assert.deepEqual(small, [], "room for a finger");
  await tab.close();
});

test("on paper every table is whole, and the map is there", async () => {
  const tab = await opened(browser, { width: PAPER_PX, height: 1000 });
  await tab.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  await tab.emulateMedia({ media: "print" });
  const rows = (id) => tab.locator(`${id} tbody tr:visible`).count();
  assert.deepEqual([await rows("#panel-0"), await rows("#panel-1")], [plan.comuni.length, plan.sites.length]);
  assert.deepEqual(await cutOnPaper(tab), []);
  const painted = await tab.evaluate(() => {
    const canvas = document.getElementById("map-print");
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    return new Set(new Uint32Array(data.buffer)).size;
  });
  assert.ok(painted > 50, "the map has many colours");
  const order = () => tab.locator("main > section").evaluateAll((all) => all.map(({ id }) => id).filter((id) => ["place", "reach"].includes(id)));
  assert.deepEqual(await order(), ["reach", "place"], "the map has a page of its own");
  await tab.evaluate(() => window.dispatchEvent(new Event("afterprint")));
  assert.ok(!(await tab.locator("#map-print").isVisible()));
  assert.deepEqual(await order(), ["place", "reach"]);
  await tab.close();
});
