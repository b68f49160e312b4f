// A table that filters and sorts, of any number of rows: it shows some, and more when asked.

const ROWS_AT_ONCE = 100;

/**
 * `columns`: `{title, value, text, number, wide}`; `value` gives what sorts, `text` what is shown, `wide` is left out on the screen.
 * `matches(row, wanted)` filters, `wanted` being the filter's text in small letters; `open(row)` follows the name of a row.
 */
function makeTable(place, { label, rows, columns, matches, placeholder, open, choices, printed }) {
  const table = { sort: null, falling: false, limit: ROWS_AT_ONCE, wanted: "", choice: "" };
  const search = element("input", {
    type: "search",
    oninput: () => {
      table.wanted = search.value;
      table.limit = ROWS_AT_ONCE;
      paintBody();
    },
  });
  const select = element("select", {
    onchange: () => {
      table.choice = select.value;
      table.limit = ROWS_AT_ONCE;
      paintBody();
    },
  });
  const count = element("p", { class: "count", "aria-live": "polite" });
  const head = element("thead");
  const body = element("tbody");
  const more = element("button", {
    type: "button",
    class: "more",
    onclick: () => {
      table.limit *= 4;
      paintBody();
    },
  });
  const caption = element("caption", { class: "unseen" });
  const scroll = element(
    "div",
    { class: "scroll", tabindex: "0", role: "region" },
    element("table", {}, caption, head, body),
    more,
  );
  const searchLabel = element("label", {});
  const tools = element("div", { class: "filter" }, searchLabel, choices ? select : null, count);

  function chosenRows() {
    const wanted = table.wanted.trim().toLocaleLowerCase();
    const found = rows.filter((one) => (!wanted || matches(one, wanted)) && (!choices || choices.keeps(one, table.choice)));
    const column = columns[table.sort];
    if (!column) return found;
    const compare = (a, b) => {
      const [x, y] = [column.value(a), column.value(b)];
      if (x === null || y === null) return x === y ? 0 : x === null ? 1 : -1;
      const order = column.number ? x - y : String(x).localeCompare(String(y), language);
      return table.falling ? -order : order;
    };
    return [...found].sort(compare);
  }

  function sortBy(index) {
    table.falling = table.sort === index ? !table.falling : Boolean(columns[index].number);
    table.sort = index;
    paintHead();
    paintBody();
    head.querySelectorAll("button")[index].focus();
  }

  function paintHead() {
    const cell = (column, index) =>
      element(
        "th",
        {
          scope: "col",
          class: classes(column),
          "aria-sort": table.sort === index ? (table.falling ? "descending" : "ascending") : "none",
        },
        element("button", { type: "button", onclick: () => sortBy(index) }, column.title()),
        // A browser that repeats the head on each printed page leaves its buttons empty.
        element("span", { class: "print-only" }, column.title()),
      );
    fill(head, element("tr", {}, columns.map(cell)));
  }

  function paintBody(all = false) {
    const found = chosenRows();
    const visible = all ? found : found.slice(0, table.limit);
    const cell = (one) => (column, index) =>
      index === 0
        ? element(
            "th",
            { scope: "row" },
            element("button", { type: "button", class: "name", onclick: () => open(one) }, column.text(one)),
          )
        : element("td", { class: classes(column) }, column.text(one));
    const lines = visible.map((one) => element("tr", {}, columns.map(cell(one))));
    const none = element("tr", {}, element("td", { colspan: columns.length }, say("nothing_found")));
    fill(body, lines.length > 0 ? lines : none);
    more.hidden = visible.length === found.length;
    count.textContent = say("rows_shown", { shown: plain(visible.length), total: plain(found.length) });
  }

  function paint() {
    caption.textContent = label();
    scroll.setAttribute("aria-label", label());
    search.placeholder = placeholder();
    fill(searchLabel, element("span", { class: "unseen" }, say("filter")), search);
    if (choices) {
      select.setAttribute("aria-label", choices.label());
      fill(
        select,
        choices.options().map(([value, words]) => element("option", { value, selected: value === table.choice }, words)),
      );
    }
    more.textContent = say("more_rows");
    paintHead();
    paintBody();
  }

  fill(place, tools, scroll);
  inEveryLanguage(paint);
  return {
    paintAll: () => printed && paintBody(true),
    paintSome: () => paintBody(),
    pick: (words, choice) => {
      search.value = table.wanted = words;
      table.choice = choice;
      paint();
    },
  };
}

const classes = (column) => [column.number ? "figure" : "", column.wide ? "wide" : ""].join(" ").trim() || null;

const has =
  (...texts) =>
  (wanted) =>
    texts.some((text) => text.toLocaleLowerCase().includes(wanted));
