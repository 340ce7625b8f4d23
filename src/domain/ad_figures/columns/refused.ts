/**
 * Columns for which a file is refused whole: those about persons, and those that tell more than a campaign's sums. Pure data, in the languages of
 * the exports, without blanks and signs. What matters is the column: nothing is read of such a file.
 */

const PERSONS: ReadonlySet<string> = new Set([
  ...["email", "emailaddress", "workemail", "emailadres", "emailadresse", "adressemail", "adresseemail", "mail"],
  ...[
    "phone",
    "phonenumber",
    "workphonenumber",
    "mobile",
    "mobilenumber",
    "telephone",
    "telefoon",
    "telefoonnummer",
    "mobielnummer",
    "mobiel",
  ],
  ...["telefon", "telefonnummer", "handynummer", "téléphone", "numérodetéléphone"],
  ...["fullname", "firstname", "lastname", "surname", "username", "volledigenaam", "voornaam", "achternaam", "gebruikersnaam"],
  ...["vollständigername", "vorname", "nachname", "nomcomplet", "prénom", "nomdefamille"],
  ...["formid", "formname", "leadid", "leadgenformid", "leadformid", "leadname", "formulierid", "formularid", "submissionid", "responseid"],
  ...[
    "clickid",
    "gclid",
    "googleclickid",
    "fbclid",
    "ttclid",
    "msclkid",
    "wbraid",
    "gbraid",
    "lifatid",
    "scclid",
    "epik",
    "dclid",
    "twclid",
  ],
  ...[
    "userid",
    "personid",
    "memberid",
    "visitorid",
    "clientid",
    "cookieid",
    "deviceid",
    "advertisingid",
    "idfa",
    "gaid",
    "ipaddress",
    "ip",
    "useragent",
  ],
  ...["ipadres", "ipadresse", "gebruikersid", "street", "streetaddress", "address", "homeaddress", "straat", "adres", "straße", "adresse"],
  ...["dateofbirth", "birthday", "birthdate", "geboortedatum", "geburtsdatum", "datedenaissance", "externalid", "crmid"],
]);

const TOO_FINE: ReadonlySet<string> = new Set([
  ...["searchterm", "searchterms", "searchquery", "query", "zoekterm", "zoektermen", "zoekopdracht", "suchbegriff", "suchanfrage"],
  ...["termederecherche", "requête"],
  ...[
    "hour",
    "hourofday",
    "houroftheday",
    "timeofday",
    "timeofdayadaccounttimezone",
    "timeofdayviewerstimezone",
    "byhour",
    "uur",
    "uurvandedag",
    "tijdvandedag",
    "tijdvandag",
  ],
  ...[
    "uurvandag",
    "tijdstip",
    "tijdvandedagtijdzoneadvertentieaccount",
    "tijdvandedagtijdzonekijker",
    "tijdstiptijdzonevanadvertentieaccount",
  ],
  ...["stunde", "stundedestages", "tageszeit", "heure", "heuredelajournée", "dayandhour"],
  ...["postcode", "postalcode", "zip", "zipcode", "plz", "postleitzahl", "codepostal"],
  ...["city", "citymatched", "cityuserlocation", "stad", "plaats", "plaatsnaam", "woonplaats", "gemeente", "stadt", "ort", "ville"],
  ...["neighborhood", "buurt", "wijk"],
  ...["location", "locationtype", "matchedlocation", "mostspecificlocation", "userlocation", "locatie", "locatietype", "standort", "lieu"],
  ...["latitude", "longitude", "coordinates"],
  ...[
    "device",
    "devices",
    "devicetype",
    "deviceplatform",
    "impressiondevice",
    "devicemodel",
    "operatingsystem",
    "os",
    "browser",
    "carrier",
  ],
  ...["apparaat", "apparaattype", "apparaatplatform", "weergaveapparaat", "besturingssysteem", "gerät", "geräteplattform", "appareil"],
  ...[
    "placementurl",
    "placementaddress",
    "placementdomain",
    "whereadsshowed",
    "publisherurl",
    "websiteurl",
    "showedurl",
    "domain",
    "domein",
  ],
  ...["plaatsingsurl", "urlvanplaatsing"],
  ...[
    "companyname",
    "companysegment",
    "companynamesegment",
    "jobtitle",
    "jobtitlesegment",
    "jobfunctionsegment",
    "memberdemographicsvalue",
  ],
  ...["bedrijfsnaam", "functietitel"],
]);

/** Google's columns of where an ad stood: addresses of websites and apps. With other platforms `Placement` is a kind of place, such as a feed. */
const ADDRESSES_ON_GOOGLE: ReadonlySet<string> = new Set([
  "placement",
  "plaatsing",
  "placementtype",
  "placementgroup",
  "automaticplacement",
]);

/** The first lines of Google's reports that are about nothing else. */
const TITLES: ReadonlySet<string> = new Set([
  ...["search terms report", "search keyword report by search term", "zoektermenrapport", "rapport met zoektermen", "rapport zoektermen"],
  ...["matched locations report", "user locations report", "location report", "locations report", "geographic report"],
  ...[
    "locatierapport",
    "rapport overeenkomende locaties",
    "placements report",
    "placement report",
    "where ads showed report",
    "devices report",
  ],
  ...["device report", "hour of day report", "lead form report", "leads report", "click performance report"],
]);

/**
 * Words that make a column one about persons, or one that is too fine, in the singular and the plural; and words that may stand beside them without
 * changing that: `Contact email 2`, `Zakelijk e-mailadres`, `Numéro de téléphone portable`, `City (matched)`. A name with any other word in it is
 * another column: `Cost per email` is none of these.
 */
const PERSON_WORDS = words(`email emails emailadres emailadressen emailaddress emailadresse mailadresse mailadres courriel courriels
  phone phones telephone telefoon telefoonnr telefoonnummer telefoonnummers telefon telefonnummer tel telnr mobilnummer mobiltelefon mobilfunknummer
  mobielnummer handy handynummer gsm gsmnummer cellphone whatsapp
  firstname lastname surname fullname forename familyname voornaam voornamen achternaam achternamen familienaam roepnaam tussenvoegsel vorname nachname
  familienname prenom prenoms nomdefamille contactpersoon ansprechpartner benutzername gebruikersnaam username
  straat straatnaam huisnummer strasse hausnummer rue street housenumber woonadres woonadressen hausadresse
  iban bsn geboortedatum geboortejaar geburtsdatum geburtsjahr birthday birthdate birthyear naissance
  gclid fbclid ttclid msclkid wbraid gbraid dclid twclid sccid yclid rdtcid epik lifatid idfa gaid aaid
  emailaddresses dateofbirth yearofbirth clickid klikid klickid iddeclic idduformulaire ipaddress ipadres ipadresse adresseip adresseelectronique
  mobilenumber mobilephone leadname addressline visitorid contactname customername nomdutilisateur socialsecuritynumber email emails
  leadid formid formulierid formularid userid nutzerid gebruikersid besucherid bezoekersid`);
const FINE_WORDS =
  words(`zoekterm zoektermen zoekopdracht zoekopdrachten zoekvraag zoekvragen suchbegriff suchbegriffe suchanfrage suchanfragen suchwort
  searchterm searchterms searchquery searchqueries termederecherche termesderecherche dateandtime dateetheure datumentijd postalarea postalareas
  systemedexploitation operatingsystem operatingsystems query queries requete requetes hour hours uur uren stunde stunden tagesstunde uhrzeit heure heures tijdstip tijdstippen timestamp timestamps datetime
  postcode postcodes postcodegebied zip zips zipcode plz postleitzahl postleitzahlen postleitzahlengebiet pc4 pc6
  city cities stad steden stadsdeel stadt stadte ville villes town towns village dorp gemeente gemeenten gemeinde commune communes municipality
  plaats plaatsen plaatsnaam woonplaats ort orte ortschaft wijk buurt neighborhood neighbourhood postalcode postalcodes codepostal codespostaux
  device devices apparaat apparaten apparaattype toestel gerat gerate geratetyp endgerat appareil appareils browser navigateur besturingssysteem betriebssystem`);
/** Words of several, which make one. */
const PHRASES =
  /\b(?:first name|last name|full name|family name|date of birth|year of birth|nom de famille|form id|lead id|user id|nutzer id|gebruikers id|besucher id|visitor id|click id|klik id|klick id|id de clic|id du formulaire|ip (?:address|adres|adresse)|adresse (?:ip|electronique)|mobile (?:number|phone)|mobiel nummer|search (?:terms?|quer(?:y|ies))|termes? de recherche|date (?:and|et) (?:time|heure)|datum en tijd|postal (?:code|area)s?|codes? posta(?:l|ux)|rdt cid|li fat id|systeme d exploitation|operating systems?|lead name|contact name|customer name|nom d utilisateur|house number|address line|social security number)\b/g;
const BESIDE =
  words(`work business personal private contact customer user lead member primary secondary home mobile portable hashed sha256 md5 cell instagram facebook tiktok
  zakelijk zakelijke prive werk klant gebruiker mobiele mobiel vast geschaftlich privat kunde professionnel number numbers nummer nummers nr no numero
  name naam adres address adresse of the day dag van de het du des d la le l der per by type types brand make model matched user most specific
  area code region utc time zone and en et id text date n recherche line`);

const MAX_NAME_CHARS = 60;

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/));
}

/** Whether a name consists of such words and those that may stand beside them. */
function consistsOf(core: ReadonlySet<string>, name: string): boolean {
  // Most cells that are looked at are numbers and dates, or names of campaigns.
  if (!/^\p{L}/u.test(name) || name.length > MAX_NAME_CHARS) return false;
  const plain = name
    .toLowerCase()
    .replaceAll("ß", "ss")
    .normalize("NFKD")
    .replace(/[\p{M}\p{Cf}]/gu, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .replace(/\be mail/g, "email")
    .replace(PHRASES, (phrase) => ` ${phrase.replaceAll(" ", "")} `);
  const said = plain.split(/\s+/).filter((word) => word !== "" && !/^\d{1,2}$/.test(word));
  return said.some((word) => core.has(word)) && said.every((word) => core.has(word) || BESIDE.has(word));
}

/** `Phone number`, `phone_number` and `phoneNumber` are one. */
function bare(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
}

/** `Time of day (ad account time zone)` is `Time of day`, in any language. */
function withoutBrackets(name: string): string {
  return name.replace(/\s*\([^()]*\)\s*$/, "");
}

export function isAboutPersons(name: string): boolean {
  return PERSONS.has(bare(name)) || PERSONS.has(bare(withoutBrackets(name))) || consistsOf(PERSON_WORDS, name);
}

export function isTooFine(name: string): boolean {
  return TOO_FINE.has(bare(name)) || TOO_FINE.has(bare(withoutBrackets(name))) || consistsOf(FINE_WORDS, name);
}

export function isPlacementAddress(name: string): boolean {
  return ADDRESSES_ON_GOOGLE.has(bare(name));
}

export function isRefusedTitle(line: string): boolean {
  return TITLES.has(line.trim().toLowerCase());
}
