// Elements are made here and nowhere else, and text goes into them as text: no name can ever become markup.

/** An element with attributes, listeners (`onclick`) and children; children that are strings become text. */
function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  return furnished(made, attributes, children);
}

/** The same for a shape of SVG. */
function shape(tag, attributes = {}, ...children) {
  return furnished(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

function furnished(made, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return made;
}

/** Puts these children in place of all that an element holds. */
function fill(place, ...children) {
  place.replaceChildren(...children.flat().filter((child) => child !== null && child !== undefined));
}

const byId = (id) => document.getElementById(id);

/** A list of names and values; rows without a value are left out. */
function facts(rows) {
  const told = rows.filter(([, value]) => value !== null && value !== undefined && value !== "–");
  return element(
    "dl",
    { class: "facts" },
    told.flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)]),
  );
}
