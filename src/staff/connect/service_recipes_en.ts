/** The recipes for form services and site builders in English. */
import type { Recipes, Service, Step } from "./recipe.ts";

const RELAY =
  "Deploy the relay, `examples/relay` in Fivebar’s source code, with `FIVEBAR={address}` and the site’s key. It takes the code out of the webhook and drops the rest.";
const NOT_IN_FRAGMENT: Step = {
  text: "Fivebar puts the code behind a `#` here (`CODE_IN=fragment`). This service reads none there. Give each campaign a page of its own with a form of its own, and let the form lead to `{address}/{code}/thanks` when it is sent; or set `CODE_IN=query` and go on here.",
  codeIn: "fragment",
};
const PERSON_FIELD = "The service keeps the field beside the entry. Turn that off for the field if it can be.";

export const SERVICE_RECIPES_EN: Pick<Recipes, Service> = {
  "action-network": {
    name: "Action Network",
    steps: [
      NOT_IN_FRAGMENT,
      {
        text: "Set the campaign’s parameter to `source`, and its destination to the action’s page. Action Network keeps the `source` of an address by itself.",
      },
      { text: RELAY },
      {
        text: "Under Start Organizing, API & Sync, Webhooks, add `https://RELAY/action-network?secret=…` with the trigger for all actions. `RELAY` is the relay’s address, `…` its `SECRET`.",
      },
      {
        text: "Action Network keeps the source with the action: that is its own doing, and cannot be turned off. Say so in your privacy statement.",
      },
    ],
  },
  controlshift: {
    name: "ControlShift",
    steps: [
      NOT_IN_FRAGMENT,
      {
        text: "Set the campaign’s parameter to `source`, and its destination to the petition’s page. ControlShift keeps the `source` of an address by itself.",
      },
      { text: RELAY },
      {
        text: "In the settings for webhooks, add `https://RELAY/controlshift?secret=…`. `RELAY` is the relay’s address, `…` its `SECRET`.",
      },
      { text: "ControlShift keeps the source with the signature: that is its own doing. Say so in your privacy statement." },
    ],
  },
  tally: {
    name: "Tally",
    steps: [
      NOT_IN_FRAGMENT,
      {
        text: "Add a hidden field `{param}` to the form. Lead the ad to the form’s own address, or embed it so that the field is filled from the page’s address.",
      },
      { text: RELAY },
      { text: "Under Integrations, Webhooks, add `https://RELAY/tally` with a signing secret, which is the relay’s `TALLY_SECRET`." },
      { text: PERSON_FIELD },
    ],
  },
  typeform: {
    name: "Typeform",
    steps: [
      { text: "Add a hidden field `{param}` to the form. In an embedded form, let the embed pass it on from the page’s address." },
      { text: RELAY },
      { text: "Under Connect, Webhooks, add `https://RELAY/typeform` with a secret, which is the relay’s `TYPEFORM_SECRET`." },
      { text: PERSON_FIELD },
    ],
  },
  jotform: {
    name: "Jotform",
    steps: [
      NOT_IN_FRAGMENT,
      { text: "Add a hidden field whose unique name is `{param}`. Jotform fills it from the address: `?{param}={code}`." },
      { text: RELAY },
      { text: "Under Settings, Integrations, Webhooks, add `https://RELAY/jotform?secret=…`, with the relay’s `SECRET`." },
      { text: PERSON_FIELD },
    ],
  },
  mailchimp: {
    name: "Mailchimp",
    steps: [
      NOT_IN_FRAGMENT,
      {
        text: "Add a hidden audience field with the tag `C`, or your parameter’s name in upper case. Signup forms fill it from the address.",
      },
      { text: RELAY },
      { text: "Under Audience, Manage, Settings, Webhooks, add `https://RELAY/mailchimp?secret=…` for subscribes alone." },
      {
        text: "Mailchimp gives its deliveries no id, so one that is sent again counts again. It keeps the field with the contact: delete the field’s values from time to time.",
      },
    ],
  },
  civicrm: {
    name: "CiviCRM",
    steps: [
      { text: "Carry the code on the website that shows the form, with its plugin or with carry.js.", file: "carry" },
      { text: "Let the website report when the form is stored, as its own system does: WordPress, Drupal, PHP." },
      {
        text: 'From CiviRules or another extension that sends webhooks, send `{"c": "…", "delivery": "…"}` to the relay at `https://RELAY/civicrm?secret=…`, with an id that CiviCRM made for the event.',
      },
      { text: RELAY },
    ],
  },
  squarespace: {
    name: "Squarespace",
    steps: [
      { text: "Give each campaign a page of its own with a form of its own, and make that page its destination." },
      {
        text: "Set the campaign’s thank-you page, and let the form redirect to `{address}/{code}/thanks` after it was sent: Form, Post-submit, Redirect.",
      },
      { text: "Fivebar counts one signup and leads on to the thank-you page. Nothing of the form leaves Squarespace." },
    ],
  },
  wix: {
    name: "Wix",
    steps: [
      NOT_IN_FRAGMENT,
      {
        text: "Simplest: give each campaign a page with a form of its own, and let the form lead to `{address}/{code}/thanks` when it is sent.",
      },
      {
        text: 'Or add a hidden field `{param}`, filled from the address by Velo, and an automation on the form that sends an HTTP request to `https://RELAY/plain?secret=…` with `{"c": "…"}`.',
      },
      { text: RELAY },
    ],
  },
  drupal: {
    name: "Drupal",
    steps: [
      {
        text: "Download carry.js and add it to the theme as a library, or write the code into links and forms as under PHP.",
        file: "carry",
        code: "carry-tag",
      },
      {
        text: "With Webform: add a hidden element `{param}`, and a handler Remote post for new submissions to `https://RELAY/drupal?secret=…`.",
      },
      { text: RELAY },
      { text: "With a module of your own: call `reportSignup` as under PHP when the form is stored." },
    ],
  },
  zapier: {
    name: "Zapier, Make, n8n",
    steps: [
      { text: "After the form’s trigger add a step that sends a request: Webhooks by Zapier, HTTP in Make, HTTP Request in n8n." },
      {
        text: "Send this, with the site’s key for `$SITE_KEY`, the field with the code for `{code}`, and nothing else of the entry:",
        code: "service-report",
      },
      {
        text: "For the `Idempotency-Key` use the id of this run or of the event, never one of the person. Then a repeated run counts once.",
      },
    ],
  },
};
