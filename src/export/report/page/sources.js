// Where figures of the scenario come from that have no key for it beside them, in its author's words.

function startSources({ sources }) {
  if (sources.length === 0) return;
  byId("origins").hidden = false;
  inEveryLanguage(() => {
    byId("origins-unverified").textContent = unverifiedCount(sources);
    fill(byId("origins-rows"), sources.map(sourceRow));
  });
}

/** Whoever wrote the scenario says so in the text, in either language. */
const isUnverified = ({ source }) => /unverified|non verificat/i.test(source);

function unverifiedCount(sources) {
  const count = sources.filter(isUnverified).length;
  return count > 0 ? say("origins_unverified", { count: plain(count), total: plain(sources.length) }) : "";
}

function sourceRow(one) {
  const mark = isUnverified(one) ? [element("strong", { class: "unverified" }, say("unverified")), " "] : [];
  return element(
    "tr",
    {},
    element("th", { scope: "row" }, pointerCode(one.pointer), scenarioValue(one.value)),
    element("td", {}, mark, one.source),
  );
}

/** It breaks where a key begins, or a word of one. */
const pointerCode = (pointer) =>
  element(
    "code",
    {},
    pointer.split(/(?=[/_])/).flatMap((part) => [element("wbr"), part]),
  );

/** As scenario.json has it, in full: a year is no amount, and so is not parted. */
function scenarioValue(value) {
  if (value === null) return null;
  const isNumber = typeof value === "number";
  return element("div", {}, isNumber ? written(value, { useGrouping: "min2", maximumFractionDigits: 15 }) : value);
}
