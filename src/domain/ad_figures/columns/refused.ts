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

/** `Phone number`, `phone_number` and `phoneNumber` are one. */
function bare(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
}

export function isAboutPersons(name: string): boolean {
  return PERSONS.has(bare(name));
}

export function isTooFine(name: string): boolean {
  return TOO_FINE.has(bare(name));
}

export function isPlacementAddress(name: string): boolean {
  return ADDRESSES_ON_GOOGLE.has(bare(name));
}

export function isRefusedTitle(line: string): boolean {
  return TITLES.has(line.trim().toLowerCase());
}
