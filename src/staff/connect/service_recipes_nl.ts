/** The recipes for form services and site builders in Dutch. */
import type { Recipes, Service, Step } from "./recipe.ts";

const RELAY =
  "Zet het tussenprogramma online, `examples/relay` in de broncode van Fivebar, met `FIVEBAR={address}` en de sleutel van de website. Het haalt de code uit de webhook en laat de rest weg.";
const NOT_IN_FRAGMENT: Step = {
  text: "Fivebar zet de code hier achter een `#` (`CODE_IN=fragment`). Daar leest deze dienst niets. Geef elke campagne een eigen pagina met een eigen formulier, en laat dat na verzending naar `{address}/{code}/thanks` leiden; of stel `CODE_IN=query` in en ga hier verder.",
  codeIn: "fragment",
};
const PERSON_FIELD = "De dienst bewaart het veld bij de inzending. Zet dat voor dit veld uit, als dat kan.";

export const SERVICE_RECIPES_NL: Pick<Recipes, Service> = {
  "action-network": {
    name: "Action Network",
    steps: [
      NOT_IN_FRAGMENT,
      {
        text: "Zet de parameter van de campagne op `source`, en de bestemming op de pagina van de actie. Action Network onthoudt de `source` van een adres vanzelf.",
      },
      { text: RELAY },
      {
        text: "Voeg bij Start Organizing, API & Sync, Webhooks `https://RELAY/action-network?secret=…` toe, voor alle acties. `RELAY` is het adres van het tussenprogramma, `…` zijn `SECRET`.",
      },
      {
        text: "Action Network bewaart de source bij de actie: dat doet het zelf en is niet uit te zetten. Zet het in je privacyverklaring.",
      },
    ],
  },
  controlshift: {
    name: "ControlShift",
    steps: [
      NOT_IN_FRAGMENT,
      {
        text: "Zet de parameter van de campagne op `source`, en de bestemming op de pagina van de petitie. ControlShift onthoudt de `source` van een adres vanzelf.",
      },
      { text: RELAY },
      {
        text: "Voeg bij de instellingen voor webhooks `https://RELAY/controlshift?secret=…` toe. `RELAY` is het adres van het tussenprogramma, `…` zijn `SECRET`.",
      },
      { text: "ControlShift bewaart de source bij de handtekening: dat doet het zelf. Zet het in je privacyverklaring." },
    ],
  },
  tally: {
    name: "Tally",
    steps: [
      NOT_IN_FRAGMENT,
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
      NOT_IN_FRAGMENT,
      { text: "Voeg een verborgen veld toe met de unieke naam `{param}`. Jotform vult het uit het adres: `?{param}={code}`." },
      { text: RELAY },
      { text: "Voeg bij Settings, Integrations, Webhooks `https://RELAY/jotform?secret=…` toe, met `SECRET` van het tussenprogramma." },
      { text: PERSON_FIELD },
    ],
  },
  mailchimp: {
    name: "Mailchimp",
    steps: [
      NOT_IN_FRAGMENT,
      {
        text: "Voeg een verborgen publieksveld toe met de tag `C`, of de naam van je parameter in hoofdletters. Aanmeldformulieren vullen het uit het adres.",
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
      NOT_IN_FRAGMENT,
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
};
