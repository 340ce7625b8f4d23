/** The recipes in Dutch. */
import type { Recipes, Step } from "./recipe.ts";

const KEY: Step = {
  text: "Een beheerder maakt onder Beheer een sleutel voor de website. Bewaar hem op de server, in een variabele met de naam `SITE_KEY`, en zet `{address}` in een variabele met de naam `FIVEBAR`.",
};
const LANDING = "Bezoekers komen aan op `{landing}`.";
const HTML: Step = {
  text: "Zet het resultaat in uw eigen links en in het formulier, en schrijf wat hier tussen accolades staat zoals uw eigen sjablonen het doen.",
  code: "carry-html",
};
const RELAY =
  "Zet het tussenprogramma online, `examples/relay` in de broncode van Fivebar, met `FIVEBAR={address}` en de sleutel van de website. Het haalt de code uit de webhook en laat de rest weg.";
const TEST: Step = {
  text: "Probeer het uit op de plek waar de sleutel staat: alles wordt gecontroleerd en er wordt niets geteld. Onder dit recept ziet u de melding binnenkomen.",
  code: "test-report",
};
const PERSON_FIELD = "De dienst bewaart het veld bij de inzending. Zet dat voor dit veld uit, als dat kan.";

export const RECIPES_NL: Recipes = {
  wordpress: {
    name: "WordPress",
    steps: [
      { text: "Download de plug-in en installeer hem in WordPress via Plugins, Nieuwe plugin, Plugin uploaden.", file: "plugin" },
      {
        text: "Vul onder Instellingen, Fivebar het adres `{address}` in, de sleutel van de website en de parameter `{param}`. Druk daarna op Verbinding testen.",
      },
      {
        text: "Gravity Forms, Contact Form 7, WPForms, Elementor Pro, Ninja Forms, Forminator en Fluent Forms melden vanzelf. Heeft de site daarvan ook andere formulieren, zoals een contactformulier? Vul dan in welke aanmeldingen zijn.",
      },
      { text: "Elk ander formulier meldt met `do_action('fivebar_signup');` zodra een aanmelding is opgeslagen." },
    ],
  },
  php: {
    name: "PHP",
    steps: [
      KEY,
      { text: `${LANDING} Bovenaan elke pagina:`, code: "carry-php" },
      HTML,
      { text: "Meld zodra het formulier is opgeslagen. Eén keer, voor alle pagina’s:", code: "php" },
      { text: "Waar het formulier wordt verwerkt, na dezelfde twee regels met `$_POST` in plaats van `$_GET`:", code: "call-php" },
      TEST,
    ],
  },
  node: {
    name: "Node",
    steps: [
      KEY,
      { text: `${LANDING} In elke pagina, met in \`query\` haar \`URLSearchParams\`:`, code: "carry-javascript" },
      HTML,
      {
        text: "Meld zodra het formulier is opgeslagen. `@fivebar/client`, in `packages/client` van de broncode van Fivebar, bewaart wat nog niet kon worden bezorgd:",
        code: "client",
      },
      { text: "Waar het formulier wordt verwerkt:", code: "call-client" },
      { text: "Zonder de client, met alleen `fetch`:", code: "fetch" },
      TEST,
    ],
  },
  python: {
    name: "Python",
    steps: [
      KEY,
      { text: `${LANDING} In elke pagina; \`query\` is \`request.args\` in Flask of \`request.GET\` in Django:`, code: "carry-python" },
      HTML,
      { text: "Meld zodra het formulier is opgeslagen:", code: "python" },
      { text: "Waar het formulier wordt verwerkt:", code: "call-python" },
      TEST,
    ],
  },
  static: {
    name: "Statische pagina’s",
    steps: [
      {
        text: "Download carry.js, zet het op de site en laad het op elke pagina. Het slaat niets op en vraagt niets op.",
        file: "carry",
        code: "carry-tag",
      },
      { text: `${LANDING} Vanaf daar hebben links en formulieren van de site de code, het formulier als veld \`{param}\`.` },
      { text: "Verwerkt u het formulier zelf? Meld dan van daaruit: zie PHP, Node of Python." },
      {
        text: "Met een formulierdienst van een ander: gebruik de webhook en het tussenprogramma, of geef elke campagne een eigen pagina en laat het formulier na verzending naar `{address}/{code}/thanks` leiden.",
      },
      TEST,
    ],
  },
  "action-network": {
    name: "Action Network",
    steps: [
      {
        text: "Zet de parameter van de campagne op `source`, en de bestemming op de pagina van de actie. Action Network onthoudt de `source` van een adres vanzelf.",
      },
      { text: RELAY },
      {
        text: "Voeg bij Start Organizing, API & Sync, Webhooks `https://RELAY/action-network?secret=…` toe, voor alle acties. `RELAY` is het adres van het tussenprogramma, `…` zijn `SECRET`.",
      },
      {
        text: "Action Network bewaart de source bij de actie: dat doet het zelf en is niet uit te zetten. Zet het in uw privacyverklaring.",
      },
    ],
  },
  controlshift: {
    name: "ControlShift",
    steps: [
      {
        text: "Zet de parameter van de campagne op `source`, en de bestemming op de pagina van de petitie. ControlShift onthoudt de `source` van een adres vanzelf.",
      },
      { text: RELAY },
      {
        text: "Voeg bij de instellingen voor webhooks `https://RELAY/controlshift?secret=…` toe. `RELAY` is het adres van het tussenprogramma, `…` zijn `SECRET`.",
      },
      { text: "ControlShift bewaart de source bij de handtekening: dat doet het zelf. Zet het in uw privacyverklaring." },
    ],
  },
  tally: {
    name: "Tally",
    steps: [
      {
        text: "Geef het formulier een verborgen veld `{param}`. Laat de advertentie naar het adres van het formulier zelf leiden, of sluit het zo in dat het veld uit het adres van de pagina wordt gevuld.",
      },
      { text: RELAY },
      {
        text: "Voeg bij Integrations, Webhooks `https://RELAY/tally` toe met een signing secret: dat is `TALLY_SECRET` van het tussenprogramma.",
      },
      { text: PERSON_FIELD },
    ],
  },
  typeform: {
    name: "Typeform",
    steps: [
      { text: "Geef het formulier een verborgen veld `{param}`. Laat een ingesloten formulier het uit het adres van de pagina doorgeven." },
      { text: RELAY },
      { text: "Voeg bij Connect, Webhooks `https://RELAY/typeform` toe met een secret: dat is `TYPEFORM_SECRET` van het tussenprogramma." },
      { text: PERSON_FIELD },
    ],
  },
  jotform: {
    name: "Jotform",
    steps: [
      { text: "Voeg een verborgen veld toe met de unieke naam `{param}`. Jotform vult het uit het adres: `?{param}={code}`." },
      { text: RELAY },
      { text: "Voeg bij Settings, Integrations, Webhooks `https://RELAY/jotform?secret=…` toe, met `SECRET` van het tussenprogramma." },
      { text: PERSON_FIELD },
    ],
  },
  mailchimp: {
    name: "Mailchimp",
    steps: [
      {
        text: "Voeg een verborgen publieksveld toe met de tag `C`, of de naam van uw parameter in hoofdletters. Aanmeldformulieren vullen het uit het adres.",
      },
      { text: RELAY },
      { text: "Voeg bij Audience, Manage, Settings, Webhooks `https://RELAY/mailchimp?secret=…` toe, alleen voor subscribes." },
      {
        text: "Mailchimp geeft een bezorging geen nummer, dus een herhaalde telt opnieuw. Het bewaart het veld bij het contact: wis de waarden van tijd tot tijd.",
      },
    ],
  },
  civicrm: {
    name: "CiviCRM",
    steps: [
      { text: "Neem de code mee op de website die het formulier toont, met de plug-in daarvoor of met carry.js.", file: "carry" },
      { text: "Laat de website melden zodra het formulier is opgeslagen, zoals bij het systeem waarop ze draait: WordPress, Drupal, PHP." },
      {
        text: 'Stuur vanuit CiviRules of een andere uitbreiding die webhooks stuurt `{"c": "…", "delivery": "…"}` naar het tussenprogramma op `https://RELAY/civicrm?secret=…`, met een nummer dat CiviCRM aan de gebeurtenis gaf.',
      },
      { text: RELAY },
    ],
  },
  squarespace: {
    name: "Squarespace",
    steps: [
      { text: "Geef elke campagne een eigen pagina met een eigen formulier, en maak die pagina haar bestemming." },
      {
        text: "Stel de bedankpagina van de campagne in, en laat het formulier na verzending naar `{address}/{code}/thanks` leiden: Form, Post-submit, Redirect.",
      },
      { text: "Fivebar telt één aanmelding en leidt door naar de bedankpagina. Niets van het formulier verlaat Squarespace." },
    ],
  },
  wix: {
    name: "Wix",
    steps: [
      {
        text: "Het eenvoudigst: geef elke campagne een pagina met een eigen formulier, en laat het na verzending naar `{address}/{code}/thanks` leiden.",
      },
      {
        text: 'Of voeg een verborgen veld `{param}` toe, dat Velo uit het adres vult, en een automatisering bij het formulier die een HTTP-verzoek naar `https://RELAY/plain?secret=…` stuurt met `{"c": "…"}`.',
      },
      { text: RELAY },
    ],
  },
  drupal: {
    name: "Drupal",
    steps: [
      {
        text: "Download carry.js en voeg het als library aan het thema toe, of schrijf de code in links en formulieren zoals bij PHP.",
        file: "carry",
        code: "carry-tag",
      },
      {
        text: "Met Webform: voeg een verborgen element `{param}` toe, en een handler Remote post voor nieuwe inzendingen naar `https://RELAY/drupal?secret=…`.",
      },
      { text: RELAY },
      { text: "Met een eigen module: roep `reportSignup` aan zoals bij PHP zodra het formulier is opgeslagen." },
    ],
  },
  zapier: {
    name: "Zapier, Make, n8n",
    steps: [
      {
        text: "Voeg na de trigger van het formulier een stap toe die een verzoek stuurt: Webhooks by Zapier, HTTP in Make, HTTP Request in n8n.",
      },
      {
        text: "Stuur dit, met de sleutel van de website voor `$SITE_KEY`, het veld met de code voor `{code}`, en verder niets van de inzending:",
        code: "service-report",
      },
      {
        text: "Gebruik als `Idempotency-Key` het nummer van deze uitvoering of gebeurtenis, nooit dat van de persoon. Dan telt een herhaling één keer.",
      },
    ],
  },
  other: {
    name: "Iets anders",
    steps: [
      KEY,
      {
        text: `${LANDING} Neem de code mee naar het formulier: in links en een verborgen veld, of met carry.js.`,
        file: "carry",
        code: "carry-tag",
      },
      { text: "Meld zodra het formulier is opgeslagen de code, en niets over de persoon:", code: "curl" },
      { text: "Zonder server: geef elke campagne een eigen pagina, en laat het formulier naar `{address}/{code}/thanks` leiden." },
      TEST,
    ],
  },
};
