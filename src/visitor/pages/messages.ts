/** What visitors read, in both languages. A message that one of them lacks does not compile. */
import type { SignupRelease, VisitRelease } from "../../domain/release/rule.ts";
import type { Language } from "../language.ts";

const SEEN_NL = {
  live: "in de loop van de dag",
  hourly: "na elk heel uur",
  daily: "pas na het einde van de dag",
  weekly: "pas na het einde van de week",
};
const SEEN_EN = {
  live: "while the day runs",
  hourly: "after each full hour",
  daily: "only after the end of the day",
  weekly: "only after the end of the week",
};

const nl = {
  locale: "nl-NL",
  unknownTitle: "Deze link kennen we niet",
  unknownText: "Misschien is het adres niet helemaal overgenomen, of bestaat de campagne niet meer. Over uw bezoek is niets bewaard.",
  loopTitle: "Deze link leidt naar zichzelf",
  loopText: "Wie de link maakte, moet de bestemming ervan verbeteren. Over uw bezoek is niets bewaard.",
  unavailableTitle: "Even niet bereikbaar",
  unavailableText: "We konden dit adres nu niet opzoeken. Probeer het over een paar seconden opnieuw.",
  whatIsThis: "Wat doet dit domein?",
  title: "Wat dit domein telt",
  intro:
    "De links in advertenties van een campagne lopen via dit domein. Een klik telt als één bezoek, en u wordt meteen doorgestuurd. Zo ziet de campagne hoeveel bezoek een advertentie brengt, en niet wie er komt.",
  countedTitle: "Wat we tellen",
  counted: (group: number) => [
    "Per campagne en per dag: het aantal bezoeken aan de link, en het aantal aanmeldingen dat de website van de campagne meldt.",
    "Ook verzoeken die geen bezoek zijn, zoals van een linkvoorbeeld of een zoekrobot, per soort; en hoe vaak een link is opgevraagd die niet bestaat.",
    `Medewerkers zien die aantallen alleen in hele groepen van ${group}, nooit één voor één. Wie twee keer klikt, telt twee keer mee.`,
    "Wie de server beheert, kan in de database de precieze aantallen lezen, maar niets over bezoekers: dat staat er niet in.",
    "De advertentieplatforms geven de campagne alleen totalen: wat een advertentie kostte, hoe vaak ze getoond is, en aandelen van leeftijden, geslachten en regio’s. Die zijn nooit verbonden met bezoeken of aanmeldingen. Aan wie het platform een advertentie toont, bepalen campagne en platform samen.",
  ],
  notStoredTitle: "Wat we niet bewaren",
  notStored: [
    "Geen IP-adres, niets over uw browser of toestel, niet waar u vandaan kwam en niet hoe laat. Aan de naam die uw browser opgeeft, herkennen we robots; die blijft even in het geheugen, zonder tijd of adres, en komt nooit op schijf.",
    "Geen cookies, geen pixels, geen herkenningsteken, geen script op deze pagina.",
    "Klikcodes die een platform aan de link plakt (zoals fbclid of gclid), gaan niet mee naar de website van de campagne.",
  ],
  accountAtHost: "Wie ons account bij Cloudflare beheert, kan daar een tijd lang per link opzoeken welke IP-adressen en browsers kwamen.",
  addressInTransit:
    "Zonder uw IP-adres kan geen antwoord u bereiken. De hostingpartij verwerkt het dus als u klikt, en kan het een tijd in logboeken houden voor de beveiliging. Fivebar zelf leest en bewaart het niet.",
  someAreCached:
    "Van sommige links onthoudt uw browser zelf, tot het einde van de dag, waar ze heen leiden; een tweede klik op hetzelfde adres telt dan niet mee. Dat is voor iedereen gelijk en zegt niets over u.",
  passedTitle: "Wat er meegaat",
  passed: (codes: readonly string[]) =>
    `Naar de website gaat alleen de code van de campagne mee, als ${codes.map((code) => `‘${code}=…’`).join(" of ")} in het adres. Die is gelijk voor iedereen die de link volgt. Bij een aanmelding meldt de website alleen die code aan ons.`,
  passedMore: (names: string) => `Ook deze delen van het adres mogen mee: ${names}.`,
  formal: (visit: string, signup: string) =>
    `In elk cijfer zit toevallige ruis. Of een bezoek van u is meegeteld, verandert daardoor de kansen op alles wat medewerkers ooit te zien krijgen hooguit een factor ${visit}, en een aanmelding hooguit een factor ${signup}, wat zij verder ook weten of aanklikken.`,
  seen: (visits: VisitRelease, signups: SignupRelease | "weekly") =>
    `Bezoeken zijn ${SEEN_NL[visits]} te zien, aanmeldingen ${visits === signups ? "ook" : SEEN_NL[signups]}.`,
  days: (timeZone: string, months: number) =>
    `Een dag loopt van middernacht tot middernacht in de tijdzone ${timeZone}. Aantallen per dag worden na ${months} ${months === 1 ? "maand" : "maanden"} aantallen per maand.`,
  thanksLinks:
    "Sommige campagnes melden aanmeldingen niet zelf: hun website stuurt u na het formulier langs een bedanklink op dit domein. Die telt één aanmelding op, zonder iets over u.",
  thanksLink: "Na een aanmelding gaat uw browser langs een bedanklink op dit domein. Die telt één aanmelding op, zonder iets over u.",
  campaignsTitle: "Campagnes die hun plan laten zien",
  noCampaigns: "Er is nu geen campagne die hier haar plan laat zien.",
  moreCampaigns: "Meer campagnes",
  channel: "Kanaal",
  runs: "Periode",
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
  noDates: "zonder vaste begin- of einddatum",
  ages: (from: number, to: number) => `${from} tot en met ${to} jaar`,
  agesFrom: (from: number) => `${from} jaar en ouder`,
  agesTo: (to: number) => `tot en met ${to} jaar`,
  checkTitle: "Zelf nagaan",
  check:
    "Dit domein draait op Fivebar, waarvan iedereen de broncode mag lezen. Daarin staat wat er met een klik gebeurt en wat er wordt bewaard, met tests die het laten zien. Het programma ‘doctor’ daarin controleert dit domein van buitenaf.",
  runBy: (operator: string) => `${operator} beheert dit domein.`,
  privacyStatement: "De privacyverklaring",
  says: "zegt",
  websiteShouldSay: "In de privacyverklaring van de website waar de link heen leidt, hoort te staan",
  whereToAsk: "waar u met vragen terechtkunt",
  whoRuns: "wie dit domein beheert en waar u met vragen terechtkunt",
  source: "De code die hier volgens de beheerder draait",
  sourceDoubt: "Van buitenaf is dat niet na te gaan.",
  forPrograms: "Hetzelfde voor programma’s (JSON)",
  noPlanTitle: "Over deze campagne staat hier niets",
  noPlanText: "Misschien is het adres niet helemaal overgenomen, bestaat de campagne niet meer, of laat ze haar plan niet zien.",
  allCampaigns: "Alle campagnes, en wat dit domein telt",
  planIntro: "Het plan achter deze advertentie, en wat de link erin doet.",
  whatTheLinkDoes: "Wat deze link doet",
  linkCounts: (group: number) =>
    `Zolang de campagne loopt, telt een klik als één bezoek; u wordt altijd doorgestuurd. Medewerkers zien de aantallen in hele groepen van ${group}, en nooit wie er kwam.`,
  linkPasses: (code: string, slug: string) =>
    `Zolang de campagne loopt, gaat ‘${code}=${slug}’ mee in het adres: de code van de campagne, voor iedereen dezelfde.`,
  linkStoresNothing: "Er komt geen cookie en geen herkenningsteken op uw toestel.",
  linkIsCached:
    "Uw browser onthoudt zelf, tot het einde van de dag, waar de link heen leidt; een tweede klik op hetzelfde adres telt dan niet mee. Dat is voor iedereen gelijk, zonder cookie of herkenningsteken.",
};

const en: typeof nl = {
  locale: "en-GB",
  unknownTitle: "We do not know this link",
  unknownText: "The address may not have been copied in full, or the campaign no longer exists. Nothing about your visit was kept.",
  loopTitle: "This link leads to itself",
  loopText: "Whoever made the link has to correct its destination. Nothing about your visit was kept.",
  unavailableTitle: "Not available right now",
  unavailableText: "We could not look up this address just now. Please try again in a few seconds.",
  whatIsThis: "What does this domain do?",
  title: "What this domain counts",
  intro:
    "The links in a campaign’s advertisements run through this domain. A click counts as one visit, and you are sent on at once. So the campaign sees how many visits an advertisement brings, and not who came.",
  countedTitle: "What we count",
  counted: (group: number) => [
    "For each campaign and day: the number of visits to the link, and the number of signups that the campaign’s website reports.",
    "Requests that are not visits, such as those of a link preview or a search robot, by type; and how often a link was asked for that does not exist.",
    `Staff see these numbers in whole groups of ${group} only, never one by one. Somebody who clicks twice counts twice.`,
    "Whoever runs the server can read the exact numbers in its database, but nothing about visitors: that is not in it.",
    "The ad platforms give the campaign totals only: what an ad cost, how often it was shown, and shares of ages, genders and regions. They are never connected with visits or signups. To whom the platform shows an ad, campaign and platform decide together.",
  ],
  notStoredTitle: "What we do not keep",
  notStored: [
    "No IP address, nothing about your browser or device, not where you came from, not the time of your visit. What your browser calls itself is used to tell robots apart; it stays in memory for a while, without time or address, and never reaches a disk.",
    "No cookies, no pixels, no identifier, no script on this page.",
    "Click codes that a platform adds to the link (such as fbclid or gclid) do not travel on to the campaign’s website.",
  ],
  accountAtHost: "Whoever manages our account at Cloudflare can look up there for a while, by link, which IP addresses and browsers came.",
  addressInTransit:
    "Without your IP address no answer can reach you. So the hosting provider processes it when you click, and may keep it in logs for a while for security. Fivebar itself neither reads nor stores it.",
  someAreCached:
    "For some links your browser itself remembers, until the end of the day, where they lead; a second click on the same address is then not counted. This is the same for everybody and says nothing about you.",
  passedTitle: "What is passed on",
  passed: (codes: readonly string[]) =>
    `Only the campaign’s code is passed on to the website, as ${codes.map((code) => `“${code}=…”`).join(" or ")} in the address. It is the same for everybody who follows the link. When somebody signs up, that code is all that the website reports to us.`,
  passedMore: (names: string) => `These parts of the address may be passed on too: ${names}.`,
  formal: (visit, signup) =>
    `There is random noise in every figure. So whether a visit of yours was counted changes the odds of everything that staff can ever see by a factor of at most ${visit}, and a signup by ${signup}, whatever else they know and whatever they click.`,
  seen: (visits, signups) => `Visits can be seen ${SEEN_EN[visits]}, signups ${visits === signups ? "too" : SEEN_EN[signups]}.`,
  days: (timeZone: string, months: number) =>
    `A day runs from midnight to midnight in the time zone ${timeZone}. After ${months} ${months === 1 ? "month" : "months"} daily numbers become monthly numbers.`,
  thanksLinks:
    "Some campaigns do not report signups themselves: after the form, their website sends you past a thank-you link on this domain. It adds one to the number of signups, with nothing about you.",
  thanksLink:
    "After a signup your browser goes past a thank-you link on this domain. It adds one to the number of signups, with nothing about you.",
  campaignsTitle: "Campaigns that show their plan",
  noCampaigns: "No campaign shows its plan here at the moment.",
  moreCampaigns: "More campaigns",
  channel: "Channel",
  runs: "Period",
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
  until: (day: string) => `until the end of ${day}`,
  between: (from: string, to: string) => `${from} to ${to}`,
  noDates: "no fixed beginning or end",
  ages: (from: number, to: number) => `aged ${from} to ${to}`,
  agesFrom: (from: number) => `aged ${from} and over`,
  agesTo: (to: number) => `aged up to ${to}`,
  checkTitle: "Check it yourself",
  check:
    "This domain runs on Fivebar, whose source code anybody may read. There it says what happens to a click and what is stored, with tests that show it. Its program “doctor” checks this domain from outside.",
  runBy: (operator: string) => `${operator} runs this domain.`,
  privacyStatement: "The privacy statement",
  says: "says",
  websiteShouldSay: "The privacy statement of the website to which the link leads should say",
  whereToAsk: "where you can ask questions",
  whoRuns: "who runs this domain and where you can ask questions",
  source: "The code that runs here, according to its operator",
  sourceDoubt: "Nobody can verify that from outside.",
  forPrograms: "The same for programs (JSON)",
  noPlanTitle: "There is nothing here about this campaign",
  noPlanText: "The address may not have been copied in full, the campaign may no longer exist, or it does not show its plan.",
  allCampaigns: "All campaigns, and what this domain counts",
  planIntro: "The plan behind this advertisement, and what its link does.",
  whatTheLinkDoes: "What this link does",
  linkCounts: (group: number) =>
    `While the campaign runs, a click counts as one visit; you are always sent on. Staff see the numbers in whole groups of ${group}, and never who came.`,
  linkPasses: (code: string, slug: string) =>
    `While the campaign runs, “${code}=${slug}” is passed on in the address: the campaign’s code, the same for everybody.`,
  linkStoresNothing: "No cookie and no identifier is put on your device.",
  linkIsCached:
    "Your browser itself remembers, until the end of the day, where the link leads; a second click on the same address is then not counted. This is the same for everybody, without cookie or identifier.",
};

export const messages: Readonly<Record<Language, typeof nl>> = { nl, en };
