/** The overview, and what it has in common with a campaign's page, in Dutch. */
import type { Headline } from "../../../../domain/release/figures.ts";
import type { VisitRelease } from "../../../../domain/release/rule.ts";

const figures: Readonly<Record<Headline, string>> = {
  visits: "Bezoeken",
  signups: "Aanmeldingen",
  rate: "Aanmeldingen per 100 bezoeken",
};

export const overview = {
  periods: {
    label: "Periode",
    days: (days: number) => `${days} dagen`,
    month: "Deze maand",
    custom: "Kies…",
    from: "Van",
    to: "Tot en met",
    show: "Tonen",
    wrong: "Kies een eerste en een laatste dag: de eerste niet na de laatste en niet in de toekomst. Hieronder staan de laatste 30 dagen.",
    before: (days: number) => (days === 1 ? "op de dag ervoor" : `in de ${days} dagen ervoor`),
  },
  figures,
  overview: {
    title: "Wat levert elk kanaal op?",
    newCampaign: "Nieuwe campagne",
    signups: "Aanmeldingen via campagnes",
    unattributed: "Zonder campagne",
    unattributedNote: "aanmeldingen zonder campagnecode",
    interval: (low: string, high: string) => `tussen ${low} en ${high}`,
    tooFew: "te weinig om iets te zeggen",
    noComparison: "geen eerdere cijfers",
    same: (before: string) => `evenveel als ${before}`,
    more: (size: string) => `${size} meer`,
    less: (size: string) => `${size} minder`,
    than: (before: string) => `dan ${before}`,
    throughDay: (day: string) => `vrijgegeven t/m ${day}`,
    nothingReleased: "nog geen dag vrijgegeven",
    perChannel: "Per kanaal",
    channel: "Kanaal",
    per100: "Per 100",
    uncertainty: (max: string | null) => (max === null ? "Onzekerheid" : `Onzekerheid, 0 tot ${max}`),
    trend: "Verloop",
    sortBy: (column: string) => `Sorteer op ${column}`,
    sorted: "Sorteer op",
    total: "Totaal",
    skippedTitle: "Niet meegeteld",
    skippedNone: "Nog geen volle groep bots, linkvoorbeelden of andere verzoeken die geen bezoek zijn.",
    skippedNote: "Deze verzoeken waren geen bezoek.",
    unknownLinks: (count: string) =>
      `Onbekende links ${count}. Iemand vroeg een link op die niet bestaat; misschien staat er ergens een fout in een gedrukte of gekopieerde link.`,
    lost: (count: string) => `${count} tellingen konden niet worden opgeslagen; kijk in de logs van Fivebar.`,
    why: (group: number, signupsDaily: boolean, visits: VisitRelease) =>
      `Cijfers verschijnen per ${group}, zodat geen enkele vergelijking over minder dan ${group} bezoeken of aanmeldingen gaat.${visits === "daily" ? " Bezoeken van vandaag staan er morgen bij." : visits === "hourly" ? " Bezoeken komen er na elk heel uur bij." : ""}${signupsDaily ? " Aanmeldingen tellen mee nadat hun dag is afgesloten." : ""}`,
    leapTitle: "De klok klopt misschien niet",
    leap: "De klok van deze machine is dagen vooruit gesprongen. Tot ze over vijf minuten weer hetzelfde zegt, telt alles mee op de laatste dag daarvoor. Vraag de beheerder van de machine naar de klok te kijken.",
    how: "Hoe dat werkt",
    live: "Ververst elke minuut",
    emptyPeriod: "In deze periode is nog niets vrijgegeven. Kies een langere periode, of wacht tot er een groep vol is.",
    toCsv: "Download als CSV",
    toCsvByCampaign: "Per campagne, ook gearchiveerde",
  },
  chart: {
    visitsPer: { day: "Bezoeken per dag", week: "Bezoeken per week", month: "Bezoeken per maand" },
    signupsPer: { day: "Aanmeldingen per dag", week: "Aanmeldingen per week", month: "Aanmeldingen per maand" },
    highest: { day: "hoogste dag", week: "hoogste week", month: "hoogste maand" },
    signupsPerSevenDays: "Aanmeldingen per 7 dagen",
    partial: {
      day: "Gestreept: deze dag is nog niet voorbij",
      week: "Gestreept: deze week is nog niet voorbij of valt deels buiten de periode",
      month: "Gestreept: deze maand is nog niet voorbij of valt deels buiten de periode",
    },
    period: { day: "Dag", week: "Week van", month: "Maand" },
    incomplete: "niet volledig",
    visitsByChannel: "Bezoeken en aanmeldingen per periode",
    legend: "Kanalen",
  },
  start: {
    title: "Welkom. In drie stappen naar de eerste cijfers",
    steps: [
      ["Maak een campagne", "Eén advertentie in één kanaal, met een eigen link."],
      ["Zet de link in de advertentie", "Wie klikt, komt meteen op uw pagina, met de code van de campagne in het adres."],
      ["Koppel uw website", "De website meldt de code bij elke aanmelding, en niets over de persoon."],
    ],
    daily: "Aanmeldingen ziet u hier pas nadat hun dag is afgesloten: op zijn vroegst morgen.",
    action: "Maak de eerste campagne",
    readerNote: "Er zijn nog geen campagnes. Vraag een marketeer om de eerste te maken.",
    connect: "Zo koppelt u de website",
    underWay: "Op weg naar de eerste aanmelding",
    done: "gedaan",
    toLinks: "Naar de links",
    wait: "De website is gekoppeld. Aanmeldingen verschijnen hier zodra ze zijn vrijgegeven.",
  },
  how: {
    title: "Waarom verschijnen cijfers in groepen?",
    paragraphs: (group: number): readonly string[] => [
      `Fivebar telt precies, maar laat alleen hele groepen van ${group} zien. Van 23 bezoeken ziet u er ${Math.floor(23 / group) * group}; de rest verschijnt zodra de groep vol is. Er gaat niets verloren.`,
      `Daardoor is ook elk verschil tussen twee cijfers een veelvoud van ${group}: vergelijken levert nooit een kleinere groep op. Een groep is een aantal bezoeken, geen aantal mensen: wie steeds opnieuw klikt, vult er in zijn eentje een.`,
    ],
    daily:
      "Aanmeldingen worden pas vrijgegeven als hun dag is afgesloten, en een dag sluit pas als er genoeg aanmeldingen zijn. Anders zou een lijst met tijdstippen laten zien wie via welke advertentie kwam.",
    rates: "Aanmeldingen per 100 bezoeken, en hoe zeker dat is",
    ratesText:
      "Gerekend wordt over de dagen waarvan bezoeken én aanmeldingen zijn vrijgegeven; het aantal bezoeken ernaast kan een dag meer beslaan. De streep door een stip is het 95%-interval: het gebied waarin de echte verhouding bijna altijd ligt, ook met wat groepen nog verbergen. Overlappen twee strepen, dan kan het verschil toeval zijn. Staat er ‘te weinig’, dan zeggen de cijfers nog niets.",
    compare: "De vergelijking met de periode ervoor gaat over hele dagen: vandaag telt daarin niet mee.",
    unique: "Geen unieke bezoekers",
    uniqueText:
      "Wie twee keer klikt, telt twee keer: om dat te zien zouden we mensen moeten herkennen. Een campagne kan herhaalde kliks van dezelfde browser op dezelfde dag overslaan, zonder dat Fivebar die browser herkent.",
    visitors: "Wat bezoekers lezen",
  },
};
