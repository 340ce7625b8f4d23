/** The pages, in Dutch. Each takes the code that it was asked for with, and writes it into its own links. */
import { AGE_GROUPS, type FormErrors, type Signature } from "./form.ts";
import { type Html, html } from "./html.ts";

type Code = string | null;

/** A link of this site, with the code. */
const carried = (path: string, code: Code): string => (code === null ? path : `${path}?c=${code}`);

const NAV = [
  ["/de-zaak", "De zaak"],
  ["/privacy", "Uw gegevens"],
  ["/teken", "Teken"],
] as const;

function page(path: string, title: string, code: Code, body: Html): string {
  const links = NAV.map(
    ([to, name]) => html`<a href="${carried(to, code)}"${to === path ? html` aria-current="page"` : html``}>${name}</a>`,
  );
  return html`<!doctype html>
<html lang="nl">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${title} · Mijn profiel is van mij</title><link rel="stylesheet" href="/style.css"><link rel="icon" href="/icon.svg"></head>
<body>
<a class="skip" href="#inhoud">Naar de inhoud</a>
<header><a class="name" href="${carried("/", code)}">Mijn profiel is van mij</a><nav aria-label="Hoofdmenu">${links}</nav></header>
<main id="inhoud">${body}</main>
<footer><p>Voorbeeldsite bij Fivebar. De Stichting Eigen Profiel en haar zaak zijn verzonnen.</p><p><a href="${carried("/privacy", code)}">Wat wij van u bewaren</a></p></footer>
</body>
</html>
`.text;
}

/** A file on somebody, as it is sold: the look of it, with nothing legible. */
const FILE = html`<figure class="file">
<figcaption>Eén profiel, zoals het van hand tot hand gaat</figcaption>
<dl aria-hidden="true"><dt>Woonplaats</dt><dd class="w6"></dd><dt>Huishouden</dt><dd class="w4"></dd><dt>Slaapt slecht</dt><dd class="w2"></dd><dt>Schulden</dt><dd class="w5"></dd><dt>Stemt op</dt><dd class="w3"></dd><dt>Verwacht een kind</dt><dd class="w2"></dd></dl>
<p>Niemand vroeg of u dit wilde delen.</p>
</figure>`;

export function landingPage(code: Code): string {
  return page(
    "/",
    "Teken de petitie",
    code,
    html`<div class="hero"><div>
<h1>U bent geen handelswaar</h1>
<p class="lead">Een groot sociaal netwerk volgt u tot ver buiten zijn eigen app en maakt van wat het ziet een profiel. Dat profiel brengt geld op. Aan u is nooit iets gevraagd.</p>
<p class="lead">Wij stappen naar de rechter om die handel te stoppen. Met uw handtekening laat u zien dat u achter ons staat.</p>
<p><a class="button" href="${carried("/teken", code)}">Teken de petitie</a> <a class="quiet" href="${carried("/de-zaak", code)}">Lees eerst waar het om gaat</a></p>
</div>${FILE}</div>
<h2>Wat wij vragen</h2>
<ol class="asks">
<li><h3>Stop met verzamelen zonder toestemming</h3><p>Wie iets over u wil weten, vraagt het u eerst. In gewone taal, en met een “nee” die even makkelijk is als een “ja”.</p></li>
<li><h3>Wis wat er onrechtmatig is</h3><p>Een profiel dat er niet had mogen zijn, hoort weg. Ook bij de bedrijven die het hebben gekocht.</p></li>
<li><h3>Vergoed de schade</h3><p>Wie jaren aan andermans leven heeft verdiend, geeft daarvan iets terug.</p></li>
</ol>
<h2>Tekenen kost een minuut</h2>
<p>U vult uw naam, uw e-mailadres en uw leeftijdsgroep in. Het kost niets en verplicht u tot niets. Wij gebruiken geen cookies en kijken niet met u mee.</p>
<p><a class="button" href="${carried("/teken", code)}">Teken de petitie</a></p>`,
  );
}

export function aboutPage(code: Code): string {
  return page(
    "/de-zaak",
    "De zaak",
    code,
    html`<h1>De zaak</h1>
<p class="lead">Opent u een app, dan ziet u foto’s van vrienden. Wat u niet ziet, is hoeveel anderen op dat moment naar ú kijken.</p>
<h2>Wat er gebeurt</h2>
<p>Op webwinkels, nieuwssites en in apps zitten stukjes techniek van het netwerk. Ze melden wat u leest, waar u bent, hoe lang u aarzelt. Losse meldingen zeggen weinig. Bij elkaar opgeteld vertellen ze of u ziek bent, wat u verdient en waar u bang voor bent.</p>
<p>Die optelsom is een profiel. Adverteerders betalen voor toegang tot mensen met zo’n profiel, en via tussenhandelaren belandt het bij partijen van wie u nooit hebt gehoord.</p>
<h2>Waarom dat niet mag</h2>
<p>De Algemene verordening gegevensbescherming zegt het eenvoudig: wie persoonsgegevens gebruikt, heeft daar een goede grond voor nodig. Toestemming is er zo een, maar alleen als u haar vrij geeft en weet waarvoor. Een knop met “akkoord” onder veertig bladzijden is dat niet.</p>
<h2>Wat wij doen</h2>
<p>Stichting Eigen Profiel legt de zaak voor aan de rechter namens iedereen die het aangaat. In Nederland kan een stichting dat: de wet noemt het een collectieve actie. U hoeft zelf niet naar de rechtbank en u loopt geen risico op kosten.</p>
<h2>Wat uw handtekening betekent</h2>
<p>Met de petitie sluit u zich niet aan als partij en machtigt u niemand. U laat zien dat dit onderwerp u raakt. Hoe meer mensen dat doen, hoe lastiger het wordt om het af te doen als een klacht van enkelen.</p>
<p><a class="button" href="${carried("/teken", code)}">Teken de petitie</a></p>`,
  );
}

export function privacyPage(code: Code): string {
  return page(
    "/privacy",
    "Uw gegevens",
    code,
    html`<h1>Uw gegevens</h1>
<p class="lead">Wie tegen de handel in profielen is, moet zelf zuinig zijn. Dit is alles.</p>
<h2>Als u tekent</h2>
<p>Wij bewaren uw naam, uw e-mailadres, uw leeftijdsgroep en de dag waarop u tekende. Niet het tijdstip, niet uw IP-adres, niet welk apparaat u gebruikt. Wij mailen u alleen over deze zaak. Wilt u dat niet meer, laat het ons weten. Dan wissen wij uw gegevens.</p>
<h2>Als u alleen rondkijkt</h2>
<p>Dan bewaren wij niets. Deze site zet geen cookies en gebruikt geen scripts, geen volgpixels en niets van andere bedrijven.</p>
<h2>Als u via een advertentie komt</h2>
<p>Onze advertenties hebben elk een eigen adres, met daarin de naam van de campagne. Kijk maar in uw adresbalk: daar staat dan iets als <code>?c=zomer-tiktok</code>. Die is voor iedereen die dezelfde advertentie ziet gelijk.</p>
<p>Tekent u, dan tellen wij bij die campagne één op. Wij bewaren de naam van de campagne nergens bij uw handtekening, dus ook wij weten achteraf niet via welke advertentie u kwam. Wat het advertentiebedrijf zelf aan de link plakte om u te herkennen, is onderweg al weggegooid.</p>`,
  );
}

const LABELS: Readonly<Record<keyof Signature, string>> = { name: "Naam", email: "E-mailadres", ageGroup: "Leeftijdsgroep" };

export function formPage(code: Code, entered: Signature, errors: FormErrors): string {
  const wrong = Object.entries(errors) as [keyof Signature, string][];
  const summary =
    wrong.length === 0
      ? html``
      : html`<div class="problem" role="alert"><h2>Er klopt nog iets niet</h2><ul>${wrong.map(([field, message]) => html`<li><a href="#${field === "ageGroup" ? "age-0" : field}">${message}</a></li>`)}</ul></div>`;
  // In the field it is what the form reports. In the address it stays when something has to be mended, and the page is opened again then.
  const hidden = code === null ? html`` : html`<input type="hidden" name="c" value="${code}">`;
  return page(
    "/teken",
    wrong.length === 0 ? "Teken" : "Fout: teken",
    code,
    html`<h1>Teken de petitie</h1>
${summary}
<form method="post" action="${carried("/teken", code)}" novalidate>
${hidden}
<div class="field"><label for="name">${LABELS.name}</label>${message("name", errors)}<input id="name" name="name" autocomplete="name" value="${entered.name}" ${described("name", errors)}></div>
<div class="field"><label for="email">${LABELS.email}</label><p class="hint" id="email-hint">Alleen voor nieuws over deze zaak.</p>${message("email", errors)}<input id="email" name="email" type="email" autocomplete="email" value="${entered.email}" ${described("email", errors)}></div>
<fieldset class="field"${errors.ageGroup === undefined ? html`` : html` aria-describedby="ageGroup-error"`}><legend>${LABELS.ageGroup}</legend>${message("ageGroup", errors)}
${AGE_GROUPS.map(
  ([value, name], index) =>
    html`<label class="choice" for="age-${String(index)}"><input type="radio" id="age-${String(index)}" name="age-group" value="${value}"${entered.ageGroup === value ? html` checked` : html``}>${name}</label>`,
)}</fieldset>
<button class="button">Teken</button>
<p class="hint">U leest bij <a href="${carried("/privacy", code)}">uw gegevens</a> wat wij bewaren en wat niet.</p>
</form>`,
  );
}

function message(field: keyof Signature, errors: FormErrors): Html {
  const text = errors[field];
  return text === undefined ? html`` : html`<p class="error" id="${field}-error">${text}</p>`;
}

function described(field: "name" | "email", errors: FormErrors): Html {
  const ids = [...(field === "email" ? ["email-hint"] : []), ...(errors[field] === undefined ? [] : [`${field}-error`])];
  const invalid = errors[field] === undefined ? html`` : html` aria-invalid="true"`;
  return html`${ids.length === 0 ? html`` : html`aria-describedby="${ids.join(" ")}"`}${invalid} required`;
}

export function thanksPage(code: Code): string {
  return page(
    "/bedankt",
    "Bedankt",
    code,
    html`<h1>Bedankt, u staat erbij</h1>
<p class="lead">Uw handtekening is binnen. Zodra er nieuws is over de zaak, hoort u het van ons per e-mail.</p>
<p>Wilt u meer doen? Praat erover, thuis en op het werk. Bijna niemand weet hoeveel er over ons allemaal bekend is.</p>
<p><a class="quiet" href="${carried("/", code)}">Terug naar het begin</a></p>`,
  );
}

const ERRORS: Readonly<Record<number, readonly [title: string, text: string]>> = {
  404: ["Deze pagina is er niet", "Misschien is het adres niet goed overgekomen. Begin opnieuw bij het begin."],
  405: ["Zo kan het niet", "Deze pagina kunt u alleen openen. Ga terug en probeer het nog eens."],
  413: ["Dat is te veel", "Uw formulier is te groot om te verwerken. Vul het korter in."],
  415: ["Zo kan het niet", "Verstuur het formulier vanaf deze site."],
  500: [
    "Er ging iets mis bij ons",
    "Uw handtekening is misschien niet aangekomen. Probeer het over een paar minuten nog eens; dubbel tekenen kan niet.",
  ],
};

export function errorPage(status: number, code: Code): string {
  const [title, text] = ERRORS[status] ?? ["Er ging iets mis", "Probeer het later nog eens."];
  return page(
    "",
    title,
    code,
    html`<h1>${title}</h1><p class="lead">${text}</p><p><a class="button" href="${carried("/", code)}">Naar het begin</a></p>`,
  );
}
