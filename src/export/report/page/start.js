// From data to page.

function start() {
  const data = unpacked(JSON.parse(byId("data").textContent));
  data.ranked = rankedOwners(data);
  data.rateClasses = rateClasses(data.coverage);
  startLanguage();
  startFigures(data);
  startGrounds(data);
  const map = makeMap(data);
  startLegend(map, data);
  const tables = startTables(map, data);
  startClicks(map, data);
  startFrame(map, data);
  startCharts();
  startPrint(map, tables);
  window.divarioReport = { map, shown, summed };
}

/** Buttons and words on the map, and what stands in its place where there is none. */
function startFrame(map, data) {
  const place = byId("map");
  if (!map) {
    place.hidden = true;
    byId("no-map").hidden = false;
    inEveryLanguage(() => {
      byId("no-map").textContent = say("no_map");
    });
    return;
  }
  const button = (sign, act) => element("button", { type: "button", onclick: act }, sign);
  const buttons = [
    button("+", () => map.zoomIn()),
    button("−", () => map.zoomOut()),
    button("⤢", () => map.fitBounds(wholeBounds(data), { padding: 24, duration: 500 })),
  ];
  const north = element(
    "div",
    { class: "north", role: "img" },
    shape(
      "svg",
      { viewBox: "0 0 20 34", "aria-hidden": "true" },
      shape("path", { d: "M10 1L16 21L10 17Z", fill: INK }),
      shape("path", { d: "M10 1L4 21L10 17Z", fill: "#adb5bd" }),
      shape("text", { x: 10, y: 32, "text-anchor": "middle", "font-size": 11, fill: INK }, "N"),
    ),
  );
  place.append(element("div", { class: "buttons" }, buttons), north);
  inEveryLanguage(() => {
    ["zoom_in", "zoom_out", "whole"].forEach((words, index) => {
      buttons[index].title = say(words);
      buttons[index].setAttribute("aria-label", say(words));
    });
    north.setAttribute("aria-label", say("north"));
    map.getCanvas().setAttribute("aria-label", say("map_label"));
    nameCloser();
  });
}
