/** Who gets in: through the organisation, by invitation, and what the history keeps of that. In Dutch. */
import { pluralOf } from "../plural.ts";

const plural = pluralOf("nl-NL");

export const access = {
  openId: {
    button: "Inloggen met je werkaccount",
    at: (host: string) => `Je logt in bij ${host} en komt daarna hier terug.`,
    cookie: "Op weg naar je werkaccount en terug bewaart hij er hoogstens tien minuten nog een.",
    orKey: "Of met een toegangssleutel",
    done: "Je bent ingelogd",
    goOn: "Naar het dashboard",
    down: (host: string) =>
      `De inlogpagina van je organisatie (${host}) reageert niet. Probeer het over een minuut opnieuw, of log in met een toegangssleutel.`,
    over: "Deze poging om in te loggen is voorbij, of is in een ander venster begonnen. Begin opnieuw.",
    declined: (host: string) => `Je bent bij ${host} niet ingelogd, dus hier ook niet.`,
    refused: (host: string) =>
      `Het antwoord van ${host} klopte niet, dus er is niemand ingelogd. Probeer het opnieuw. Lukt het weer niet, vertel het dan een beheerder.`,
    unverified: (host: string) =>
      `${host} bevestigt niet dat je e-mailadres van jou is, en daarop berust de toegang hier. Vraag het aan je ICT-afdeling.`,
    noRole: (email: string, host: string) =>
      `Je bent ingelogd als ${email}, maar ${host} geeft je hier geen rol. Vraag het aan je ICT-afdeling.`,
    unknown: (email: string) =>
      `Je bent ingelogd als ${email}, maar dat adres is hier nog geen lid. Vraag een beheerder om je toe te voegen.`,
    tooMany: (seconds: number) =>
      `Er kwamen te veel ongeldige antwoorden. Wacht ${plural(seconds, "seconde", "seconden")} en probeer het opnieuw, of log in met een toegangssleutel.`,
    signedOutHere: "Je bent hier uitgelogd. Bij je organisatie ben je misschien nog ingelogd.",
    signOutThere: (host: string) => `Ook bij ${host} uitloggen`,
    noSignOut: (host: string) => `Bij ${host} kun je van hieruit niet uitloggen. Doe het daar, of sluit de browser.`,
  },
  keyRole: {
    change: "Rol wijzigen",
    title: (name: string) => `Welke rol krijgt de sleutel ‘${name}’?`,
    text: "De nieuwe rol geldt vanaf het volgende verzoek, ook voor wie er al mee is ingelogd.",
    changed: "De rol is gewijzigd.",
  },
  invitations: {
    title: "Uitnodigingen",
    lead: (days: number) =>
      `Een link waarmee iemand één keer een eigen sleutel ophaalt. Je krijgt de sleutel zelf niet te zien. De link werkt ${days} dagen.`,
    invite: "Iemand uitnodigen",
    nameHint: "De naam van de sleutel, bijvoorbeeld ‘Noor’ of ‘Website’.",
    makeLink: "Link maken",
    madeTitle: "De uitnodiging",
    madeText: (day: string) =>
      `Kopieer de link nu: hij is hierna niet meer te zien. Hij werkt één keer, tot en met ${day}. Wie hem heeft, kan de sleutel ophalen; stuur hem dus alleen aan deze persoon.`,
    open: "Nog niet gebruikt",
    expiresOn: "Werkt tot en met",
    withdraw: "Intrekken",
    withdrawTitle: (name: string) => `De uitnodiging voor ‘${name}’ intrekken?`,
    withdrawText: "De link werkt dan niet meer.",
    withdrawConfirm: "Ja, trek deze uitnodiging in",
    withdrawn: "De uitnodiging is ingetrokken.",
    readyTitle: "Je toegangssleutel ligt klaar",
    readyText: (role: string) => `Met de rol ${role}. Je krijgt hem één keer te zien; daarna werkt deze link niet meer.`,
    show: "Toon mijn sleutel",
    goneTitle: "Deze uitnodiging werkt niet",
    goneText: "De link is al gebruikt, verlopen of ingetrokken, of niet helemaal overgenomen. Vraag een beheerder om een nieuwe.",
    keep: "Bewaar hem in een wachtwoordbeheerder. Je logt er voortaan mee in.",
  },
  history: {
    title: "Geschiedenis",
    lead: (months: number) =>
      `Wie wat wijzigde, en wanneer. Wat er met sleutels, leden en uitnodigingen gebeurde, blijft bewaard. Namen van medewerkers verdwijnen na ${plural(months, "maand", "maanden")}.`,
    csv: "Downloaden als CSV",
    lines: "Downloaden als JSON Lines",
  },
};
