// The map: it opens from the disk, rests, and tells what is under a click.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { atRest, launched, opened, plan, textOf } from "./browser.mjs";

let browser;
before(async () => {
  browser = await launched();
});
after(() => browser.close());

test("the page opens from the disk, asks for nothing else and complains of nothing", async () => {
  const tab = await opened(browser);
  const outside = tab.requests.slice(1).filter((url) => !/^(data|blob):/.test(url));
  assert.deepEqual(outside, []);
  assert.deepEqual(tab.complaints, []);
  assert.equal(await tab.locator("#map canvas.maplibregl-canvas").count(), 1);
  await tab.close();
});

/** Moves the map to a place, without flight, and clicks on it. */
async function clickAt(tab, lonLat, zoom) {
  const [x, y] = await tab.evaluate(
    ([at, zoom]) => {
      const { map } = window.divarioReport;
      map.jumpTo({ center: at, zoom });
      const { x, y } = map.project(at);
      return [x, y];
    },
    [lonLat, zoom],
  );
  await atRest(tab);
  await tab.locator("#map canvas").click({ position: { x, y } });
  await tab.locator(".told").waitFor();
}

test("a click on a dark hamlet tells the reason and the cheapest fix", async () => {
  const tab = await opened(browser);
  const near = (a, b) => Math.abs(a.lon - b.lon) < 0.002 && Math.abs(a.lat - b.lat) < 0.002;
  const places = [...plan.sites, ...plan.pops, ...plan.points];
  const dark = plan.points.find(
    (point) =>
      point.state === "over_budget" && point.cheapest_fix && places.every((other) => other === point || !near(other, point)),
  );
  await clickAt(tab, [dark.lon, dark.lat], 16);
  const told = await textOf(tab, ".told");
  assert.match(told, /beyond the budget/);
  assert.ok(told.includes(dark.id) && told.includes(dark.cheapest_fix.sites[0]), told);
  assert.ok(told.includes(`€${dark.cheapest_fix.capex_eur.toLocaleString("en-GB")}`), told);
  await tab.click("[data-language=it]");
  assert.match(await textOf(tab, ".told"), /oltre il budget.*Rimedio meno costoso/);
  await tab.close();
});

test("a click on a site tells its owner and money", async () => {
  const tab = await opened(browser);
  const site = plan.sites.find((one) => one.households_served > 0);
  await clickAt(tab, [site.lon, site.lat], 16);
  const told = await textOf(tab, ".told");
  assert.ok(told.includes(site.name) && told.includes(plan.owners.find((owner) => owner.id === site.owner).name), told);
  await tab.close();
});

test("the comuni with the most households are named from the start", async () => {
  const tab = await opened(browser);
  const named = () =>
    tab.evaluate(() => {
      const { map } = window.divarioReport;
      return map.queryRenderedFeatures({ layers: ["first-name"] }).map((one) => one.properties.name);
    });
  const largest = [...plan.comuni].sort((a, b) => b.households - a.households).slice(0, 8);
  assert.deepEqual(new Set(await named()), new Set(largest.map((comune) => comune.name)));
  await tab.uncheck("input[data-group=names]");
  await atRest(tab);
  assert.deepEqual(await named(), []);
  await tab.close();
});

/** Names on the map as boxes, with their place, px. */
const namesShown = (tab) =>
  tab.evaluate(() => {
    const { map } = window.divarioReport;
    return map.queryRenderedFeatures({ layers: ["name", "first-name"] }).map(({ geometry, layer, properties }) => {
      const { x, y } = map.project(geometry.coordinates);
      const px = map.getLayoutProperty(layer.id, "text-size");
      const [offset, [width, height]] = ["offset", "size"].map((name) => JSON.parse(properties[name]));
      const [left, top] = [x + offset[0] * px - width / 2, y + offset[1] * px - height / 2];
      return { name: properties.name, first: properties.first, at: [x, y], left, top, right: left + width, bottom: top + height };
    });
  });

/** A name further from its place than this would be taken for another's. */
const NEAR_PX = 56;

test("names stand near their place, whole, clear of each other and above signs, wide and narrow", async () => {
  for (const width of [1280, 390]) {
    const tab = await opened(browser, { width });
    const frame = await tab.locator("#map").evaluate((one) => [one.clientWidth, one.clientHeight]);
    const names = await namesShown(tab);
    assert.equal(names.filter(({ first }) => first).length, 8);
    for (const { name, at, left, top, right, bottom } of names) {
      assert.ok(left >= 0 && top >= 0 && right <= frame[0] && bottom <= frame[1], `${name} is cut at ${width} px`);
      const off = [Math.max(left - at[0], at[0] - right, 0), Math.max(top - at[1], at[1] - bottom, 0)];
      assert.ok(Math.hypot(...off) <= NEAR_PX, `${name} is far from its place at ${width} px`);
    }
    const apart = (a, b) => a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
    const meeting = names.flatMap((a, index) => names.slice(index + 1).filter((b) => !apart(a, b)).map((b) => `${a.name} / ${b.name}`));
    assert.deepEqual(meeting, []);
    const order = await tab.evaluate(() => window.divarioReport.map.getStyle().layers.map(({ id }) => id));
    assert.ok(order.indexOf("first-name") > Math.max(...["site", "pop", "link"].map((id) => order.indexOf(id))));
    await tab.close();
  }
});

test("in the legend a status has a sign that no owner has", async () => {
  const tab = await opened(browser);
  const rows = await tab
    .locator("#network-key > li")
    .evaluateAll((all) => all.map((one) => [one.textContent, one.querySelector("path").getAttribute("d"), one.querySelector("svg").innerHTML]));
  const words = ["stands today", "decided already", "to be built"];
  const isStatus = ([text]) => words.includes(text);
  const statuses = new Set(plan.sites.map(({ status }) => status));
  assert.equal(rows.filter(isStatus).length, statuses.size);
  const outlines = rows.filter((row) => !isStatus(row)).map(([, outline]) => outline);
  assert.ok(outlines.length > 0 && rows.filter(isStatus).every(([, outline]) => !outlines.includes(outline)));
  assert.equal(new Set(rows.map(([, , sign]) => sign)).size, rows.length);
  await tab.close();
});

test("layers are switched on and off", async () => {
  const tab = await opened(browser);
  const visible = (layer) => tab.evaluate((id) => window.divarioReport.map.getLayoutProperty(id, "visibility") !== "none", layer);
  assert.ok((await visible("rate")) && !(await visible("share")));
  await tab.check("input[data-ground=share]");
  assert.ok(!(await visible("rate")) && (await visible("share")));
  assert.ok((await tab.locator("[data-key=share]").isVisible()) && !(await tab.locator("[data-key=rate]").isVisible()));
  await tab.uncheck("input[data-group=links]");
  assert.ok(!(await visible("link")));
  await tab.uncheck("input[data-state=covered]");
  assert.ok(!JSON.stringify(await tab.evaluate(() => window.divarioReport.map.getFilter("point"))).includes('"covered"'));
  await tab.click("[data-language=it]");
  assert.ok((await tab.isChecked("input[data-ground=share]")) && !(await tab.isChecked("input[data-group=links]")));
  await tab.close();
});

test("where no map can be drawn, the page says so and tells the rest", async () => {
  const bare = await launched(["--disable-3d-apis"]);
  const tab = await opened(bare);
  assert.match(await textOf(tab, "#no-map"), /map\.png/);
  assert.ok((await tab.locator("#panel-0 tbody tr").count()) > 0);
  await tab.locator("#panel-0 tbody button").first().click();
  await bare.close();
});
