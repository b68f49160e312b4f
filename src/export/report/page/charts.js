// The charts of the folder, in the language of the page.

function startCharts() {
  const texts = [...document.querySelectorAll("#charts svg text, #charts svg title")].map((node) => [
    node,
    node.textContent.trim(),
  ]);
  const figures = document.querySelectorAll("#charts figure");
  inEveryLanguage(() => {
    for (const [node, english] of texts) node.textContent = language === "it" ? italianChartText(english) : english;
    for (const figure of figures)
      figure.setAttribute("aria-label", `${figure.querySelector("title").textContent}. ${say("scroll_chart")}`);
  });
}
