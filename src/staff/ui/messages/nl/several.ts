/** Several campaigns at once: what can be done with those that are ticked, and their QR codes, in Dutch. */
import { pluralOf } from "../plural.ts";

const plural = pluralOf("nl-NL");
const campaigns = (count: number): string => plural(count, "campagne", "campagnes");
const are = (count: number): string => `${campaigns(count)} ${count === 1 ? "is" : "zijn"}`;
/** Niets veranderd: alles was al zo. */
const done = (say: (count: number) => string) => (count: number) =>
  count === 0 ? "Er is niets gewijzigd: dit gold al voor deze campagnes." : say(count);

export const several = {
  several: {
    title: "Meer campagnes tegelijk",
    tick: (name: string, slug: string) => `Kies ${name} (/${slug})`,
    all: "Alle campagnes op deze pagina",
    hint: "Vink campagnes aan om ze samen te pauzeren, te beëindigen, te archiveren of in een groep te zetten.",
    legend: "Met de aangevinkte campagnes",
    actions: { pause: "Pauzeren", resume: "Hervatten", end: "Beëindigen…", archive: "Archiveren…", group: "Groeperen…" },
    titles: {
      pause: (count: number) => `${campaigns(count)} pauzeren?`,
      resume: (count: number) => `${campaigns(count)} hervatten?`,
      end: (count: number) => `${campaigns(count)} beëindigen?`,
      archive: (count: number) => `${campaigns(count)} archiveren?`,
      group: (count: number) => `${campaigns(count)} in een groep zetten`,
    },
    texts: {
      pause: "Bezoekers komen dan nog wel op de bestemming, maar zonder code, en tellen niet mee.",
      resume: "De links nemen de code weer mee, en bezoeken tellen weer.",
      end: "Tot en met de laatste dag tellen bezoeken mee. Daarna leiden de links nog wel door, maar zonder code.",
      archive:
        "De links tellen dan niet meer: wie er een volgt, komt op de pagina voor na afloop als die er is, of krijgt te zien dat de link onbekend is. De cijfers blijven, en je kunt elke campagne terughalen onder ‘Gearchiveerde campagnes’.",
      group: "Een campagne zit in één groep. Een campagne die in een andere groep zat, gaat over naar deze.",
    },
    endsOnHint: "Kies gisteren om ze nu meteen te beëindigen.",
    groupHint: "Een nieuwe of een bestaande groep. Laat leeg om de campagnes uit hun groep te halen.",
    confirm: {
      pause: (count: number) => `Ja, pauzeer ${campaigns(count)}`,
      resume: (count: number) => `Ja, hervat ${campaigns(count)}`,
      end: (count: number) => `Ja, beëindig ${campaigns(count)}`,
      archive: (count: number) => `Ja, archiveer ${campaigns(count)}`,
      group: (count: number) => `Zet ${campaigns(count)} in deze groep`,
    },
    done: {
      pause: done((count) => `${are(count)} gepauzeerd.`),
      resume: done((count) => `${campaigns(count)} ${count === 1 ? "loopt" : "lopen"} weer.`),
      end: done((count) => `${campaigns(count)} ${count === 1 ? "heeft" : "hebben"} een nieuwe laatste dag.`),
      archive: done((count) => `${are(count)} gearchiveerd.`),
      group: done((count) => `${are(count)} van groep veranderd.`),
    },
    nothingDone: "Er is niets gewijzigd",
    none: "Vink eerst een of meer campagnes aan.",
    gone: (slug: string) => `/${slug} is er niet meer: iemand heeft die campagne gearchiveerd.`,
    changed: (name: string) => `‘${name}’ is intussen gewijzigd. Kijk de lijst nog eens na.`,
    stale: "Iemand heeft een van deze campagnes intussen gewijzigd. Kijk de lijst nog eens na.",
    hasEnded: (name: string, day: string) => `‘${name}’ is afgelopen op ${day}. Geef die campagne eerst een latere laatste dag.`,
    startsLater: (name: string, day: string) => `‘${name}’ begint pas op ${day}. Kies een latere laatste dag, of archiveer die campagne.`,
    codes: "QR-codes van de aangevinkte campagnes, of van alle getoonde",
    sheet: "QR-codes op een vel",
    zip: "QR-codes als zip",
    codesTitle: "QR-codes",
    codesLead: (count: number) => `De QR-codes van ${campaigns(count)}, om af te drukken op A4.`,
    codesMore: (shown: number, all: number) => `Dit zijn de eerste ${shown} van ${all}. Gebruik het filter van de lijst voor de andere.`,
    codesNone: "Er past geen campagne bij dit filter.",
    print: "Afdrukken",
  },
};
