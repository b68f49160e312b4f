// The words of the charts in Italian. The charts are drawn in English, as in `charts/`; names and labels of a scenario stay.

/** `€1,469,000` and `12.5%` as Italian writes them. */
const italianFigures = (text) =>
  text
    .replace(
      /([−-]?)€([\d,.]+)( [kM]| bn)?/g,
      (_, sign, digits, scale) =>
        `${sign}${swapped(digits)}${(scale ?? "").replace(" k", "\u00a0mila").replace(" M", "\u00a0mln").replace(" bn", "\u00a0mrd")}\u00a0€`,
    )
    .replace(/\b\d{1,3}(,\d{3})+\b/g, swapped)
    .replace(/(\d)\.(\d+)\s?%/g, "$1,$2 %")
    .replace(/(\d)%/g, "$1 %");

const swapped = (digits) => digits.replace(/[,.]/g, (mark) => (mark === "," ? "." : ","));

/** What `#` stands for: a number, an amount, a share; so that no label of a scenario is taken for a text of ours. */
const FIGURE = "([−-]?€?[\\d.,]+(?:\\s?%| k| M| bn)?)";

/** Each English text, `#` standing for a figure that a plan puts there, `~` for a name. */
const CHART_WORDS = [
  ["Cost of the plan, by item", "Costo del piano, per voce"],
  [
    "Budget #. Present value of capital, renewals and running cost over the horizon #",
    "Budget #. Valore attuale di investimenti, rinnovi ed esercizio sull’orizzonte #",
  ],
  [
    "Budget #. Present value of capital, renewals, terminals and running cost over the horizon #",
    "Budget #. Valore attuale di investimenti, rinnovi, apparati ed esercizio sull’orizzonte #",
  ],
  [
    "Budget #. Present value of capital, renewals, spectrum paid once and running cost over the horizon #",
    "Budget #. Valore attuale di investimenti, rinnovi, spettro una tantum ed esercizio sull’orizzonte #",
  ],
  [
    "Budget #. Present value of capital, renewals, terminals, spectrum paid once and running cost over the horizon #",
    "Budget #. Valore attuale di investimenti, rinnovi, apparati, spettro una tantum ed esercizio sull’orizzonte #",
  ],
  ["Capital cost (€)", "Investimento (€)"],
  ["Running cost (€ per year)", "Esercizio (€ all’anno)"],
  ["Total", "Totale"],
  ["# per year", "# all’anno"],
  [
    "× number of pieces; an item without capital cost is rented or paid by the year",
    "× numero di pezzi; una voce senza investimento è affittata o pagata ad anno",
  ],
  ["Money spent and earned, year by year", "Spese ed entrate, anno per anno"],
  [
    "Euro in each year, spending below zero, and their running sum, not discounted; sum at the end #",
    "Euro in ogni anno, spese sotto lo zero, e saldo progressivo, non attualizzato; saldo finale #",
  ],
  [
    "Reserve of the running network at the end of each year, euro; lowest in the worst case #, year #",
    "Riserva della rete in esercizio alla fine di ogni anno, euro; minima nel caso peggiore #, anno #",
  ],
  [
    "Reserve of the running network at the end of each year, euro; lowest #, year #",
    "Riserva della rete in esercizio alla fine di ogni anno, euro; minima #, anno #",
  ],
  [
    "Reserve of the running network at the end of each year, euro",
    "Riserva della rete in esercizio alla fine di ogni anno, euro",
  ],
  ["as planned", "previsto"],
  ["worst stress", "caso peggiore"],
  ["between the two", "tra i due"],
  ["least after year #: #", "minimo richiesto dopo l’anno #: #"],
  ["least: #", "minimo richiesto: #"],
  ["The plan has no running year to show.", "Il piano non ha anni di esercizio da mostrare."],
  ["wholesale revenue", "ricavi all’ingrosso"],
  ["building", "lavori"],
  ["building, spectrum fee paid once", "lavori, spettro una tantum"],
  ["renewal", "rinnovi"],
  ["renewal, terminals", "rinnovi, apparati"],
  ["running cost", "esercizio"],
  ["running sum", "saldo progressivo"],
  ["year (0: the year of building)", "anno (0: l’anno della costruzione)"],
  ["Households covered, by comune", "Famiglie coperte, per comune"],
  [
    "Share of households to which the plan gives the service (%), and households left without broadband: # of #",
    "Quota di famiglie a cui il piano dà il servizio (%), e famiglie che restano senza banda larga: # su #",
  ],
  ["covered, small comune (under # residents)", "coperte, piccolo comune (sotto # ab.)"],
  ["covered, other comune", "coperte, altro comune"],
  ["had broadband before the plan", "avevano già la banda larga"],
  ["covered by the plan", "coperte dal piano"],
  ["covered", "coperte"],
  ["households left without", "famiglie rimaste senza"],
  ["Households covered, by size of comune", "Famiglie coperte, per dimensione del comune"],
  [
    "Share of households (%), comuni by number of residents; whoever has broadband today keeps it",
    "Quota di famiglie (%), comuni per numero di residenti; chi ha già la banda larga la conserva",
  ],
  ["under #", "meno di #"],
  ["# to #", "da # a #"],
  ["# and more", "# e oltre"],
  ["1 comune", "1 comune"],
  ["# comuni", "# comuni"],
  ["# households", "# famiglie"],
  ["1 household", "1 famiglia"],
  ["Source: scenario ~", "Fonte: scenario ~"],
  ["Spectrum fee × #", "Canone delle frequenze × #"],
  ["Rent of sites × #", "Affitto dei siti × #"],
  ["The plan has no years to show.", "Il piano non ha anni da mostrare."],
  ["The plan builds nothing.", "Il piano non costruisce nulla."],
  ["The plan has no comuni.", "Il piano non ha comuni."],
  ["The # comuni with the smallest share covered", "I # comuni con la quota coperta più bassa"],
  [
    "# comuni by falling share covered (%); line: share before the plan, ranked by itself",
    "# comuni per quota coperta decrescente (%); linea: quota prima del piano, ordinata a parte",
  ],
  ["# other items × #", "# altre voci × #"],
  ["no households", "nessuna famiglia"],
  ["What each budget buys", "Che cosa si ottiene con ogni budget"],
  [
    "The best plan found for each of # budgets, in the busy hour; no knee",
    "Il miglior piano trovato per ognuno di # budget, nell’ora di punta; nessun gomito",
  ],
  [
    "The best plan found for each of # budgets, in the busy hour; no knee; 1 pays for no plan",
    "Il miglior piano trovato per ognuno di # budget, nell’ora di punta; nessun gomito; 1 non basta per un piano",
  ],
  [
    "The best plan found for each of # budgets, in the busy hour; no knee; # pay for no plan",
    "Il miglior piano trovato per ognuno di # budget, nell’ora di punta; nessun gomito; # non bastano per un piano",
  ],
  [
    "The best plan found for each of # budgets, in the busy hour; knee at #",
    "Il miglior piano trovato per ognuno di # budget, nell’ora di punta; gomito a #",
  ],
  [
    "The best plan found for each of # budgets, in the busy hour; knee at #; 1 pays for no plan",
    "Il miglior piano trovato per ognuno di # budget, nell’ora di punta; gomito a #; 1 non basta per un piano",
  ],
  [
    "The best plan found for each of # budgets, in the busy hour; knee at #; # pay for no plan",
    "Il miglior piano trovato per ognuno di # budget, nell’ora di punta; gomito a #; # non bastano per un piano",
  ],
  ["No budget pays for a plan.", "Nessun budget basta per un piano."],
  ["Households", "Famiglie"],
  ["Weighted households", "Famiglie ponderate"],
  ["bound: no plan does better", "limite: nessuno fa meglio"],
  ["plan", "piano"],
  ["the plan of this folder", "questo piano"],
  ["knee", "gomito"],
  ["no plan", "nessun piano"],
  ["knee: #", "gomito: #"],
  ["of these, without broadband today", "di cui oggi senza banda larga"],
  ["Euro for each further household", "Euro per ogni famiglia in più"],
  [
    "from one budget to the next; none where no more are covered",
    "da un budget al successivo; nulla se non ne copre di più",
  ],
  ["the scenario's budget, #", "budget dello scenario, #"],
  ["budget: capital that may be spent", "budget: investimento spendibile"],
];

const CHART_PATTERNS = CHART_WORDS.map(([english, italian]) => {
  const escaped = english.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll("#", FIGURE).replace("~", "(.+)");
  return [new RegExp(`^${escaped}$`), italian];
});

/** The Italian of a text of a chart; the text itself, but for its figures, where no words are known. */
function italianChartText(text) {
  for (const [pattern, italian] of CHART_PATTERNS) {
    const found = pattern.exec(text);
    if (found) {
      let place = 0;
      return italian.replace(/[#~]/g, (mark) => {
        place += 1;
        return mark === "#" ? italianFigures(found[place]) : found[place];
      });
    }
  }
  return /^[−-]?[€\d]/.test(text) ? italianFigures(text) : text;
}
