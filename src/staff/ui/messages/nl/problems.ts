/** What is wrong with a field, in Dutch: said behind the field's name, or by itself. */
import { numberFormat } from "../../../../domain/formatters.ts";
import type { JsonType, Resembling } from "../../../../domain/problem_codes.ts";
import { apiPath } from "../../../routes.ts";
import type { ProblemSentences } from "../en/problems.ts";
import { adFigures } from "./ad_figures.ts";
import { adFiles } from "./ad_files.ts";

const RESEMBLES: Readonly<Record<Resembling, string>> = {
  email: "een e-mailadres",
  uuid: "een uniek kenmerk (UUID)",
  token: "een persoonlijke code",
  "long-number": "een lang nummer (7 cijfers of meer), zoals een lid-, telefoon- of bestelnummer",
  "grouped-number": "een nummer met 9 cijfers of meer, zoals een telefoon- of lidnummer",
};

const JSON_TYPES: Readonly<Record<JsonType, string>> = {
  string: "tekst",
  number: "een getal",
  boolean: "ja of nee",
  object: "een object",
  array: "een lijst",
  null: "null",
};

const TOGETHER = "Stop Fivebar en zet alle bestanden van één back-up samen terug (docs/FAULTS.md).";
const FOR_EVERYBODY = "een link is voor iedereen die de advertentie ziet";

export const problems: ProblemSentences = {
  ...adFiles,
  ...adFigures,
  required: () => "is verplicht",
  "wrong-type": ({ expected }) => `moet ${expected.map((type) => JSON_TYPES[type]).join(" of ")} zijn`,
  "unknown-field": () => "is geen bekend veld; haal het weg",
  "given-twice": () => "mag maar één keer gegeven worden",
  empty: () => "mag niet leeg zijn",
  "too-long": ({ max }) => `mag hoogstens ${max} tekens lang zijn`,
  "too-long-escaped": ({ max }) => `mag hoogstens ${max} tekens lang zijn, met de codes voor bijzondere tekens meegeteld`,
  "form-slug-too-long": ({ max }) => `mag met deze kanalen hoogstens ${max} tekens lang zijn, want de naam van het kanaal komt erachter`,
  "not-one-line": () => "moet één regel tekst zijn, zonder stuurtekens",
  "control-characters": () => "moet tekst zijn, zonder stuurtekens",
  "invisible-character": ({ character }) => `bevat het onzichtbare teken ${character}; haal het weg`,
  "nothing-visible": () => "moet iets bevatten dat te zien is",
  "separator-in-entry": () => "mag geen , of | bevatten: die staan tussen twee onderdelen",
  "too-many-entries": ({ max }) => `mag hoogstens ${max} onderdelen hebben`,
  "not-whole": () => "moet een geheel getal zijn",
  "out-of-range": ({ min, max }) => `moet van ${min} tot en met ${max} zijn`,
  negative: () => "mag niet negatief zijn",
  "too-large": ({ max }) => `mag hoogstens ${numberFormat("nl").format(max)} zijn`,
  "one-of": ({ allowed }) => `moet een van deze zijn: ${allowed.join(", ")}`,
  "not-a-day": () => "moet een bestaande dag zijn, als JJJJ-MM-DD, van 2000 tot 2199",
  "not-an-email": () => "moet een e-mailadres zijn",
  "bad-etag": () => 'moet de ETag zijn waarmee de campagne gelezen is, zoals "3"',
  "bad-idempotency-key": ({ max }) => `moet uit 1 tot ${max} ASCII-tekens bestaan`,
  "broken-body": () => "wat verstuurd is, kwam niet helemaal aan; verstuur het opnieuw",
  "not-utf8": () => "het bestand moet tekst in UTF-8 zijn",
  "not-json": () => "moet JSON zijn (RFC 8259)",
  more: ({ count }) => `en nog ${count}`,

  "bad-slug": () => "moet bestaan uit 2 tot 40 kleine letters, cijfers en streepjes ertussen, zoals fix-tiktok",
  "slug-reserved": ({ slug }) => `‘${slug}’ is van Fivebar zelf; kies een andere code`,
  "slug-personal": ({ resembles }) => `lijkt op ${RESEMBLES[resembles]}; ${FOR_EVERYBODY}, dus noem de advertentie en niet een persoon`,
  "slug-taken": ({ slug }) => `‘${slug}’ is al gebruikt; kies een andere, want een code blijft van haar campagne, ook na het archiveren`,
  "slug-twice": ({ slug }) => `‘${slug}’ staat twee keer in deze lijst`,
  "bad-code-param": () =>
    "moet bestaan uit 1 tot 32 letters, cijfers, - en _, en mag niet de naam van een klikcode of van iets over een persoon zijn",
  "no-slug": () => "van deze naam is geen code te maken; vul er zelf een in",
  "no-change": () => "moet minstens één veld wijzigen",
  "ends-before-start": ({ startsOn }) => `mag niet voor de eerste dag${startsOn === null ? "" : ` (${startsOn})`} liggen`,
  "starts-after-end": ({ endsOn }) => `mag niet na de laatste dag (${endsOn}) liggen`,
  ended: ({ endsOn }) => `de campagne eindigde op ${endsOn}; verzet de laatste dag om haar weer te laten lopen`,
  "ages-reversed": () => "mag niet lager zijn dan de laagste leeftijd",
  "too-many-campaigns": ({ max }) =>
    `er kunnen hoogstens ${max} campagnes zijn, zodat niemand een eigen link kan krijgen; archiveer er eerst een`,
  "too-many-campaigns-a-day": ({ max }) => `er kunnen hoogstens ${max} campagnes op een dag gemaakt worden; ga morgen verder`,
  "too-many-campaigns-ever": ({ max }) =>
    `er zijn ${max} campagnes geweest, en meer kan Fivebar niet bewaren; verwijder gearchiveerde die niets brachten voorgoed`,
  "too-many-rows": ({ max }) => `hoogstens ${max} campagnes tegelijk`,
  "no-rows": () => "er staat geen campagne in",
  "many-links": ({ links, channel }) =>
    `dit worden vandaag ${links} nieuwe links in het kanaal ‘${channel}’; één link per advertentie is genoeg, en een link voor één persoon zou laten zien wie er kwam: is elke link voor een advertentie?`,
  "not-in-archive": () => "de campagne is niet gearchiveerd",
  "not-archived": () => "archiveer de campagne eerst; twee dagen later kan ze voorgoed verwijderd worden",
  "archived-lately": ({ archivedOn, from }) =>
    `de campagne is op ${archivedOn} gearchiveerd; vanaf ${from} kan ze voorgoed verwijderd worden`,
  "brought-something": () => "de campagne heeft iets gebracht, en dat staat in rapporten; ze blijft gearchiveerd",
  "signups-not-out": ({ through, archivedOn }) =>
    `aanmeldingen zijn pas tot en met ${through} vrijgegeven; probeer het weer als die van ${archivedOn} dat zijn`,

  "blanks-in-address": () => "mag geen spaties, regeleinden of backslashes bevatten",
  "not-an-address": () => "moet een volledig adres zijn, zoals https://example.org/pagina",
  "host-incomplete": () => "moet een volledige domeinnaam hebben, zoals example.org",
  "not-https": () => "moet met https:// beginnen",
  credentials: () => "mag geen gebruikersnaam of wachtwoord bevatten",
  placeholder: ({ text }) => `bevat ‘${text}’, en dat vult onderweg niemand in; haal het weg`,
  personal: ({ parameter }) =>
    parameter === null
      ? `lijkt ${RESEMBLES.email} te bevatten; ${FOR_EVERYBODY}`
      : `bevat ‘${parameter}’, waaraan één klik of één persoon te herkennen is; haal het weg`,
  "looks-personal": ({ resembles }) =>
    `lijkt ${RESEMBLES[resembles]} te bevatten; ${FOR_EVERYBODY}: is deze pagina voor iedereen dezelfde?`,
  "host-not-configured": ({ allowed }) => `het domein moet een van deze zijn: ${allowed.join(", ")}`,
  "host-not-allowed": ({ host, isRedirector }) =>
    isRedirector
      ? `het domein ‘${host}’ stuurt bezoekers door of toont advertenties; een beheerder moet het eerst toestaan, bij Beheer`
      : `geen beheerder heeft het domein ‘${host}’ nog toegestaan; vraag een beheerder het toe te staan, bij Beheer`,
  "leads-here": () => "leidt naar deze Fivebar zelf; kies een pagina van je website",
  "leads-to-own-computer": () =>
    "leidt naar de eigen computer van de bezoeker; dat kan alleen zolang deze Fivebar alleen op deze computer te bereiken is",

  "bad-channel-id": () => "moet bestaan uit 2 tot 32 kleine letters, cijfers en streepjes ertussen, zoals instagram",
  "no-such-channel": ({ channel, channels }) => `het kanaal ‘${channel}’ is er niet; de kanalen zijn ${channels.join(", ")}`,
  "channel-exists": ({ channel }) => `er is al een kanaal ‘${channel}’`,
  "channel-name-taken": ({ name }) => `er is al een kanaal ‘${name}’`,
  "too-many-channels": ({ max }) =>
    `er zijn ${max} kanalen, en meer kunnen er niet zijn; verwijder er eerst een dat geen campagne gebruikt heeft`,
  "channel-used": ({ channel }) => `in het kanaal ‘${channel}’ is of was een campagne, dus het blijft; geef het een andere naam`,
  "last-channel": () => "dit is het laatste kanaal, en een campagne heeft er een nodig; voeg eerst een ander toe",
  "too-many-keys": ({ max }) => `er zijn ${max} sleutels, en meer kunnen er niet zijn; verwijder er eerst een`,
  "key-name-taken": ({ name }) => `er is al een sleutel met de naam ‘${name}’`,
  "key-name-reserved": ({ name }) => `‘${name}’ heet de sleutel van de configuratie al; kies een andere naam`,
  "key-name-with-at": () => "mag geen @ bevatten: zo noemt de geschiedenis leden",
  "key-name-in-history": ({ name }) => `er is een sleutel ‘${name}’ geweest die nog in de geschiedenis staat; kies een andere naam`,
  "own-role": () => "de sleutel waarmee je zelf werkt, houdt zijn rol; vraag een andere beheerder",
  "last-admin": () => "is de laatste beheerder; maak er eerst nog een, of stel ADMIN_KEY in",
  "too-many-access-changes": ({ max }) =>
    `er zijn vandaag ${max} zulke wijzigingen geweest, en meer kunnen er op een dag niet zijn; ga morgen verder`,
  "too-many-members": ({ max }) => `er zijn ${max} leden, en meer kunnen er niet zijn; verwijder er eerst een`,
  "too-many-hosts": ({ max }) => `er zijn ${max} domeinen, en meer kunnen er niet zijn; verwijder er eerst een`,
  "too-many-annotations": ({ max }) => `er kunnen hoogstens ${max} notities zijn; verwijder er eerst een`,
  "too-many-targets": ({ max }) => `er kunnen hoogstens ${max} doelen zijn; verwijder er eerst een`,
  "bad-host": () => "moet alleen een domeinnaam zijn, zoals example.org",
  "move-off": () => "er kan niets verhuizen: MOVE_KEY is hier niet ingesteld",
  "move-not-sealed": () => "is geen onderdeel van een verhuizing, is gewijzigd, of is met een andere MOVE_KEY verzegeld",
  "move-order": ({ next }) => `komt in de verkeerde volgorde: deel ${next} van deze verhuizing is aan de beurt`,
  "move-differs": ({ what, there, here }) => `beide trackers moeten hetzelfde hebben: ${what} is daar ${there} en hier ${here}`,
  "move-not-empty": () => "kan alleen naar een tracker die nooit een campagne had en niets heeft geteld",
  "move-under-way": () => "moet wachten: een andere tracker verhuist hierheen",
  "no-counts-lost": () => "van deze telling is niets verloren",
  "too-many-report-links": ({ max }) => `er kunnen hooguit ${max} rapportlinks zijn; verwijder er een die niemand meer nodig heeft`,
  "bad-link-period": () => "kies alles, de laatste 30 of 90 dagen, of een eerste en een laatste dag",
  "already-over": () => "deze dag is al voorbij",

  "report-too-long": ({ max }) => `dit zouden meer dan ${max} regels worden; kies minder dagen`,
  "report-too-large": () => "dit rapport zou uit te veel aantallen bestaan; kies minder dagen",
  "to-before-from": () => "mag niet voor de eerste dag liggen",
  "too-many-lines": ({ max }) => `hoogstens ${max} regels, lege meegeteld; lever het bestand in delen aan`,
  "too-many-columns": ({ max }) => `hoogstens ${max} kolommen`,
  "no-header": () => "de eerste regel moet de kolommen noemen, zoals name,channel,destination",
  "unknown-column": ({ columns }) => `is geen kolom, of staat er twee keer; de kolommen zijn ${columns.join(", ")}`,
  "open-quotation": ({ row }) => `${row === null ? "" : `rij ${row} `}heeft een aanhalingsteken dat niet gesloten of verdubbeld is`,
  "cut-row": ({ cells, columns }) =>
    `de laatste regel heeft ${cells} van ${columns} cellen en geen regeleinde; is het bestand afgebroken, neem het dan opnieuw, of zet een regeleinde achter de regel`,
  "wrong-cell-count": ({ cells, columns }) => `past niet bij de eerste regel: hier is het aantal cellen ${cells}, daar ${columns}`,
  "empty-file": () => "het bestand is leeg; lever de CSV-export van een andere linkdienst aan",
  "click-log": ({ columns }) =>
    `dit is een lijst van klikken (${columns.map((name) => `‘${name}’`).join(", ")}); Fivebar neemt links over en nooit wat er van bezoekers bekend is. Exporteer de links`,
  "unknown-export": ({ services }) =>
    `de eerste regel noemt de kolommen van geen export die hier bekend is (${services.join(", ")}); geef de kolommen andere namen`,

  "link-archived": () => "is daar gearchiveerd of geblokkeerd",
  "link-with-password": () => "vraagt daar om een wachtwoord, en dat doen links van Fivebar niet",
  "link-code": ({ text }) =>
    `‘${text}’ kan hier geen code zijn (2 tot 40 kleine letters, cijfers en streepjes ertussen); maak de campagne zelf en pas de advertenties aan`,
  "link-code-slash": ({ text }) =>
    `de code ‘${text}’ heeft een schuine streep, en die kan hier niet; maak de campagne zelf en pas de advertenties aan`,
  "link-code-changed": ({ text, link }) =>
    `de code is ‘${text}’ en de link eindigt op ‘${link}’: een spreadsheet heeft de code veranderd; gebruik het bestand zoals de dienst het gaf`,
  "link-code-like-day": ({ slug }) => `‘${slug}’ lijkt een datum die een spreadsheet van de code maakte; vergelijk met de link daar`,
  "link-unknown-word": ({ text }) => `‘${text}’ zegt niet of de link daar gearchiveerd of geblokkeerd is; schrijf true of false`,
  "link-loop": ({ link }) =>
    `leidt naar de korte link ${link}, die hierheen terugleidt zodra het oude domein dat doet; geef de pagina achter die link op`,
  "link-same-host": ({ host }) =>
    `leidt naar ${host}, waar de oude korte links staan: zodra dat domein naar Fivebar leidt, is deze pagina daar niet meer`,
  "link-open-end": () => "achter de laatste regel staat geen regeleinde; kijk of de laatste cel heel is",
  "link-windows-1252": () => "het bestand is geen UTF-8 en is gelezen als Windows-1252; kijk of letters met accenten kloppen",
  "link-title-personal": ({ resembles }) => `de titel lijkt ${RESEMBLES[resembles]} te bevatten; ${FOR_EVERYBODY}`,
  "link-without-channel": () => "geen tag en geen utm_source noemt een kanaal; kies hierboven een kanaal voor zulke links",
  "link-code-twice": ({ slug, row }) => `de code is ‘${slug}’ als hoofdletters niet meetellen, en die heeft rij ${row} al`,
  "link-without-room": ({ max }) => `er kunnen hoogstens ${max} campagnes tegelijk zijn; archiveer er eerst een`,
  "link-expiry": ({ text }) => `de einddatum ‘${text}’ is niet als één bepaalde dag te lezen en gaat niet mee; vul de laatste dag zelf in`,
  "link-title-cut": ({ max }) => `de titel is ingekort tot ${max} tekens`,

  "form-unreadable": () => "het formulier is niet te lezen",
  "form-unknown-field": () => "er is een veld meegestuurd dat dit formulier niet heeft",
  "form-too-many-fields": ({ max }) => `een formulier heeft hoogstens ${max} velden`,
  "form-same-name": ({ slug, channel }) =>
    `er is al een campagne met deze naam in ${channel}, /${slug}; vink het vakje aan als je er nog een bedoelt`,
  "form-no-channel": () => "kies minstens één kanaal",
  "form-completed": () => "https:// staat er nu voor; kijk het adres na en verstuur het formulier opnieuw",
  "form-amount": () => "moet een bedrag zijn zoals 1500, 1.500,50 of 1500,50; zo is niet duidelijk welk teken de decimalen scheidt",
  "form-period": () => "kies een eerste en een laatste dag, de eerste niet na de laatste en niet in de toekomst",
  "form-redirector": () => "stuurt bezoekers door of toont advertenties; vink het vakje aan als dat de bedoeling is",
  "form-own-member": () => "je kunt jezelf niet verwijderen of een andere rol geven; vraag een andere beheerder",

  "group-size-locked": ({ released }) =>
    `GROUP_SIZE was ${released} toen er voor het eerst cijfers werden vrijgegeven en kan daarna niet veranderen: zet het terug op ${released}.`,
  "formal-locked": () =>
    "Er zijn cijfers vrijgegeven met RELEASE=formal; hele groepen van dezelfde tellingen ernaast zouden verraden wat de ruis verbergt. Zet RELEASE terug op formal.",
  "newer-data": ({ version, object, schema, known }) =>
    `Dit is Fivebar ${version}, en de gegevens (${object}) zijn geschreven door een nieuwere versie (schema ${schema}; deze kent er ${known}): start die nieuwere versie weer, of zet een back-up van voor de upgrade terug.`,
  "counts-lost": ({ shard }) =>
    `De tellingen van ${shard} zijn weg: het bestand ontbreekt of is leeg. ${TOGETHER} Het verlies aanvaarden: POST ${apiPath.acceptLoss(shard)}.`,
  "registry-lost": ({ shard }) =>
    `De gegevens van de registry zijn weg: het bestand ontbreekt of is leeg, en ${shard} is ouder. ${TOGETHER} Opnieuw beginnen: start met een lege DATA_DIR.`,
  "counts-foreign": ({ shard }) =>
    `De gegevens van ${shard} horen niet bij deze registry: ze zijn weg, of van een andere installatie. ${TOGETHER}`,
};
