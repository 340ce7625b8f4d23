/** What is said of figures with noise in them (`RELEASE=formal`), in Dutch. */

const why = (group: number): string =>
  `In elk cijfer zit toevallige ruis, en cijfers komen in groepen van ${group}: zo kan niemand zien of één bezoek of aanmelding erin zit. ‘Meer of minder’ (±) zegt hoe ver een cijfer ernaast kan zitten, in 95 van de 100 gevallen.`;

export const formal = {
  formal: {
    giveOrTake: (margin: string) => `${margin} meer of minder`,
    eachGiveOrTake: (margin: string) => `Elk ${margin} meer of minder.`,
    tooSmall: "te klein om op zichzelf te beoordelen; kijk naar het kanaal, of naar meer dagen",
    mostlyNoise: "vooral ruis; kijk naar meer dagen",
    lostSome: "Er konden tellingen niet worden opgeslagen; kijk in de logs van Fivebar.",
    why: {
      week: (group: number) => `${why(group)} Bezoeken van vandaag verschijnen morgen, aanmeldingen op maandag.`,
      day: (group: number) => `${why(group)} Bezoeken en aanmeldingen van vandaag verschijnen morgen.`,
    },
    appears: {
      week: "Bezoeken van vandaag verschijnen morgen. Aanmeldingen verschijnen op maandag, een hele week tegelijk, en staan op de zondag van die week.",
      day: "Bezoeken en aanmeldingen van vandaag verschijnen morgen.",
    },
    visitsLater: "bezoeken van vandaag verschijnen morgen",
    skippedLater: "Verzoeken van vandaag verschijnen morgen.",
    signupsLater: {
      week: "aanmeldingen van een week staan op de zondag, en verschijnen op maandag",
      day: "aanmeldingen van vandaag verschijnen morgen",
    },
    throughWeek: (day: string) => `vrijgegeven t/m ${day}; elke maandag komt er een week bij`,
    startWeek: "Aanmeldingen zie je hier pas na afloop van de week: vanaf maandag.",
    empty: "In deze periode is er nog niets te zien. Kies een langere periode.",
    eachPeriod: {
      day: (visits: string) => `Elke dag ${visits} bezoeken meer of minder.`,
      week: (visits: string) => `Elke week ${visits} bezoeken meer of minder.`,
      month: (visits: string) => `Elke maand ${visits} bezoeken meer of minder.`,
    },
    eachSignups: {
      day: (signups: string) => `Elke dag ${signups} aanmeldingen meer of minder.`,
      week: (signups: string) => `Elke week ${signups} aanmeldingen meer of minder.`,
      month: (signups: string) => `Elke maand ${signups} aanmeldingen meer of minder.`,
      sevenDays: (signups: string) => `Elke 7 dagen ${signups} aanmeldingen meer of minder.`,
    },
    /** Columns of a file for a spreadsheet. */
    columns: {
      visits: "Bezoeken: meer of minder",
      signups: "Aanmeldingen: meer of minder",
      mostlyNoise: "Vooral ruis",
      perVisitLow: "Per bezoek: minstens",
      perVisitHigh: "Per bezoek: hoogstens",
    },
    yes: "ja",
    no: "nee",
    costs:
      "In de bezoeken en aanmeldingen zit ruis, dus ook in wat er een kost: het bedrag ligt ‘tussen’ de twee die erbij staan. Is een kwart of meer van de bezoeken ruis, dan staat er ‘te weinig’.",
    costsByWeek: "De kosten per aanmelding gaan over hele weken, omdat aanmeldingen per week verschijnen.",
    /** On a shared report and in its feed. */
    shared: (signups: boolean) =>
      `In elk cijfer zit toevallige ruis, zodat niemand kan zien of één bezoek of aanmelding erin zit. Met ± staat erbij hoe ver een cijfer ernaast kan zitten, in 95 van de 100 gevallen.${signups ? " Waar ‘vooral ruis’ staat, zegt een rij op zichzelf niets." : ""}`,
    sharedWeek: "Aanmeldingen verschijnen op maandag, een hele week tegelijk, en staan op de zondag van die week.",
    how: "Ruis: waarom cijfers er iets naast zitten",
    howTexts: [
      "Aan het einde van elke dag telt Fivebar bij elk aantal een klein toevallig getal op, boven of onder nul. Dat getal wordt één keer getrokken en nergens bewaard. Zo blijft voor iedereen die cijfers ziet onzeker of één bepaald bezoek of één bepaalde aanmelding is meegeteld, ook voor wie zelf op links klikt of een lijst met namen heeft.",
      "Bij grote aantallen maakt dat weinig uit, bij kleine veel. Daarom staat bij elk cijfer hoe ver het ernaast kan zitten. Een campagne die niets brengt, kan na een maand toch vijf bezoeken laten zien. Waar de onzekerheid voor de helft uit ruis bestaat, staat dat de cijfers te klein zijn om op zichzelf te beoordelen.",
      "Verzoeken die geen bezoek zijn, worden voor alle campagnes samen geteld.",
    ],
  },
};
