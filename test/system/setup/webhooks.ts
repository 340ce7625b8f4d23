/** Webhooks of form services, in the shape that each documents. */

export interface Webhook {
  readonly body: string | URLSearchParams | FormData;
  readonly headers?: Readonly<Record<string, string>>;
}

export const PERSON = { given_name: "Canary", family_name: "Person", email_addresses: [{ address: "canary@example.org" }] };

/** What each service documents to send, for a code and a delivery. */
export const WEBHOOKS: Readonly<Record<string, (code: string, delivery: string) => Webhook>> = {
  "action-network": (source, idempotency_key) => ({
    body: JSON.stringify([
      {
        "osdi:signature": {
          identifiers: ["action_network:canary-identifier"],
          created_date: "2026-11-20T10:00:00Z",
          "action_network:referrer_data": { source, referrer: "group-canary", website: "https://actionnetwork.org/petitions/canary" },
          person: PERSON,
          add_tags: ["canary"],
          _links: { "osdi:person": { href: "https://actionnetwork.org/api/v2/people/canary" } },
        },
        "action_network:sponsor": { title: "Canary", url: "https://actionnetwork.org/groups/canary" },
        idempotency_key,
      },
    ]),
  }),
  controlshift: (source, jid) => ({
    body: JSON.stringify({
      type: "signature.created",
      jid,
      data: { signature: { source, email: "canary@example.org", first_name: "Canary" } },
    }),
  }),
  tally: (value, eventId) => ({
    body: JSON.stringify({
      eventId,
      eventType: "FORM_RESPONSE",
      createdAt: "2026-11-20T10:00:00.000Z",
      data: {
        responseId: "canary",
        respondentId: "canary",
        formId: "VwbNEw",
        fields: [
          { key: "question_1", label: "Email", type: "INPUT_EMAIL", value: "canary@example.org" },
          { key: "question_2", label: "c", type: "HIDDEN_FIELDS", value },
        ],
      },
    }),
  }),
  typeform: (c, token) => ({
    body: JSON.stringify({
      event_id: `event-${token}`,
      event_type: "form_response",
      form_response: {
        form_id: "lT4Z3j",
        token,
        hidden: { c },
        answers: [{ type: "email", email: "canary@example.org", field: { ref: "c" } }],
      },
    }),
  }),
  jotform: (c, submissionID) => {
    const body = new FormData();
    body.set("formID", "201234567890");
    body.set("submissionID", submissionID);
    body.set("ip", "192.0.2.77");
    body.set("rawRequest", JSON.stringify({ slug: "submit/201234567890", q3_email: "canary@example.org", q7_c: c, q8_abc: "canary" }));
    body.set("pretty", "Email:canary@example.org");
    return { body };
  },
  mailchimp: (c) => ({
    body: new URLSearchParams({
      type: "subscribe",
      fired_at: "2026-11-20 10:00:00",
      "data[id]": "canary",
      "data[email]": "canary@example.org",
      "data[merges][EMAIL]": "canary@example.org",
      "data[merges][C]": c,
      "data[ip_opt]": "192.0.2.77",
    }),
  }),
  drupal: (c, uuid) => ({ body: new URLSearchParams({ uuid, sid: "12", email: "canary@example.org", remote_addr: "192.0.2.77", c }) }),
  plain: (c, delivery) => ({ body: JSON.stringify({ c, delivery, email: "canary@example.org" }) }),
  civicrm: (c, id) => ({ body: JSON.stringify({ c, contact: "canary" }), headers: { "webhook-id": id } }),
};
