/** Signing in, in Dutch. */
import { pluralOf } from "../plural.ts";

const plural = pluralOf("nl-NL");

export const signIn = {
  signIn: {
    title: "Inloggen",
    lead: "Zie wat elke advertentie oplevert, zonder te weten wie er kwam.",
    key: "Toegangssleutel",
    where: "Waar vind ik mijn sleutel?",
    hint: {
      "one-machine":
        "Een beheerder maakt er een voor je. De allereerste is de beheerderssleutel: de waarde van ADMIN_KEY, of anders de sleutel die bij de eerste start in de terminal verscheen en in DATA_DIR/admin.key wordt bewaard.",
      cloudflare:
        "Een beheerder maakt er een voor je. De allereerste is de beheerderssleutel: de waarde van het geheim ADMIN_KEY, gekozen toen Fivebar werd uitgerold. Is die kwijt, dan stelt npx wrangler secret put ADMIN_KEY een nieuwe in.",
    },
    noAdminKey:
      "Een beheerder maakt er een voor je. Er is geen beheerderssleutel ingesteld: dat gaat met npx wrangler secret put ADMIN_KEY.",
    submit: "Inloggen",
    wrong: "Deze sleutel kennen we niet. Controleer of de hele sleutel is overgenomen, of vraag een beheerder om een nieuwe.",
    site: "Dit is de sleutel van een website: die meldt aanmeldingen en kan niet inloggen. Vraag een beheerder om een eigen sleutel.",
    tooMany: (seconds: number) =>
      `Er is te vaak een verkeerde sleutel geprobeerd. Wacht ${plural(seconds, "seconde", "seconden")} en probeer het opnieuw. De juiste sleutel werkt ook nu meteen.`,
    insecure: {
      "one-machine": "Inloggen kan alleen over https, of op deze computer zelf. Zet een proxy met een certificaat voor Fivebar.",
      cloudflare: "Inloggen kan alleen over https. Open deze pagina met https:// in het adres.",
    },
    cookie:
      "Na het inloggen bewaart je browser twaalf uur een sessiecookie, en een cookie met je taal als je een andere kiest. Alleen deze pagina’s lezen ze. Bezoekers krijgen nooit een cookie.",
    signedOut: "Je bent uitgelogd.",
    ended: "Je sessie is voorbij. Log opnieuw in.",
    undone: "Je sessie was voorbij toen je dit verstuurde, dus er is niets gedaan. Doe het nog eens.",
    withKey: "Inloggen met een toegangssleutel",
  },
  access: {
    noToken: "Dit dashboard is alleen te openen via Cloudflare Access. Open het via het adres dat je organisatie je gaf.",
    badToken: "Het bewijs van Cloudflare Access is niet geldig of verlopen. Laad de pagina opnieuw om weer in te loggen.",
    unavailable: "De sleutels van Cloudflare Access zijn nu niet op te halen. Probeer het over een minuut opnieuw.",
    title: "Je hebt hier nog geen toegang",
    unknown: (email: string) => `Je bent ingelogd als ${email}, maar dat adres is hier nog geen lid.`,
    ask: "Vraag een van de beheerders om je als lid toe te voegen:",
    nobody: "Er zijn nog geen leden. Wie de beheerderssleutel heeft, kan hieronder inloggen en de eerste leden toevoegen.",
  },
};
