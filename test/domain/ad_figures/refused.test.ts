/** Files that are refused whole for what they are about; nothing of what stands in them is in the error. */
import { describe, expect, test } from "vitest";
import { readAdFile } from "../../../src/domain/ad_figures/read_ad_file.ts";
import { workbook } from "../tables/workbook.ts";
import { codeOf, csv, sample } from "./sample.ts";

const CANARY = "canary-jansen-dorpsstraat-7";
const HEADER = ["Campaign name", "Day", "Impressions", "Amount spent (EUR)"];
const ROW = ["zomer", "2026-10-01", 10, "1.00"];

const PERSONS = [
  ...["email", "E-mail", "Email address", "E-mailadres", "work_email", "phone_number", "Phone number", "Telefoonnummer", "Mobile"],
  ...["full_name", "Full name", "First name", "Last Name", "Voornaam", "Achternaam", "Vorname", "Prénom"],
  ...[
    "form_id",
    "Form ID",
    "Lead ID",
    "gclid",
    "fbclid",
    "Click ID",
    "Google Click ID",
    "ttclid",
    "msclkid",
    "User ID",
    "IP address",
    "Date of birth",
  ],
  ...[
    "Telefoon",
    "Mobiele telefoon",
    "GSM-nummer",
    "Contact email 2",
    "Zakelijk e-mailadres",
    "Klik-ID",
    "IP-adres",
    "Huisnummer",
    "Lead-ID",
  ],
  ...["E-Mail-Adresse", "Handynummer", "Mobilnummer", "Straße", "Nachname", "Nutzer-ID", "Geburtsdatum", "Formular-ID"],
  ...["Courriel", "Adresse e-mail", "Numéro de téléphone portable", "Nom de famille", "ID de clic", "Adresse IP", "sha256_email"],
];
const TOO_FINE = [
  ...[
    "Search term",
    "Zoekterm",
    "Search query",
    "Hour of the day",
    "Hour",
    "Uur",
    "Time of day (ad account time zone)",
    "Time of day (viewer's time zone)",
  ],
  ...["Postal code", "Postcode", "Zip code", "City", "Stad", "Woonplaats", "Location", "Locatie", "Most specific location"],
  ...[
    "Zoektermen",
    "Zoekopdrachten",
    "Uur van de dag",
    "Per uur",
    "Postcodes",
    "Postcodegebied",
    "Gemeente",
    "Apparaten",
    "City (matched)",
  ],
  ...["Suchbegriffe", "Suchanfragen", "Uhrzeit", "Stunden", "Postleitzahl", "PLZ", "Städte", "Gerätetyp", "Betriebssystem"],
  ...["Tijd van de dag (tijdzone van kijker)", "Tageszeit (Zeitzone des Werbekontos)", "Heure de la journée (fuseau horaire du compte)"],
  ...["Termes de recherche", "Requêtes", "Heures", "Codes postaux", "Villes", "Type d'appareil", "Système d'exploitation", "Hour (UTC)"],
  ...["Device", "Impression device", "Device platform", "Apparaat", "Placement URL", "Where ads showed", "Operating system"],
];

/** The refusal as a client gets it; an error of the test where the file is read. */
function refusalOf(bytes: Uint8Array | string): { readonly code: string; readonly text: string } {
  const result = readAdFile(typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes);
  if (result.ok) throw new Error("read");
  return { code: codeOf(bytes), text: JSON.stringify(result.error) };
}

describe.each([
  ["persons", PERSONS],
  ["too-fine", TOO_FINE],
])("%s", (code, names) => {
  test.each(names)("by the column %s, wherever it stands, in any format, even where the file was cut short", (name) => {
    for (const place of [0, 2, HEADER.length]) {
      const rows = [HEADER.toSpliced(place, 0, name), ROW.toSpliced(place, 0, CANARY)];
      for (const given of [
        csv(...rows),
        csv(...rows).trimEnd(),
        csv(...rows).replaceAll(",", ";"),
        workbook(rows),
        `${name.toUpperCase()},${csv(...rows)}`,
      ]) {
        const refusal = refusalOf(given);
        expect([name, refusal.code]).toEqual([name, code]);
        expect(refusal.text).not.toContain("canary");
      }
    }
  });
});

test("columns whose names hold such a word and are another thing are not refused", () => {
  const others = [
    "Cost per email",
    "Email signups",
    "Phone calls",
    "Contacts",
    "Leads (form)",
    "Day of week",
    "Account name",
    "Customer ID",
  ];
  for (const name of [
    ...others,
    "Region code",
    "Mobile app installs",
    "Search keyword",
    "Cost per device",
    "Cities reached",
    "Line item name",
    "Model",
  ])
    expect([name, codeOf(csv([...HEADER, name], [...ROW, "1"]))]).toEqual([name, "read"]);
});

test("a list of persons without a column of a platform's", () => {
  expect(refusalOf(`Voornaam;Achternaam;E-mailadres\n${CANARY};Jansen;a@example.org\n`)).toMatchObject({ code: "persons" });
});

test("Google's reports of search terms, places and leads, by their title, whatever their columns are called", () => {
  for (const title of ["Search terms report", "Matched locations report", "Lead form report"]) {
    expect(
      refusalOf(
        `${title}\n1 October 2026 - 31 October 2026\n${csv(["Campaign", "Currency code", "Cost", "Impr.", "Xyz"], ["a", "EUR", "1.00", 3, CANARY])}`,
      ),
    ).toMatchObject({ code: "too-fine" });
  }
});

test("where Google's ads stood is an address; where Meta's stood is a kind of place", () => {
  expect(
    codeOf(
      `Placements report\n1 October 2026 - 31 October 2026\n${csv(["Placement", "Campaign", "Currency code", "Cost", "Impr."], ["site.example", "a", "EUR", "1.00", 3])}`,
    ),
  ).toBe("too-fine");
  expect(codeOf(csv([...HEADER, "Placement"], [...ROW, "feed"]))).toBe("read");
});

test("nothing that stands in a file is in an error about it", () => {
  const files = [
    csv(HEADER, [CANARY, "2026-10-01", CANARY, "1.00"]),
    csv(HEADER, [CANARY, CANARY, 10, "1.00"]),
    csv(HEADER, [CANARY, "2026-10-01", 10, CANARY]),
    csv([...HEADER, "Currency"], [CANARY, "2026-10-01", 10, "1.00", CANARY]),
    csv(HEADER, [CANARY, "2026-10-01", 10, "1.00"]).slice(0, -4),
    csv([CANARY, "Xyz"], [CANARY, 1]),
    csv([CANARY, "email"], [CANARY, CANARY]),
    `<html>${CANARY}</html>`,
    CANARY,
  ];
  for (const file of files) expect(refusalOf(file).text).not.toContain("canary");
});

test.each(["mail ann@example.org", "bel 06-12345678", "app +31 6 1234 5678", "Jan 0031612345678"])(
  "a name such as %s is left out, by its row alone",
  (name) => {
    const result = readAdFile(new TextEncoder().encode(csv(HEADER, [name, ...ROW.slice(1)], ROW)));
    expect(result.ok && result.value).toMatchObject({
      units: [{ name: "zomer" }],
      leftOut: [{ row: 2, why: { code: "ad-row-personal" } }],
    });
    expect(JSON.stringify(result)).not.toMatch(/ann@|1234/);
  },
);

test.each(["zomer 20261001", "1080x1920 06", "120253000000000123", "zomer 2026-10-06 12:00", "+50 kortingen"])(
  "a name such as %s is nobody's",
  (name) => {
    expect(codeOf(csv(HEADER, [name, ...ROW.slice(1)]))).toBe("read");
    expect(readAdFile(new TextEncoder().encode(csv(HEADER, [name, ...ROW.slice(1)])))).toMatchObject({ value: { units: [{ name }] } });
  },
);

test("what is no table", () => {
  for (const given of [
    "",
    "hello",
    "a,b\n1,2\n",
    "%PDF-1.7\n",
    "<table></table>",
    "name,channel,destination\nA,tiktok,https://example.org/\n",
    new Uint8Array([0, 1, 2, 3]),
  ]) {
    expect(["not-a-table", "truncated"]).toContain(codeOf(given));
  }
  expect(codeOf(sample("meta/11-day-en.xlsx").subarray(0, 100))).toBe("truncated");
});
