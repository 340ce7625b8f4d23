/** The rules' own messages (src/domain and the schemas say them in English) in Dutch, by what they look like. A test tries them all. */
import type { Language } from "./index.ts";

type Rule = readonly [pattern: RegExp, dutch: string];

/** What identifiers look like, as `resemblesIdentifier` names it. */
const RESEMBLING: readonly Rule[] = [
  [/an email address/, "een e-mailadres"],
  [/a unique identifier \(UUID\)/, "een uniek kenmerk (UUID)"],
  [/a token/, "een persoonlijke code"],
  [/a long number \(7 digits.*?order number/, "een lang nummer (7 cijfers of meer), zoals een lid-, telefoon- of bestelnummer"],
  [/a number with 9 digits.*?member number/, "een nummer met 9 cijfers of meer, zoals een telefoon- of lidnummer"],
];

const RULES: readonly Rule[] = [
  [/^and (\d+) more$/, "en nog $1"],
  [/^is required$/, "is verplicht"],
  [/^must not be empty$/, "mag niet leeg zijn"],
  [
    /^at most (\d+) characters with these channels.*$/,
    "mag met deze kanalen hoogstens $1 tekens lang zijn, want de naam van het kanaal komt erachter",
  ],
  [/^at most (\d+) characters.*$/, "mag hoogstens $1 tekens lang zijn"],
  [/^must be one line of text without control characters$/, "moet één regel tekst zijn, zonder stuurtekens"],
  [/^must be text without control characters$/, "moet tekst zijn, zonder stuurtekens"],
  [/^2 to 40 lower-case letters.*$/, "moet bestaan uit 2 tot 40 kleine letters, cijfers en streepjes ertussen, zoals fix-tiktok"],
  [/^2 to 32 lower-case letters.*$/, "moet bestaan uit 2 tot 32 kleine letters, cijfers en streepjes ertussen, zoals instagram"],
  [/^must be a day that exists.*$/, "moet een bestaande dag zijn, als JJJJ-MM-DD, van 2000 tot 2199"],
  [/^at most (\d+) entries$/, "mag hoogstens $1 onderdelen hebben"],
  [/^must be a whole number$/, "moet een geheel getal zijn"],
  [/^0 to 120$/, "moet van 0 tot en met 120 zijn"],
  [/^must not be negative$/, "mag niet negatief zijn"],
  [/^at most 1000000000$/, "mag hoogstens 1.000.000.000 zijn"],
  [/^must not be below the lowest age.*$/, "mag niet lager zijn dan de laagste leeftijd"],
  [/^must not be before the first day \(startsOn\)$/, "mag niet voor de eerste dag liggen"],
  [/^must not be before the first day, (\S+)$/, "mag niet voor de eerste dag ($1) liggen"],
  [/^must not be after the end, (\S+)$/, "mag niet na de laatste dag ($1) liggen"],
  [/^the campaign ended on (\S+); .*$/, "de campagne eindigde op $1; verzet de laatste dag om haar weer te laten lopen"],
  [/^must not contain spaces, line breaks or backslashes$/, "mag geen spaties, regeleinden of backslashes bevatten"],
  [/^must be a whole address.*$/, "moet een volledig adres zijn, zoals https://example.org/pagina"],
  [/^the host must be a whole name.*$/, "moet een volledige domeinnaam hebben, zoals example.org"],
  [/^must begin with https:\/\/$/, "moet met https:// beginnen"],
  [/^contains the invisible character (\S+); remove it$/, "bevat het onzichtbare teken $1; haal het weg"],
  [/^must have something to see in it$/, "moet iets bevatten dat te zien is"],
  [/^contains "(.*)", which nobody fills in on the way; remove it$/, "bevat ‘$1’, en dat vult onderweg niemand in; haal het weg"],
  [/^https:\/\/ now stands before it.*$/, "https:// staat er nu voor; kijk het adres na en verstuur het formulier opnieuw"],
  [/^must not contain a user name or password$/, "mag geen gebruikersnaam of wachtwoord bevatten"],
  [
    /^the host "(.*)" is known to pass visitors on.*$/,
    "het domein ‘$1’ stuurt bezoekers door of toont advertenties; een beheerder moet het eerst toestaan, bij Beheer",
  ],
  [
    /^no admin has allowed the host "(.*)" yet.*$/,
    "geen beheerder heeft het domein ‘$1’ nog toegestaan; vraag een beheerder het toe te staan, bij Beheer",
  ],
  [
    /^is known to pass visitors on or to serve ads; tick.*$/,
    "stuurt bezoekers door of toont advertenties; vink het vakje aan als dat de bedoeling is",
  ],
  [/^must be a host's name alone.*$/, "moet alleen een domeinnaam zijn, zoals example.org"],
  [/^there are (\d+) hosts.*$/, "er zijn $1 domeinen, en meer kunnen er niet zijn; verwijder er eerst een"],
  [/^the host must be one of: (.*)$/, "het domein moet een van deze zijn: $1"],
  [
    /^contains "(.*)", which identifies one click or one person; remove it$/,
    "bevat ‘$1’, waaraan één klik of één persoon te herkennen is; haal het weg",
  ],
  [
    /^looks like it contains (.*); a link is for everybody.*: is this page the same for everybody\?$/,
    "lijkt $1 te bevatten; een link is voor iedereen die de advertentie ziet: is deze pagina voor iedereen dezelfde?",
  ],
  [/^looks like it contains (.*); a link is for everybody.*$/, "lijkt $1 te bevatten; een link is voor iedereen die de advertentie ziet"],
  [
    /^looks like (.*); a link is for everybody.*$/,
    "lijkt op $1; een link is voor iedereen die de advertentie ziet, dus noem de advertentie en niet een persoon",
  ],
  [/^"(.*)" is reserved for Fivebar itself.*$/, "‘$1’ is van Fivebar zelf; kies een andere code"],
  [
    /^there can be at most (\d+) campaigns.*$/,
    "er kunnen hoogstens $1 campagnes zijn, zodat niemand een eigen link kan krijgen; archiveer er eerst een",
  ],
  [
    /^these would be (\d+) new links in the channel "(.*)" today.*$/,
    "dit worden vandaag $1 nieuwe links in het kanaal ‘$2’; één link per advertentie is genoeg, en een link voor één persoon zou laten zien wie er kwam: is elke link voor een advertentie?",
  ],
  [
    /^there have been (\d+) campaigns.*$/,
    "er zijn $1 campagnes geweest, en meer kan Fivebar niet bewaren; verwijder gearchiveerde die niets brachten voorgoed",
  ],
  [/^at most (\d+) campaigns can be made in a day.*$/, "er kunnen hoogstens $1 campagnes op een dag gemaakt worden; ga morgen verder"],
  [/^there are (\d+) keys.*$/, "er zijn $1 sleutels, en meer kunnen er niet zijn; verwijder er eerst een"],
  [/^there is a key named "(.*)" already$/, "er is al een sleutel met de naam ‘$1’"],
  [/^there are (\d+) members.*$/, "er zijn $1 leden, en meer kunnen er niet zijn; verwijder er eerst een"],
  [/^there is no channel "(.*)"; the channels are (.*)$/, "het kanaal ‘$1’ is er niet; de kanalen zijn $2"],
  [/^there is a channel (?:named )?"(.*)" already$/, "er is al een kanaal ‘$1’"],
  [/^no slug can be made from this name; enter one$/, "van deze naam is geen code te maken; vul er zelf een in"],
  [/^"(.*)" stands twice in this list$/, "‘$1’ staat twee keer in deze lijst"],
  [/^"(.*)" is taken; .*$/, "‘$1’ is al gebruikt; kies een andere, want een code blijft van haar campagne, ook na het archiveren"],
  [
    /^leads to the visitor's own computer.*$/,
    "leidt naar de eigen computer van de bezoeker; dat kan alleen zolang deze Fivebar alleen op deze computer te bereiken is",
  ],
  [/^leads to this very Fivebar.*$/, "leidt naar deze Fivebar zelf; kies een pagina van uw website"],
  [/^choose one channel at least$/, "kies minstens één kanaal"],
  [/^you cannot remove yourself.*$/, "u kunt uzelf niet verwijderen of een andere rol geven; vraag een andere beheerder"],
  [
    /^there are (\d+) channels.*$/,
    "er zijn $1 kanalen, en meer kunnen er niet zijn; verwijder er eerst een dat geen campagne gebruikt heeft",
  ],
  [/^must be one of (.*)$/, "moet een van deze zijn: $1"],
  [/^at most (\d+) campaigns$/, "hoogstens $1 campagnes tegelijk"],
  [/^at least one campaign$/, "er staat geen campagne in"],
  [/^must be a number, not .*$/, "moet een getal zijn"],
  [/^must be text, not .*$/, "moet tekst zijn"],
  [/^must be true or false, not .*$/, "moet ja of nee zijn"],
  [/^must be an email address$/, "moet een e-mailadres zijn"],
  [/^must be yes or no$/, "moet yes of no zijn"],
  [/^must be a number$/, "moet een getal zijn"],
  [/^has (\d+) cells? where the first line names (\d+) columns$/, "past niet bij de eerste regel: hier is het aantal cellen $1, daar $2"],
  [/^has a quotation mark that is not closed or not doubled$/, "heeft een aanhalingsteken dat niet gesloten of verdubbeld is"],
  [/^the first line must name the columns.*$/, "de eerste regel moet de kolommen noemen, zoals name,channel,destination"],
  [/^choose a first and a last day, .*$/, "kies een eerste en een laatste dag, de eerste niet na de laatste en niet in de toekomst"],
  [/^the report would have more than (\d+) rows.*$/, "dit zouden meer dan $1 regels worden; kies minder dagen"],
  [/^must not contain , or \|.*$/, "mag geen , of | bevatten: die staan tussen twee onderdelen"],
  [/^the report would be made of too many.*$/, "dit rapport zou uit te veel aantallen bestaan; kies minder dagen"],
  [/^"(.*)" is the name of the key in the configuration.*$/, "‘$1’ heet de sleutel van de configuratie al; kies een andere naam"],
  [/^must not contain @.*$/, "mag geen @ bevatten: zo noemt de geschiedenis leden"],
  [/^there was a key named "(.*)", and.*$/, "er is een sleutel ‘$1’ geweest die nog in de geschiedenis staat; kies een andere naam"],
  [
    /^must be an amount such as .*$/,
    "moet een bedrag zijn zoals 1500, 1.500,50 of 1500,50; zo is niet duidelijk welk teken de decimalen scheidt",
  ],
  [/^the form cannot be read$/, "het formulier is niet te lezen"],
  [
    /^GROUP_SIZE was (\d+) when.*$/,
    "GROUP_SIZE was $1 toen er voor het eerst cijfers werden vrijgegeven en kan daarna niet veranderen: zet het terug op $1.",
  ],
  [
    /^This is Fivebar (\S+), and the data of the (registry|shard) were written by a newer version \(schema (\d+); .* up to (\d+)\).*$/,
    "Dit is Fivebar $1, en de gegevens ($2) zijn geschreven door een nieuwere versie (schema $3; deze kent er $4): start die nieuwere versie weer, of zet een back-up van voor de upgrade terug.",
  ],
  [
    /^The counts of the shard (\S+) are lost.*$/,
    "De tellingen van $1 zijn weg: het bestand ontbreekt of is leeg. Stop Fivebar en zet alle bestanden van één back-up samen terug (docs/FAULTS.md). Het verlies aanvaarden: POST /api/v1/shards/$1/accept-loss.",
  ],
  [
    /^The registry's data are lost.* the shard (\S+) is older.*$/,
    "De gegevens van de registry zijn weg: het bestand ontbreekt of is leeg, en $1 is ouder. Stop Fivebar en zet alle bestanden van één back-up samen terug (docs/FAULTS.md). Opnieuw beginnen: start met een lege DATA_DIR.",
  ],
  [
    /^The data of the shard (\S+) do not belong.*$/,
    "De gegevens van $1 horen niet bij deze registry: ze zijn weg, of van een andere installatie. Stop Fivebar en zet alle bestanden van één back-up samen terug (docs/FAULTS.md).",
  ],
  [/^no counts of a shard with this name are lost$/, "van deze telling is niets verloren"],
  [/^row (\d+) has a quotation mark that is not closed.*$/, "rij $1 heeft een aanhalingsteken dat niet gesloten of verdubbeld is"],
  [
    /^this is a log of clicks \((.*)\);.*$/,
    "dit is een lijst van kliks ($1); Fivebar neemt links over en nooit wat er van bezoekers bekend is. Exporteer de links",
  ],
  [/^it is archived or blocked there$/, "is daar gearchiveerd of geblokkeerd"],
  [/^it asks for a password there.*$/, "vraagt daar om een wachtwoord, en dat doen links van Fivebar niet"],
  [
    /^"(.*)" cannot be a slug here.*$/s,
    "‘$1’ kan hier geen code zijn (2 tot 40 kleine letters, cijfers en streepjes ertussen); maak de campagne zelf en pas de advertenties aan",
  ],
  [
    /^its title looks like it contains (.*); a link is.*$/,
    "de titel lijkt $1 te bevatten; een link is voor iedereen die de advertentie ziet",
  ],
  [
    /^neither its tags nor utm_source name a channel.*$/,
    "geen tag en geen utm_source noemt een kanaal; kies hierboven een kanaal voor zulke links",
  ],
  [/^its code is "(.*)" without regard to case.*row (\d+)$/, "de code is ‘$1’ als hoofdletters niet meetellen, en die heeft rij $2 al"],
  [
    /^its expiry "(.*)" is not written as YYYY-MM-DD.*$/s,
    "de einddatum ‘$1’ is niet geschreven als JJJJ-MM-DD en gaat niet mee; vul de laatste dag zelf in",
  ],
  [/^its title is cut to (\d+) characters$/, "de titel is ingekort tot $1 tekens"],
  [/^the body must be text in UTF-8$/, "het bestand moet tekst in UTF-8 zijn"],
];

/** A message of a rule in the viewer's language; as it is where no translation fits. */
export function problemText(language: Language, message: string): string {
  if (language === "en") return message;
  const rule = RULES.find(([pattern]) => pattern.test(message));
  if (rule === undefined) return message;
  return RESEMBLING.reduce((text, [pattern, dutch]) => text.replace(pattern, dutch), message.replace(...rule));
}
