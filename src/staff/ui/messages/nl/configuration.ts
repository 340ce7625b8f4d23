/** What each variable of the configuration means, in Dutch: the settings page shows it beside the value. */
import type { ConfigVariable } from "../../../../domain/config.ts";

/** Of secrets the page shows nothing. */
export type ShownVariable = Exclude<ConfigVariable, "ADMIN_KEY" | "SESSION_SECRET" | "MOVE_KEY" | "OIDC_CLIENT_SECRET">;

const meanings: Readonly<Record<ShownVariable, string>> = {
  GROUP_SIZE: "Hoeveel bezoeken of aanmeldingen samen een groep zijn. Cijfers zijn altijd hele groepen.",
  SIGNUP_RELEASE: "Wanneer aanmeldingen te zien zijn. daily: als hun dag is afgesloten. live: zodra er een groep vol is.",
  VISIT_RELEASE: "Wanneer bezoeken te zien zijn. live: zodra er een groep vol is. hourly: na elk heel uur. daily: als hun dag voorbij is.",
  RELEASE:
    "Hoe cijfers worden vrijgegeven. bundles: in hele groepen. formal: met toegevoegde ruis, volgens differentiële privacy; vanaf de volgende dag, en voorgoed.",
  EPSILON_VISIT: "Met RELEASE=formal: hoeveel één bezoek hoogstens mag uitmaken. Hoe kleiner, hoe meer ruis.",
  EPSILON_SIGNUP: "Met RELEASE=formal: hoeveel één aanmelding hoogstens mag uitmaken. Hoe kleiner, hoe meer ruis.",
  SIGNUP_PERIOD: "Met RELEASE=formal: over welke periode aanmeldingen samen worden vrijgegeven.",
  TIME_ZONE: "De tijdzone waarin een dag begint en eindigt.",
  SHARDS: "Over hoeveel tellers de bezoeken worden verdeeld. Eén is bijna altijd genoeg.",
  CODE_PARAM: "De naam van de code in het adres van de landingspagina, zoals de c in ?c=voorjaar.",
  CODE_IN: "Waar de code in het adres staat. query: achter een ?. fragment: achter een #, dat in geen enkel serverlog komt.",
  PASS_PARAMS: "Parameters van een klik die meegaan naar de bestemming. Alle andere, zoals fbclid, stoppen bij Fivebar.",
  FALLBACK_URL: "Waar een onbekende link heen leidt, in plaats van naar de pagina die zegt dat hij onbekend is.",
  ALLOWED_HOSTS: "De enige domeinen waar links heen mogen leiden, ook die van beheerders.",
  JURISDICTION: "Waar Cloudflare de gegevens bewaart. eu: binnen de EU. Later niet te wijzigen.",
  RETENTION_MONTHS: "Na hoeveel maanden de cijfers per dag worden samengevoegd tot cijfers per maand.",
  ACCESS_TEAM_DOMAIN: "Het teamdomein bij Cloudflare Access, als medewerkers daarmee inloggen.",
  ACCESS_AUD: "Het kenmerk (audience tag) van deze toepassing bij Cloudflare Access.",
  OIDC_ISSUER: "De inlogvoorziening van je organisatie (OpenID Connect), als medewerkers daar inloggen.",
  OIDC_CLIENT_ID: "Onder welke naam die inlogvoorziening Fivebar kent.",
  OIDC_ROLE_CLAIM: "De claim die zegt wie welke rol heeft. Leeg: dat bepalen beheerders hierboven.",
  STAFF_NAMES_MONTHS: "Na hoeveel maanden namen van medewerkers uit de geschiedenis verdwijnen.",
  OPERATOR: "Wie verantwoordelijk is. Bezoekers lezen dat op /about, en het staat op elke afdruk.",
  PRIVACY_URL: "De privacyverklaring, gelinkt op /about.",
  SOURCE_URL: "De broncode die hier draait, gelinkt op /about.",
  SECURITY_CONTACT: "Waar iemand een beveiligingsprobleem kan melden; staat in /.well-known/security.txt.",
  LINK_ORIGIN: "Waar links en QR-codes mee beginnen. Leeg: met het adres waarop het dashboard is geopend.",
};

export const configuration = { variables: meanings };
