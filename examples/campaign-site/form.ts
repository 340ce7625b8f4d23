/** The form: what somebody may enter, and what to say when it is something else. */

export const AGE_GROUPS = [
  ["16-24", "16 tot en met 24"],
  ["25-34", "25 tot en met 34"],
  ["35-49", "35 tot en met 49"],
  ["50-64", "50 tot en met 64"],
  ["65", "65 of ouder"],
  ["none", "Dat zeg ik liever niet"],
] as const;

export interface Signature {
  readonly name: string;
  readonly email: string;
  readonly ageGroup: string;
}

/** A message for each field that has to change, in the order of the form. */
export type FormErrors = Readonly<Partial<Record<keyof Signature, string>>>;

export const EMPTY: Signature = { name: "", email: "", ageGroup: "" };

const MAX_NAME_CHARS = 100;
/** The longest address that mail can be sent to (RFC 5321). */
const MAX_EMAIL_CHARS = 254;

/** What was entered, trimmed, and what is wrong with it. */
export function readForm(fields: URLSearchParams): { readonly entered: Signature; readonly errors: FormErrors } {
  const entered: Signature = {
    name: (fields.get("name") ?? "").replace(/\s+/g, " ").trim(),
    email: (fields.get("email") ?? "").trim(),
    ageGroup: fields.get("age-group") ?? "",
  };
  const found = { name: nameError(entered.name), email: emailError(entered.email), ageGroup: ageGroupError(entered.ageGroup) };
  return { entered, errors: Object.fromEntries(Object.entries(found).filter(([, message]) => message !== null)) };
}

function nameError(name: string): string | null {
  if (name === "") return "Vul uw naam in.";
  if (name.length > MAX_NAME_CHARS) return `Kort uw naam in tot ${MAX_NAME_CHARS} tekens.`;
  if (/[\p{Cc}<>]/u.test(name) || !/\p{L}/u.test(name)) return "Vul uw naam in met letters, zoals: Sam de Vries.";
  return null;
}

function emailError(email: string): string | null {
  if (email === "") return "Vul uw e-mailadres in.";
  if (email.length > MAX_EMAIL_CHARS) return `Kort uw e-mailadres in tot ${MAX_EMAIL_CHARS} tekens.`;
  if (!email.includes("@")) return "Er ontbreekt een @ in uw e-mailadres. Het ziet eruit als: naam@voorbeeld.nl.";
  if (!/^[^\s@<>",;:]+@[^\s@<>",;:]+\.[^\s@<>",;:.]{2,}$/.test(email))
    return "Dit e-mailadres klopt niet helemaal. Het ziet eruit als: naam@voorbeeld.nl.";
  return null;
}

function ageGroupError(ageGroup: string): string | null {
  return AGE_GROUPS.some(([value]) => value === ageGroup) ? null : "Kies een leeftijdsgroep, of “Dat zeg ik liever niet”.";
}
