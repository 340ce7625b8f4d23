/** The recipes in English. */
import type { Recipes, Step } from "./recipe.ts";
import { SERVICE_RECIPES_EN } from "./service_recipes_en.ts";

const KEY: Step = {
  text: "An admin makes a key for the website under Settings. Keep it on the server, in a variable named `SITE_KEY`, and put `{address}` into one named `FIVEBAR`.",
};
const LANDING = "Visitors arrive at `{landing}`.";
const HTML: Step = {
  text: "Put what they made into your own links and into the form, with your templates’ own way to write what stands here in braces.",
  code: "carry-html",
  codeIn: "query",
};
const TEST: Step = {
  text: "Try it from where the key is: everything is checked, and nothing is counted. Below this recipe you see it come in.",
  code: "test-report",
};
/** Where Fivebar puts the code behind a `#` (`CODE_IN=fragment`). */
const SCRIPT_IN_FRAGMENT: Step = {
  text: "Visitors arrive at `{landing}`: Fivebar puts the code behind a `#`, which no server sees. Download the script for that, put it on the site as carry.js, and load it on every page. It brings the code into forms that are sent with POST, as a field `{param}`.",
  file: "carry",
  code: "carry-tag",
  codeIn: "fragment",
};

export const RECIPES_EN: Recipes = {
  wordpress: {
    name: "WordPress",
    steps: [
      { text: "Download the plugin and install it in WordPress under Plugins, Add New, Upload Plugin.", file: "plugin" },
      {
        text: "Under Settings, Fivebar, enter the address `{address}`, the website’s key, and the parameter `{param}`. Then press Test connection.",
      },
      {
        text: "Under Carry the code choose the script behind a `#`: visitors arrive at `{landing}`.",
        codeIn: "fragment",
      },
      {
        text: "Gravity Forms, Contact Form 7, WPForms, Elementor Pro, Ninja Forms, Forminator and Fluent Forms report by themselves. If the site has other forms of these too, such as a contact form, enter those that are signups.",
      },
      { text: "Any other form reports with `do_action('fivebar_signup');` when a signup was stored." },
    ],
  },
  php: {
    name: "PHP",
    steps: [
      KEY,
      { text: `${LANDING} At the top of each page:`, code: "carry-php", codeIn: "query" },
      HTML,
      SCRIPT_IN_FRAGMENT,
      { text: "Report when the form is stored. Once, for all pages:", code: "php" },
      { text: "In the form handler, with `$_POST` for `$_GET`:", code: ["carry-php", "call-php"] },
      TEST,
    ],
  },
  node: {
    name: "Node",
    steps: [
      KEY,
      { text: `${LANDING} In each page, where \`query\` is its \`URLSearchParams\`:`, code: "carry-javascript", codeIn: "query" },
      HTML,
      SCRIPT_IN_FRAGMENT,
      {
        text: "Report when the form is stored. `@fivebar/client`, in `packages/client` of Fivebar’s source code, keeps what cannot be delivered yet:",
        code: "client",
      },
      { text: "In the form handler:", code: "call-client" },
      { text: "Without the client, with `fetch` alone:", code: "fetch" },
      TEST,
    ],
  },
  python: {
    name: "Python",
    steps: [
      KEY,
      {
        text: `${LANDING} In each page, where \`query\` is \`request.args\` in Flask or \`request.GET\` in Django:`,
        code: "carry-python",
        codeIn: "query",
      },
      HTML,
      SCRIPT_IN_FRAGMENT,
      { text: "Report when the form is stored:", code: "python" },
      { text: "In the form handler, where `query` is the form’s fields:", code: ["carry-python", "call-python"] },
      TEST,
    ],
  },
  static: {
    name: "Static pages",
    steps: [
      {
        text: "Download carry.js, put it on the site, and load it on every page. It stores nothing and requests nothing.",
        file: "carry",
        code: "carry-tag",
      },
      { text: `${LANDING} Links and forms of the site have the code from then on, the form as a field \`{param}\`.` },
      { text: "With a form handler of your own, report from there: see PHP, Node or Python." },
      {
        text: "With somebody else’s form service, use its webhook and the relay, or give each campaign a page of its own and let the form lead to `{address}/{code}/thanks` when it is sent.",
      },
      TEST,
    ],
  },
  ...SERVICE_RECIPES_EN,
  other: {
    name: "Something else",
    steps: [
      KEY,
      {
        text: `${LANDING} Carry the code to the form: in links and in a hidden field, or with carry.js.`,
        file: "carry",
        code: "carry-tag",
      },
      { text: "When the form is stored, report the code and nothing about the person:", code: "curl" },
      { text: "Without any server: give each campaign a page of its own, and let its form lead to `{address}/{code}/thanks`." },
      TEST,
    ],
  },
};
