// The frame of a map.

/** Buttons and words on the map, and what stands in its place where there is none. */
function startFrame(map, place, instead, data) {
  if (!map) {
    place.hidden = true;
    instead.hidden = false;
    inEveryLanguage(() => {
      instead.textContent = say("no_map");
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
