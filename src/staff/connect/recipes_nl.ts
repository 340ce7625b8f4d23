/** The recipes in Dutch. */
import type { Recipes, Step } from "./recipe.ts";
import { SERVICE_RECIPES_NL } from "./service_recipes_nl.ts";

const KEY: Step = {
  text: "Een beheerder maakt onder Beheer een sleutel voor de website. Bewaar hem op de server, in een variabele met de naam `SITE_KEY`, en zet `{address}` in een variabele met de naam `FIVEBAR`.",
};
const LANDING = "Bezoekers komen aan op `{landing}`.";
const HTML: Step = {
  text: "Zet het resultaat in je eigen links en in het formulier, en schrijf wat hier tussen accolades staat zoals je eigen sjablonen het doen.",
  code: "carry-html",
  codeIn: "query",
};
const TEST: Step = {
  text: "Probeer het uit op de plek waar de sleutel staat: alles wordt gecontroleerd en er wordt niets geteld. Onder dit recept zie je de melding binnenkomen.",
  code: "test-report",
};
/** Waar Fivebar de code achter een `#` zet (`CODE_IN=fragment`). */
const SCRIPT_IN_FRAGMENT: Step = {
  text: "Bezoekers komen aan op `{landing}`: Fivebar zet de code achter een `#`, die geen server te zien krijgt. Download het script daarvoor, zet het als carry.js op de site en laad het op elke pagina. Het brengt de code naar formulieren die met POST worden verstuurd, als veld `{param}`.",
  file: "carry",
  code: "carry-tag",
  codeIn: "fragment",
};

export const RECIPES_NL: Recipes = {
  wordpress: {
    name: "WordPress",
    steps: [
      { text: "Download de plug-in en installeer hem in WordPress via Plugins, Nieuwe plugin, Plugin uploaden.", file: "plugin" },
      {
        text: "Vul onder Instellingen, Fivebar het adres `{address}` in, de sleutel van de website en de parameter `{param}`. Druk daarna op Verbinding testen.",
      },
      {
        text: "Kies bij De code meenemen het script achter een `#`: bezoekers komen aan op `{landing}`.",
        codeIn: "fragment",
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
      { text: `${LANDING} Bovenaan elke pagina:`, code: "carry-php", codeIn: "query" },
      HTML,
      SCRIPT_IN_FRAGMENT,
      { text: "Meld zodra het formulier is opgeslagen. Eén keer, voor alle pagina’s:", code: "php" },
      { text: "Waar het formulier wordt verwerkt, met `$_POST` in plaats van `$_GET`:", code: ["carry-php", "call-php"] },
      TEST,
    ],
  },
  node: {
    name: "Node",
    steps: [
      KEY,
      { text: `${LANDING} In elke pagina, met in \`query\` haar \`URLSearchParams\`:`, code: "carry-javascript", codeIn: "query" },
      HTML,
      SCRIPT_IN_FRAGMENT,
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
      {
        text: `${LANDING} In elke pagina; \`query\` is \`request.args\` in Flask of \`request.GET\` in Django:`,
        code: "carry-python",
        codeIn: "query",
      },
      HTML,
      SCRIPT_IN_FRAGMENT,
      { text: "Meld zodra het formulier is opgeslagen:", code: "python" },
      { text: "Waar het formulier wordt verwerkt, met in `query` de velden van het formulier:", code: ["carry-python", "call-python"] },
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
      { text: "Verwerk je het formulier zelf? Meld dan van daaruit: zie PHP, Node of Python." },
      {
        text: "Met een formulierdienst van een ander: gebruik de webhook en het tussenprogramma, of geef elke campagne een eigen pagina en laat het formulier na verzending naar `{address}/{code}/thanks` leiden.",
      },
      TEST,
    ],
  },
  ...SERVICE_RECIPES_NL,
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
