// What the plan rests on: guidelines, proof, warnings, inputs.

function startGrounds(data) {
  inEveryLanguage(() => {
    fill(byId("verdicts"), data.governance.map(verdict));
    fill(byId("spectrum"), spectrum(data.spectrum));
    byId("proof-line").textContent = proofLine(data);
    fill(byId("warning-list"), warnings(data));
    fill(byId("inputs"), inputs(data));
    fill(byId("foot"), foot(data));
  });
}

function verdict(report) {
  return element(
    "article",
    { class: report.holds ? "holds" : "fails" },
    element(
      "p",
      { class: "verdict" },
      tick(report.holds),
      say(report.holds ? "holds" : "fails"),
    ),
    element("h3", {}, say("guideline", { number: plain(report.guideline) })),
    element("p", {}, chosenWords(report, "measure")),
    facts([
      [say("measured"), inUnit(report.value, report.unit)],
      [say("limit"), inUnit(report.limit, report.unit)],
    ]),
    element("p", { class: "explained" }, chosenWords(report, "explanation")),
  );
}

/** The right to the spectrum; its duty has a verdict, where there is one. */
function spectrum(report) {
  const duty = report.coverage_duty;
  const verdict = duty && element("p", { class: "verdict" }, tick(duty.is_met), say(duty.is_met ? "duty_met" : "duty_missed"));
  const kept = duty && (duty.is_met ? "holds" : "fails");
  return element(
    "article",
    { class: kept ?? "plain" },
    verdict,
    element("h3", {}, say("spectrum")),
    element("p", { class: "explained" }, chosenWords(report, "explanation")),
  );
}

function proofLine({ status, objective }) {
  if (status === "infeasible") return say("infeasible");
  const line = say("proof_line", {
    value: number(objective.value, 1),
    bound: number(objective.bound, 1),
    gap: gapPercent(objective.gap_ratio),
  });
  const promises = objective.promises;
  if (!promises) return line;
  return `${line} ${say("promise_line", { promised: number(promises.households), kept: number(promises.kept), bound: number(promises.kept_bound, 1) })}`;
}

function warnings(data) {
  if (data.warnings.length === 0) return element("li", { lang: language }, say("no_warnings"));
  return data.warnings.map((warning) => element("li", {}, warning));
}

function inputs({ scenario, provenance }) {
  const line = (name, sha256) =>
    element("tr", {}, element("th", { scope: "row" }, name), element("td", {}, element("code", {}, sha256)));
  return element(
    "table",
    {},
    element(
      "thead",
      {},
      element("tr", {}, element("th", { scope: "col" }, say("file")), element("th", { scope: "col" }, "SHA-256")),
    ),
    element(
      "tbody",
      {},
      line(say("scenario_file"), scenario.sha256),
      provenance.inputs.map((input) => line(input.path, input.sha256)),
    ),
  );
}

function foot({ provenance }) {
  return element("p", {}, say("made_by", { version: provenance.divario, solver: provenance.solver.name }));
}
