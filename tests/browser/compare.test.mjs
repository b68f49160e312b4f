// The page that compares plans: figures, maps in step, tables, paper, and names that are text.

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import {
  PAPER_PX,
  atRest,
  compareFile,
  compared,
  comparedPlans,
  cutOnPaper,
  launched,
  numbersIn,
  opened,
  serious,
  textOf,
} from "./browser.mjs";

const EVIL = `</script><script>window.hit = 1</script><img src=x onerror="window.hit = 2">'"&amp; 🗼 \u2028 \u202e`;
const LONG = "Sovramonte-di-sopra".repeat(12);
const count = compared.plans.length;

let browser;
let folder;
before(async () => {
  browser = await launched();
  folder = mkdtempSync(join(tmpdir(), "divario-compare-"));
});
after(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

const openedCompare = (options = {}) => opened(browser, { file: compareFile, ...options });

/** The page with its data changed. */
function changedPage(name, change) {
  const page = readFileSync(compareFile, "utf8");
  const data = /(<script type="application\/json" id="data">)(.*?)(<\/script>)/s;
  const file = join(folder, name);
  writeFileSync(
    file,
    page.replace(data, (_, start, json, end) => {
      const document = JSON.parse(json);
      change(document);
      return start + JSON.stringify(document).replaceAll("<", "\\u003c").replaceAll("\u2028", "\\u2028") + end;
    }),
  );
  return file;
}

const evilPage = () =>
  changedPage("evil.html", (data) => {
    const { report } = data;
    [report.plans[0].scenario.name, report.plans[0].label, report.plans[0].folder] = [EVIL, EVIL, EVIL];
    [report.plans[1].label, report.plans[1].folder] = [LONG, LONG];
    report.comuni[0].name = report.inputs[0].path = EVIL;
    report.comuni[1].name = LONG;
    report.warnings = [EVIL, LONG];
    report.plans[0].least_covered_comune = report.plans[1].least_covered_comune = EVIL;
    report.scenario_keys = [{ pointer: `/${LONG}`, values: report.plans.map(() => EVIL) }];
    for (const { sites } of data.networks) sites[0].name = EVIL;
  });

test("the page opens from the disk, asks for nothing else and complains of nothing", async () => {
  const tab = await openedCompare();
  assert.deepEqual(
    tab.requests.slice(1).filter((url) => !/^(data|blob):/.test(url)),
    [],
  );
  assert.deepEqual(tab.complaints, []);
  assert.equal(await tab.locator(".map canvas.maplibregl-canvas").count(), 2);
  assert.equal(await tab.locator("#cards article").count(), count);
  await tab.close();
});

test("every figure is one of a plan.json or of compare.json", async () => {
  const tab = await openedCompare();
  await tab.locator("#comuni-table tbody button").first().click();
  await atRest(tab);
  const shown = await tab.evaluate(() => [...window.divarioReport.shown]);
  const known = numbersIn([compared, comparedPlans]);
  assert.ok(shown.length > 100, String(shown.length));
  assert.deepEqual(
    shown.filter((value) => !known.has(value)),
    [],
  );
  const each = compared.figures.find((figure) => figure.figure === "present_value_per_covered_household_eur");
  assert.deepEqual(
    each.values,
    comparedPlans.map((plan) => plan.cost.present_value_per_covered_household_eur),
  );
  const first = await textOf(tab, "#cards article:first-child .value");
  assert.equal(first, `€${each.values[0].toLocaleString("en-GB", { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`);
  await tab.close();
});

test("cost for each covered household is the first row, and better and worse are said in words", async () => {
  const tab = await openedCompare();
  assert.match(await textOf(tab, "#key-figures tbody:nth-of-type(1)"), /^Cost for each covered household Capital/);
  const verdicts = compared.figures.flatMap((figure) => figure.verdicts);
  const words = (kind) => tab.locator(`#key-figures .change.${kind}`).allTextContents();
  for (const kind of ["better", "worse"]) {
    const told = await words(kind);
    assert.equal(told.length, verdicts.filter((verdict) => verdict === kind).length);
    assert.ok(told.every((text) => text.includes(kind)), told.join(" | "));
  }
  await tab.close();
});

test("a switch changes the language of all that the page says", async () => {
  const tab = await openedCompare();
  const english = await textOf(tab, "main");
  await tab.click("[data-language=it]");
  const italian = await textOf(tab, "main");
  assert.equal(await tab.getAttribute("html", "lang"), "it");
  assert.match(italian, /Chi guadagna e chi perde/);
  assert.ok(italian.includes(comparedPlans[0].governance[0].measure_it));
  assert.ok(!/undefined|\{\w+\}/.test(english + italian));
  await tab.click("[data-language=en]");
  assert.equal(await textOf(tab, "main"), english);
  await tab.close();
});

test("the maps move in step, and each shows the plan and the view that is chosen", async () => {
  const tab = await openedCompare();
  const centres = () => tab.evaluate(() => window.divarioReport.maps.map((map) => [...map.getCenter().toArray(), map.getZoom()]));
  const before = await centres();
  await tab.evaluate(() => window.divarioReport.maps[0].jumpTo({ zoom: 12, center: window.divarioReport.maps[0].getCenter() }));
  await tab.locator("#map-1 canvas").first().press("ArrowRight");
  await atRest(tab);
  const [left, right] = await centres();
  left.forEach((value, index) => assert.ok(Math.abs(value - right[index]) < 1e-6));
  assert.notDeepEqual(left, before[0]);
  const drawn = () =>
    tab.evaluate(async () => {
      const map = window.divarioReport.maps[1];
      const { features } = await map.getSource("points").getData();
      return features.map((one) => `${one.properties.index} ${one.properties.colour}`).sort();
    });
  const shownPlan = Number(await tab.inputValue("#side-1 [data-choice=plan]"));
  const states = compared.plans[shownPlan].points;
  assert.ok(compared.plans.slice(1).every(({ points }) => points.won + points.lost <= states.won + states.lost));
  assert.equal((await drawn()).length, states.won + states.lost);
  await tab.selectOption("#side-1 [data-choice=kind]", "covers");
  await atRest(tab);
  const covered = await drawn();
  assert.equal(covered.length, comparedPlans[shownPlan].points.length);
  await tab.selectOption("#side-1 [data-choice=plan]", "0");
  await atRest(tab);
  assert.notDeepEqual(await drawn(), covered);
  assert.equal(await tab.evaluate(() => document.activeElement.dataset.choice), "plan");
  await tab.close();
});

test("both maps name the comuni with the most households", async () => {
  const tab = await openedCompare();
  const named = () =>
    tab.evaluate(() =>
      window.divarioReport.maps.map((map) => map.queryRenderedFeatures({ layers: ["first-name"] }).map((one) => one.properties.name).sort()),
    );
  const largest = [...compared.comuni]
    .sort((a, b) => b.households - a.households)
    .slice(0, 8)
    .map(({ name }) => name)
    .sort();
  assert.deepEqual(await named(), [largest, largest]);
  await tab.close();
});

test("layers are switched on both maps", async () => {
  const tab = await openedCompare();
  const visible = (layer) =>
    tab.evaluate((id) => window.divarioReport.maps.map((map) => map.getLayoutProperty(id, "visibility") !== "none"), layer);
  assert.deepEqual(await visible("link"), [true, true]);
  await tab.uncheck("input[data-group=links]");
  assert.deepEqual(await visible("link"), [false, false]);
  await tab.click("[data-language=it]");
  assert.ok(!(await tab.isChecked("input[data-group=links]")));
  await tab.close();
});

test("a click tells of a site, and a name in the table of its comune", async () => {
  const tab = await openedCompare();
  const site = comparedPlans[0].sites.find((one) => one.households_served > 0);
  const at = await tab.evaluate(([lon, lat]) => {
    const map = window.divarioReport.maps[0];
    map.jumpTo({ center: [lon, lat], zoom: 16 });
    const { x, y } = map.project([lon, lat]);
    return { x, y };
  }, [site.lon, site.lat]);
  await atRest(tab);
  await tab.locator("#map-0 canvas").first().click({ position: at });
  assert.ok((await textOf(tab, ".told")).includes(site.name));
  const comune = compared.comuni[0];
  await tab.locator("#comuni-table tbody button").first().click();
  await atRest(tab);
  assert.equal(await textOf(tab, ".told h3"), comune.name);
  await tab.keyboard.press("Escape");
  assert.equal(await tab.locator(".told").count(), 0);
  assert.equal(await tab.evaluate(() => document.activeElement.textContent), comune.name, "back where it came from");
  await tab.close();
});

test("the table of comuni sorts by what a plan changes, and filters", async () => {
  const tab = await openedCompare();
  const head = tab.locator("#comuni-table thead th").nth(3);
  await head.locator("button").click();
  assert.equal(await head.getAttribute("aria-sort"), "descending");
  const names = await tab.locator("#comuni-table tbody th").allTextContents();
  const change = new Map(compared.comuni.map((comune) => [comune.name, comune.differences[1]]));
  const changes = names.map((name) => change.get(name));
  assert.deepEqual(
    changes,
    [...changes].sort((a, b) => b - a),
  );
  await tab.selectOption("#comuni-table select", "loses");
  const losers = compared.comuni.filter((comune) => comune.differences.some((one) => one < 0)).length;
  assert.equal(await tab.locator("#comuni-table tbody th").count(), losers);
  await tab.selectOption("#comuni-table select", "");
  await tab.fill("#comuni-table input", compared.comuni[2].name.toUpperCase());
  assert.deepEqual(await tab.locator("#comuni-table tbody th").allTextContents(), [compared.comuni[2].name]);
  await tab.close();
});

test("axe finds no serious fault, in either language, wide or narrow", async () => {
  for (const [width, hash] of [
    [1280, "#en"],
    [390, "#it"],
  ]) {
    const tab = await openedCompare({ width, hash, bypassCSP: true });
    assert.deepEqual(await serious(tab), []);
    await tab.locator("#comuni-table tbody button").first().click();
    await atRest(tab);
    assert.deepEqual(await serious(tab), []);
    await tab.close();
  }
});

test("a telephone needs no sideways scrolling", async () => {
  const tab = await openedCompare({ width: 390, height: 844, hasTouch: true, isMobile: true });
  assert.ok((await tab.evaluate(() => document.documentElement.scrollWidth)) <= 390);
  await tab.close();
});

test("on paper every table is whole, and both maps are there", async () => {
  const eight = changedPage("eight.html", ({ report, networks, points }) => {
    const grow = (list) => {
      while (list.length < 8) list.push(list[1]);
    };
    for (const list of [report.plans, networks, points.state]) grow(list);
    for (const one of report.figures) [one.values, one.differences, one.verdicts].forEach(grow);
    for (const one of report.comuni) [one.covered, one.covered_ratio, one.differences].forEach(grow);
    for (const one of report.inputs) grow(one.sha256);
    for (const one of report.scenario_keys) grow(one.values);
  });
  for (const file of [compareFile, eight]) {
    const tab = await opened(browser, { file, width: PAPER_PX, height: 1000 });
    await tab.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
    await tab.emulateMedia({ media: "print" });
    assert.equal(await tab.locator("#comuni-table tbody tr:visible").count(), compared.comuni.length);
    assert.deepEqual(await cutOnPaper(tab), []);
    const colours = await tab.evaluate(() =>
      [...document.querySelectorAll("canvas.map-print")].map((canvas) => {
        const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
        return new Set(new Uint32Array(data.buffer)).size;
      }),
    );
    assert.ok(colours.length === 2 && colours.every((many) => many > 50), String(colours));
    await tab.close();
  }
});

test("what is not comparable is said on the page", async () => {
  const file = changedPage("other.html", ({ report }) => {
    report.comparable = false;
    report.differs = [{ index: 1, plan: "x", reason: "comune_missing", count: 3, example: report.comuni[0].istat }];
    for (const figure of report.figures) {
      figure.comparable = ["money", "network"].includes(figure.group);
      if (!figure.comparable) figure.verdicts = figure.verdicts.map((verdict) => (verdict === "first" ? verdict : "unknown"));
    }
  });
  const tab = await opened(browser, { file });
  const told = await textOf(tab, "#not-comparable");
  assert.ok(/not comparable/.test(told) && told.includes(compared.comuni[0].name), told);
  assert.ok((await textOf(tab, "#key-figures")).includes("(not comparable)"));
  await tab.close();
  const usual = await openedCompare();
  assert.ok(!(await usual.locator("#not-comparable").isVisible()));
  await usual.close();
});

test("names are shown as text, and very long ones do not push the page apart", async () => {
  const file = evilPage();
  for (const width of [1280, 390]) {
    const tab = await opened(browser, { file, width });
    await tab.locator("#comuni-table tbody button").first().click();
    await atRest(tab);
    assert.equal(await tab.evaluate(() => window.hit), undefined);
    assert.equal(await tab.locator("main img, header img").count(), 0);
    for (const place of [".told h3", "#cards article:first-child h3", "#warning-lists ul:first-of-type li:first-child", "#inputs tbody tr:nth-child(2) th"]) {
      assert.ok((await textOf(tab, place)).includes("<img src=x"), place);
    }
    assert.ok((await tab.evaluate(() => document.documentElement.scrollWidth)) <= width, String(width));
    assert.deepEqual(tab.complaints, []);
    await tab.close();
  }
});
