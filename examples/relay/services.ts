/**
 * What form services send, and where in it the campaign's code and the id of the delivery are. Pure. One small function per service; it names what it
 * takes, and the rest of the entry is dropped with the request.
 */

export interface Entry {
  /** As it came; what is no code becomes none (`codeFrom`), so that no other text leaves the relay. */
  readonly code: unknown;
  /** The id that the service made for this one event, and sends again with it. Never a number of a person. */
  readonly delivery: unknown;
}

export interface Service {
  /** The entries of a webhook that are signups: none for other events. */
  entries(body: unknown, param: string, headers: Headers): Entry[];
  /** How the service signs, where it does. */
  readonly signature?: Signature;
  /** What the service wants to see in the answer. */
  readonly answer?: Readonly<Record<string, string>>;
}

export interface Signature {
  readonly header: string;
  /** Before the HMAC-SHA256 of the body as it was sent, in base64. */
  readonly prefix: string;
  readonly secret: "TALLY_SECRET" | "TYPEFORM_SECRET";
}

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null ? (value as Fields) : {};
}

function listOf(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.map(fieldsOf) : [];
}

/** `{"c": "fix-tiktok", …}`, as JSON or as a form: for services where you write the request yourself. */
const plain: Service = {
  entries: (body, param, headers) => {
    const fields = fieldsOf(body);
    return [{ code: fields[param], delivery: headers.get("webhook-id") ?? fields.delivery }];
  },
};

/** What a person did; uploads of lists, and donations and events' replies that come of another action, are no signups. */
const ACTION_NETWORK_SIGNUPS = ["osdi:signature", "osdi:submission", "osdi:outreach"];

export const SERVICES: Readonly<Record<string, Service>> = {
  plain,
  civicrm: plain,

  /** Several actions in one request. The code is the page's `source`; the sender names each event. */
  "action-network": {
    entries: (body) =>
      listOf(body).flatMap((item) => {
        const kind = ACTION_NETWORK_SIGNUPS.find((name) => item[name] !== undefined);
        if (kind === undefined) return [];
        const { source } = fieldsOf(fieldsOf(item[kind])["action_network:referrer_data"]);
        return [{ code: source, delivery: item.idempotency_key }];
      }),
  },

  controlshift: {
    entries: (body) => {
      const { type, jid, data } = fieldsOf(body);
      if (type !== "signature.created") return [];
      const { signature, source } = fieldsOf(data);
      return [{ code: fieldsOf(signature).source ?? source, delivery: jid }];
    },
    answer: { "x-controlshift-processed": "1" },
  },

  tally: {
    entries: (body, param) => {
      const { eventType, eventId, data } = fieldsOf(body);
      if (eventType !== "FORM_RESPONSE") return [];
      const field = listOf(fieldsOf(data).fields).find(({ label }) => label === param);
      return [{ code: field?.value, delivery: eventId }];
    },
    signature: { header: "tally-signature", prefix: "", secret: "TALLY_SECRET" },
  },

  typeform: {
    entries: (body, param) => {
      const { event_type: type, event_id: id, form_response: response } = fieldsOf(body);
      if (type !== "form_response") return [];
      const { hidden, token } = fieldsOf(response);
      return [{ code: fieldsOf(hidden)[param], delivery: token ?? id }];
    },
    signature: { header: "typeform-signature", prefix: "sha256=", secret: "TYPEFORM_SECRET" },
  },

  /** A form with one field of JSON, whose keys are a question's number and its name: `q7_c`. */
  jotform: {
    entries: (body, param) => {
      const { rawRequest, submissionID } = fieldsOf(body);
      const answers = fieldsOf(typeof rawRequest === "string" ? parsed(rawRequest) : null);
      const key = Object.keys(answers).find((name) => name === param || (/^q\d+_/.test(name) && name.replace(/^q\d+_/, "") === param));
      return [{ code: key === undefined ? null : answers[key], delivery: submissionID }];
    },
  },

  /** Names of audience fields are upper case. The only ids in it are the person's, so a webhook that is sent again counts again. */
  mailchimp: {
    entries: (body, param) => {
      const fields = fieldsOf(body);
      return fields.type === "subscribe" ? [{ code: fields[`data[merges][${param.toUpperCase()}]`], delivery: null }] : [];
    },
  },

  /** Webform's remote post. */
  drupal: {
    entries: (body, param) => {
      const fields = fieldsOf(body);
      return [{ code: fields[param], delivery: fields.uuid }];
    },
  },
};

/** Null for what is not JSON. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
