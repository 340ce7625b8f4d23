/** What visitors read, in both languages. A message that one of them lacks does not compile. */
import type { Language } from "../language.ts";

const nl = {
  locale: "nl-NL",
  unknownTitle: "Deze link kennen we niet",
  unknownText: "Misschien is het adres niet helemaal overgenomen, of bestaat de campagne niet meer. Er is niets over uw bezoek bewaard.",
  unavailableTitle: "Even niet bereikbaar",
  unavailableText: "We konden de bestemming van deze link niet opzoeken. Probeer het over een paar seconden opnieuw.",
  whatIsThis: "Wat doet dit domein?",
  title: "Wat dit domein telt",
  intro:
    "Via dit domein lopen de links in advertenties van een campagne. Een link telt één bezoek op en stuurt u meteen door. Zo ziet de campagne hoe vaak een advertentie iemand brengt, en niet wie dat is.",
  countedTitle: "Wat we tellen",
  counted: (group: number) => [
    "Per campagne en per dag: het aantal bezoeken aan de link, en het aantal aanmeldingen dat de website van de campagne meldt.",
    "Ook verzoeken die geen bezoek zijn, zoals een linkvoorbeeld of een zoekrobot, geteld per soort.",
    `Medewerkers zien die aantallen alleen in hele groepen van ${group} bezoeken of aanmeldingen, nooit één voor één. Iemand die vaker klikt, telt elke keer mee.`,
  ],
  notStoredTitle: "Wat we niet bewaren",
  notStored: [
    "Geen IP-adres, niets over uw browser of toestel, niet waar u vandaan kwam en niet hoe laat u kwam. Hoe uw browser zich noemt, wordt bekeken om robots te herkennen; het blijft even in het geheugen, zonder tijd of adres, en komt nooit op schijf.",
    "Geen cookies, geen pixels, geen herkenningsteken, geen script op deze pagina.",
    "Klikcodes die een platform aan de link plakt (zoals fbclid of gclid) gaan niet mee naar de website van de campagne.",
  ],
  addressInTransit:
    "Zonder uw IP-adres kan geen antwoord u bereiken. De hostingpartij van dit domein verwerkt het daarom als u klikt, en kan het voor de beveiliging een tijd in logboeken houden. Fivebar zelf leest het niet en bewaart het niet.",
  someAreCached:
    "Van sommige links onthoudt uw browser tot het einde van de dag zelf waar ze heen leiden, zodat een tweede klik niet meetelt. Wat hij onthoudt, is voor iedereen gelijk en zegt niets over u.",
  passedTitle: "Wat er meegaat",
  passed: (code: string) =>
    `Mee naar de website gaat alleen de code van de campagne, als ‘${code}=…’ in het adres: voor iedereen die dezelfde link volgt dezelfde.`,
  passedMore: (names: string) => `Daarnaast mogen deze onderdelen van het adres mee: ${names}.`,
  daily: "Aanmeldingen worden pas na het einde van de dag zichtbaar, zodat ze niet aan een moment te koppelen zijn.",
  visitsDaily: "Ook bezoeken worden pas na het einde van de dag zichtbaar.",
  days: (timeZone: string, months: number) =>
    `Een dag loopt van middernacht tot middernacht in de tijdzone ${timeZone}. Aantallen per dag worden na ${months} ${months === 1 ? "maand" : "maanden"} samengevoegd tot aantallen per maand.`,
  thanksLinks:
    "Sommige campagnes melden een aanmelding niet zelf: hun website stuurt u na het formulier langs een bedanklink op dit domein. Die telt één aanmelding op, zonder iets over u, en stuurt u verder.",
  thanksLink:
    "Na een aanmelding gaat uw browser bij deze campagne langs een bedanklink op dit domein. Die telt één aanmelding op, zonder iets over u, en stuurt u verder.",
  campaignsTitle: "Campagnes die laten zien wat ze doen",
  noCampaigns: "Er zijn nu geen campagnes die hier laten zien wat ze doen.",
  channel: "Kanaal",
  period: "Periode",
  audience: "Voor wie",
  regions: "Regio",
  languages: "Taal",
  interests: "Interesses",
  budget: "Budget",
  paidBy: "Betaald door",
  link: "Link",
  leadsTo: "Leidt naar",
  status: "Status",
  statuses: { scheduled: "nog niet begonnen", live: "loopt", paused: "gepauzeerd", ended: "afgelopen", archived: "opgeheven" },
  from: (day: string) => `vanaf ${day}`,
  until: (day: string) => `tot en met ${day}`,
  between: (from: string, to: string) => `${from} tot en met ${to}`,
  noPeriod: "zonder vaste begin- of einddatum",
  ages: (from: number, to: number) => `${from} tot en met ${to} jaar`,
  agesFrom: (from: number) => `${from} jaar en ouder`,
  agesTo: (to: number) => `tot en met ${to} jaar`,
  checkTitle: "Zelf nagaan",
  check:
    "Dit domein draait op Fivebar, waarvan iedereen de broncode mag lezen. Daarin staat uitgelegd wat er met een klik gebeurt, met de tests erbij, en wat er wordt bewaard. Het programma ‘doctor’ uit die broncode zegt of klopt wat van dit domein van buitenaf te zien is.",
  whoRuns: "Wie dit domein beheert, weet Fivebar niet. Dat hoort te staan in de privacyverklaring van de website waar de link heen leidt.",
  forPrograms: "Hetzelfde voor programma’s (JSON)",
  noPlanTitle: "Van deze campagne staat hier niets",
  noPlanText: "Misschien is het adres niet helemaal overgenomen, is de campagne voorbij, of laat ze hier niet zien wat ze doet.",
  allCampaigns: "Alle campagnes, en wat dit domein telt",
  planIntro: "Dit vertelt de campagne over haar advertentie, en dit doet de link erin.",
  whatTheLinkDoes: "Wat deze link doet",
  linkCounts: (group: number) =>
    `De link telt één bezoek op en stuurt u door. Medewerkers zien de aantallen in hele groepen van ${group}, en nooit wie er kwam.`,
  linkPasses: (code: string, slug: string) =>
    `Zolang de campagne loopt, gaat ‘${code}=${slug}’ mee in het adres: de code van de campagne, voor iedereen dezelfde.`,
  linkStoresNothing: "Er komt geen cookie en geen herkenningsteken op uw toestel.",
  linkIsCached:
    "Uw browser onthoudt tot het einde van de dag zelf waar de link heen leidt, zodat een tweede klik niet meetelt. Wat hij onthoudt, is voor iedereen gelijk; een cookie of herkenningsteken is er niet.",
};

const en: typeof nl = {
  locale: "en-GB",
  unknownTitle: "We do not know this link",
  unknownText: "The address may not have been copied in full, or the campaign is over. Nothing about your visit has been kept.",
  unavailableTitle: "Out of reach for a moment",
  unavailableText: "We could not look up where this link leads. Please try again in a few seconds.",
  whatIsThis: "What does this domain do?",
  title: "What this domain counts",
  intro:
    "The links in a campaign’s advertisements run through this domain. A link adds one to the number of visits and sends you on at once. So the campaign sees how often an advertisement brings somebody, and not who.",
  countedTitle: "What we count",
  counted: (group: number) => [
    "For each campaign and day: the number of visits to the link, and the number of signups that the campaign’s website reports.",
    "Requests that are not visits, such as a link preview or a search robot, counted by type.",
    `Staff see these numbers in whole groups of ${group} visits or signups only, never one by one. Somebody who clicks more than once counts each time.`,
  ],
  notStoredTitle: "What we do not keep",
  notStored: [
    "No IP address, nothing about your browser or device, not where you came from, not the moment of your visit. What your browser calls itself is looked at to tell robots apart; it stays in memory for a while, without time or address, and never reaches a disk.",
    "No cookies, no pixels, no identifier, no script on this page.",
    "Click codes that a platform adds to the link (such as fbclid or gclid) do not travel on to the campaign’s website.",
  ],
  addressInTransit:
    "Without your IP address no answer can reach you. The party that hosts this domain therefore processes it when you click, and may keep it in logs for a while for security. Fivebar itself does not read it and does not store it.",
  someAreCached:
    "For some links your browser itself remembers until the end of the day where they lead, so that a second click is not counted. What it remembers is the same for everybody, and says nothing about you.",
  passedTitle: "What is passed on",
  passed: (code: string) =>
    `Only the campaign’s code is passed on to the website, as “${code}=…” in the address: the same for everybody who follows the same link.`,
  passedMore: (names: string) => `These parts of the address may be passed on as well: ${names}.`,
  daily: "Signups become visible only after the end of the day, so that they cannot be tied to a moment.",
  visitsDaily: "Visits too become visible only after the end of the day.",
  days: (timeZone: string, months: number) =>
    `A day runs from midnight to midnight in the time zone ${timeZone}. After ${months} ${months === 1 ? "month" : "months"} daily numbers become monthly numbers.`,
  thanksLinks:
    "Some campaigns do not report a signup themselves: after the form, their website sends you past a thank-you link on this domain. It adds one to the number of signups, with nothing about you, and sends you on.",
  thanksLink:
    "After a signup for this campaign your browser goes past a thank-you link on this domain. It adds one to the number of signups, with nothing about you, and sends you on.",
  campaignsTitle: "Campaigns with a published plan",
  noCampaigns: "No campaign publishes its plan here at the moment.",
  channel: "Channel",
  period: "Period",
  audience: "Aimed at",
  regions: "Region",
  languages: "Language",
  interests: "Interests",
  budget: "Budget",
  paidBy: "Paid by",
  link: "Link",
  leadsTo: "Leads to",
  status: "Status",
  statuses: { scheduled: "not yet begun", live: "running", paused: "paused", ended: "over", archived: "closed" },
  from: (day: string) => `from ${day}`,
  until: (day: string) => `until ${day}`,
  between: (from: string, to: string) => `${from} to ${to}`,
  noPeriod: "no fixed beginning or end",
  ages: (from: number, to: number) => `aged ${from} to ${to}`,
  agesFrom: (from: number) => `aged ${from} and over`,
  agesTo: (to: number) => `aged up to ${to}`,
  checkTitle: "Check it yourself",
  check:
    "This domain runs on Fivebar, whose source code anybody may read. It explains what happens to a click, with the tests that show it, and what is stored. The program “doctor” in that source tells whether what can be seen of this domain from outside is true.",
  whoRuns: "Fivebar does not know who runs this domain. The privacy statement of the website to which the link leads should say it.",
  forPrograms: "The same for programs (JSON)",
  noPlanTitle: "There is nothing here about this campaign",
  noPlanText: "The address may not have been copied in full, the campaign may be over, or it does not publish its plan.",
  allCampaigns: "All campaigns, and what this domain counts",
  planIntro: "This is what the campaign tells about its advertisement, and what the link in it does.",
  whatTheLinkDoes: "What this link does",
  linkCounts: (group: number) =>
    `The link adds one to the number of visits and sends you on. Staff see the numbers in whole groups of ${group}, and never who came.`,
  linkPasses: (code: string, slug: string) =>
    `While the campaign runs, “${code}=${slug}” is passed on in the address: the campaign’s code, the same for everybody.`,
  linkStoresNothing: "No cookie and no identifier is put on your device.",
  linkIsCached:
    "Your browser itself remembers until the end of the day where the link leads, so that a second click is not counted. What it remembers is the same for everybody; there is no cookie and no identifier.",
};

export const messages: Readonly<Record<Language, typeof nl>> = { nl, en };
