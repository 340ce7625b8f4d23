/** What is said of an ad platform's file, in Dutch. */
import type { AdFileSentences } from "../en/ad_files.ts";

const CHANGED = {
  count: "heeft een aantal dat geen heel getal is: een spreadsheet heeft de getallen veranderd",
  amount: "heeft een bedrag dat anders geschreven is dan de andere: een spreadsheet heeft de getallen veranderd",
  cells: "heeft meer cellen dan er kolommen zijn: een getal of naam is in tweeën gesplitst bij een komma of puntkomma",
  above: "heeft cijfers en staat boven de namen van de kolommen: de regels zijn gesorteerd",
  formula: "heeft een formule zonder uitkomst",
} as const;

const named = (columns: readonly string[]): string => columns.map((name) => `‘${name}’`).join(", ");

export const adFiles: AdFileSentences = {
  "not-a-table": () =>
    "dit is geen tabel met cijfers van een advertentieplatform dat Fivebar kent; exporteer opnieuw als CSV of XLSX, zoals docs/COSTS.nl.md beschrijft",
  truncated: ({ row, what }) => {
    if (row === null)
      return "het bestand houdt te vroeg op: de laatste regel is niet af, of er staat geen regeleinde achter; download het opnieuw";
    return what === "cells"
      ? `rij ${row} houdt op vóór de cijfers; download het bestand opnieuw`
      : `de rijen zijn samen niet het totaal in rij ${row}; download het bestand opnieuw, met alle rijen`;
  },
  "changed-by-spreadsheet": ({ row, what }) =>
    `rij ${row} ${CHANGED[what ?? "count"]}; gebruik het bestand zoals het platform het gaf, zonder het eerst in een spreadsheet te openen`,
  "ambiguous-numbers": ({ row, what }) =>
    what === "none"
      ? `rij ${row} heeft een bedrag dat geen getal is; gebruik het bestand zoals het platform het gaf, of schrijf het bedrag in cijfers`
      : `rij ${row} heeft een getal dat niet zeker te lezen is; geef aan welk teken voor de centen staat: de punt of de komma`,
  "ambiguous-dates": ({ row, what }) => {
    if (what === "none")
      return `rij ${row} heeft een datum die niet te lezen is; gebruik het bestand zoals het platform het gaf, of schrijf datums als 2026-10-31`;
    return what === "outside"
      ? `rij ${row} gaat over een dag buiten de datums die boven de tabel staan; download het bestand opnieuw`
      : `rij ${row} heeft een datum die niet zeker te lezen is; geef aan of de dag of de maand voorop staat`;
  },
  "no-currency": () => "het bestand noemt geen valuta; geef die erbij, zoals EUR",
  "currency-contradicted": ({ row }) =>
    `rij ${row} heeft een bedrag in een andere valuta dan het bestand noemt, of dan je aangaf; exporteer het bestand opnieuw met één van beide`,
  "no-period": () => "het bestand noemt geen datums; geef de eerste en de laatste dag erbij",
  "no-spend": () => "het bestand heeft geen kolom met kosten; exporteer het met die kolom",
  "too-fine": ({ columns }) =>
    `het bestand vertelt meer dan Fivebar mag weten (${named(columns)}); exporteer de campagnes per dag, zonder zoektermen, uren, plaatsen of apparaten`,
  persons: ({ columns }) =>
    `dit bestand gaat over personen (${named(columns)}); Fivebar heeft er niets van overgenomen. Verwijder het waar je het niet nodig hebt, en exporteer de campagnes per dag`,
  "day-twice": ({ row, other }) => `rij ${row} gaat over dezelfde campagne en dag als rij ${other}; houd er één`,
  "other-platform": ({ platform }) => `het bestand heeft de kolommen van ${platform}; laat het platform weg, of kies dat`,
  "other-currency": ({ currency }) => `het bestand noemt zelf ${currency}; laat de valuta weg`,
  "other-period": ({ from, to }) => `het bestand gaat zelf over ${from} tot en met ${to}; laat de eerste en laatste dag weg`,
  "too-many-units": ({ max }) => `hoogstens ${max} campagnes of advertenties; exporteer in delen`,
  "too-many-currencies": ({ max }) => `hoogstens ${max} valuta's; exporteer in delen`,

  "ad-row-total": () => "een som van andere rijen",
  "ad-row-empty": () => "heeft geen cijfers",
  "ad-row-nameless": () => "noemt geen campagne",
  "ad-row-personal": () => "in de naam staat een e-mailadres of telefoonnummer; geef op het platform een andere naam",
  "ad-adds-up": ({ rows }) =>
    `kosten en vertoningen zijn samen wat het bestand zelf als totaal noemt (${rows} ${rows === 1 ? "rij" : "rijen"} met totalen)`,
  "ad-no-total": () => "het bestand noemt zelf geen totaal; vergelijk de sommen hier met wat het platform toont",
  "ad-open-end": () => "achter de laatste regel staat geen regeleinde; kijk of het laatste getal heel is",
  "ad-last-day-uneven": ({ day }) =>
    `op ${day}, de laatste dag, ontbreken campagnes die de dag ervoor een rij hebben; is het bestand compleet?`,
  "ad-removed-campaigns": () => "het totaal van het account is hoger dan dat van de campagnes: daarin tellen verwijderde campagnes mee",
  "ad-no-rows": () => "een rapport zonder rijen; er verandert niets",
  "ad-same-rows": ({ row, other }) =>
    `rij ${row} is in elke cel gelijk aan rij ${other}, en beide tellen mee; staat een regel er dubbel in, download het bestand dan opnieuw`,
  "ad-other-sheets": ({ sheets }) =>
    `${sheets === 1 ? "een ander werkblad" : `${sheets} andere werkbladen`} met dezelfde kolommen ${sheets === 1 ? "is" : "zijn"} niet gelezen; staan daar andere dagen of campagnes op, sla dat dan op als een eigen bestand`,
  "ad-windows-1252": () => "het bestand is geen UTF-8 en is gelezen als Windows-1252; kijk of letters met accenten kloppen",
  "ad-ids-lost": () => "een spreadsheet heeft de id's afgerond; campagnes zijn uit elkaar gehouden op naam",
  "ad-clicks-unknown": () => "het bestand heeft geen klikken die naar je link leiden; klikken blijven onbekend",
  "ad-reach-added": () => "bereik gaat niet mee: het is niet op te tellen",
  "ad-days-utc": () => "de dagen van het platform zijn in UTC",
  "ad-days-no-summer-time": () => "de dagen van het platform kennen geen zomertijd",
  "ad-incomplete": () => "het platform zegt dat de laatste dagen nog niet compleet zijn; importeer ze later opnieuw",
  "ad-last-day": ({ day }) =>
    `het bestand noemt meer dagen dan het rijen heeft: de laatste rij is van ${day}, en de dagen daarna tellen als nul`,
  "ad-audience-only": () => "leeftijden, geslachten en regio's gaan mee, en geen geld: kosten komen uit een rapport per campagne",
  "ad-audience-by-day": () => "leeftijden, geslachten en regio's per dag worden niet bewaard",
  "ad-audience-short": ({ days }) => `leeftijden, geslachten en regio's worden bewaard van periodes van ${days} dagen of meer`,
  "ad-audience-crossed": () => "regio's worden niet samen met leeftijden of geslachten bewaard",
};
