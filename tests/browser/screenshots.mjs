// Pictures of the pages, wide, narrow and on paper; ./dev test-browser --screenshots FOLDER makes them.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { atRest, compareFile, launched, opened } from "./browser.mjs";

const folder = process.argv[2] ?? "out/screenshots";
mkdirSync(folder, { recursive: true });
const browser = await launched();
// The picture in README.md.
const first = await opened(browser, { width: 1280, height: 1250 });
await first.screenshot({ path: join(folder, "demo_report.png") });
await first.close();
for (const [name, options] of [
  ["wide_en", { width: 1280, height: 800 }],
  ["wide_it", { width: 1280, height: 800, hash: "#it" }],
  ["narrow_it", { width: 390, height: 844, hash: "#it" }],
]) {
  const tab = await opened(browser, options);
  await tab.screenshot({ path: join(folder, `${name}.png`) });
  await tab.screenshot({ path: join(folder, `${name}_whole.png`), fullPage: true });
  await tab.locator("#place").scrollIntoViewIfNeeded();
  for (const ground of ["server", "share"]) {
    await tab.check(`input[data-ground=${ground}]`);
    await atRest(tab);
    await tab.locator("#map").screenshot({ path: join(folder, `${name}_${ground}.png`) });
  }
  if (name === "wide_en") await tab.pdf({ path: join(folder, "paper.pdf"), preferCSSPageSize: true });
  await tab.close();
}
for (const [name, options] of [
  ["compare_wide_en", { width: 1280, height: 800 }],
  ["compare_wide_it", { width: 1280, height: 800, hash: "#it" }],
  ["compare_narrow_it", { width: 390, height: 844, hash: "#it" }],
]) {
  const tab = await opened(browser, { file: compareFile, ...options });
  await tab.screenshot({ path: join(folder, `${name}.png`) });
  await tab.screenshot({ path: join(folder, `${name}_whole.png`), fullPage: true });
  await tab.locator("#place").screenshot({ path: join(folder, `${name}_maps.png`) });
  if (name === "compare_wide_en") await tab.pdf({ path: join(folder, "compare_paper.pdf"), preferCSSPageSize: true });
  await tab.close();
}
await browser.close();
