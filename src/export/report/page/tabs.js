// Tabs for the tables; on paper each table stands under its heading.

/** Tabs after the pattern of the ARIA guide: arrows move, one of them is in the order of the Tab key. */
function startTabs(titles) {
  const tabs = titles.map((title, index) => {
    const panel = element("div", {
      role: "tabpanel",
      id: `panel-${index}`,
      "aria-labelledby": `tab-${index}`,
      hidden: index > 0,
    });
    const tab = element("button", { type: "button", role: "tab", id: `tab-${index}`, "aria-controls": `panel-${index}` });
    const heading = element("h3", { class: "print-only" });
    inEveryLanguage(() => {
      tab.textContent = heading.textContent = say(title);
    });
    return { panel, tab, heading };
  });
  const show = (index) =>
    tabs.forEach(({ panel, tab }, place) => {
      panel.hidden = place !== index;
      tab.setAttribute("aria-selected", String(place === index));
      tab.tabIndex = place === index ? 0 : -1;
    });
  tabs.forEach((one, index) => {
    one.show = () => show(index);
    one.tab.addEventListener("click", one.show);
    one.tab.addEventListener("keydown", ({ key }) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
      if (!step) return;
      const next = (index + step + tabs.length) % tabs.length;
      show(next);
      tabs[next].tab.focus();
    });
  });
  fill(
    byId("tabs"),
    tabs.map(({ tab }) => tab),
  );
  const note = element("p", { class: "print-only" });
  inEveryLanguage(() => {
    note.textContent = say("points_not_printed");
  });
  fill(
    byId("panels"),
    tabs.flatMap(({ heading, panel }) => [heading, panel]),
    note,
  );
  show(0);
  return tabs;
}
