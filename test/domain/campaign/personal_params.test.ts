/** Addresses as marketers really have them: public pages that look like a person's, persons' for sure, and dead ones. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseDestination, personalGuess } from "../../../src/domain/campaign/parse_destination.ts";
import { isPersonalParam, PERSONAL_PARAMS } from "../../../src/domain/campaign/personal_params.ts";
import { readConfig } from "../../../src/domain/config.ts";
import { invisibleIn } from "../../../src/domain/invisible.ts";
import { english } from "../given.ts";

/** `taken`, `asked` when a person's shape is in it, or why it is refused, by code and message. */
function verdict(text: string): string {
  const parsed = parseDestination(text, []);
  if (!parsed.ok) return parsed.faults.map((fault) => `${fault.code}: ${english(fault)}`).join("; ");
  return personalGuess(parsed.destination)?.code === "looks-personal" ? "asked" : "taken";
}

describe("a public page whose address could be a person's by its shape", () => {
  // biome-ignore format: one block reads better than forty lines
  test.each([
    "https://apps.apple.com/nl/app/signal/id874139669", "https://wa.me/31612345678", "https://wa.me/message/ABC2DEF3GHI4J5",
    "https://www.facebook.com/events/1234567890123456/", "https://www.tiktok.com/@stichting/video/7312345678901234567",
    "https://docs.google.com/forms/d/e/1FAIpQLSd0aB1cD2eF3gH4iJ5kL6mN7oP8/viewform", "https://open.spotify.com/track/4cOdK2wGLETKBW3PvgPWqT",
    "https://www.eventbrite.nl/e/tickets-privacy-avond-123456789012", "https://www.strava.com/clubs/1234567", "https://mastodon.social/@stichting/112345678901234567",
    "https://stichting.notion.site/Petitie-1a2b3c4d5e6f47a8b9c0d1e2f3a4b5c6", "https://form.typeform.com/to/a1B2c3D4e5F6g7",
    "https://www.trouw.nl/binnenland/massaclaim~b1234567/", "https://nos.nl/artikel/2512345-massaclaim", "https://us02web.zoom.us/j/81234567890",
    "https://www.linkedin.com/events/7112345678901234567/", "https://www.instagram.com/reel/C1a2B3c4D5e6/", "https://play.spotify.com/episode/3f2504e0-4f89-41d3-9a0c-0305e82c3301",
  ])("%s is asked about, and not refused", (text) => {
    expect(verdict(text)).toBe("asked");
  });

  test.each([
    "https://example.org/20260412-persbericht",
    "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
    "https://youtu.be/dQw4w9WgXcQ",
    "https://www.facebook.com/stichting/about",
    "https://mastodon.social/@stichting@social.example/about",
    "https://www.google.nl/maps/place/Utrecht/@52.09,5.12,12z",
    "https://example.org/?utm_source=tiktok&utm_id=2026&mtm_campaign=a&hsa_cam=12&cmpid=b&gl=NL&hl=nl&lid=3&mail=1&mobile=1&id=42",
    "https://example.org/wiki/C%23_(taal)?filter[type]=video&sort[]=datum",
    "https://example.org/docs/__init__.html",
    'https://example.org/?f={"a":1}&v={1,2}&prijs=$10-$20&t=a|b&x=50%25-60%25&q=%3C3',
    "https://xn--mnchen-3ya.de/caf%C3%A9/%E2%9D%A4%EF%B8%8F",
    "https://b%C3%BCcher.example/",
  ])("%s is taken as it is", (text) => {
    expect(verdict(text)).toBe("taken");
  });
});

describe("an address that is a person's for sure is refused, whatever its maker answers", () => {
  // biome-ignore format: one block reads better than forty lines
  test.each([
    "_fbc=fb.1.2", "_fbp=1", "gad_campaignid=1", "mibextid=x", "sc_click_id=x", "ScCid=x", "member_id=1", "memberId=1", "device_id=1", "tel=0612345678", "phone=1",
    "PhoneNumber=1", "e-mail=x", "email=jan", "user[email]=jan", "contact.phone=1", "subscriber_id=5", "klantnummer=12", "voornaam=Jan", "first_name=Jan",
    "gps_adid=x", "idfa=x", "aaid=x", "visitor_id=1", "bsft_uid=1", "dm_i=1", "newnetwork_click_id=1", "somenetclid=1", "ctwa_clid=1", "PHPSESSID=1", "mail=jan@example.org",
  ])("for %s in its query or fragment", (pair) => {
    for (const address of [`https://example.org/?taal=nl&${pair}`, `https://example.org/#${pair}`, `https://example.org/#/page?${pair}`])
      expect(verdict(address)).toMatch(/^personal: /);
  });

  test.each([
    "/afmelden/jan@example.com",
    "/p/jan%40example.com/x",
    "/p/jan%2540example.com",
    "/pagina;jsessionid=ab12",
    "/?to=mailto:jan@example.com",
  ])("for %s", (path) => {
    expect(verdict(`https://example.org${path}`)).toMatch(/^personal: /);
  });

  // biome-ignore format: one block reads better than thirty lines
  test.each([
    "/lid?next=https%3A%2F%2Fexample.com%2F%3Ffbclid%3DIwAR1", "/lid?next=https%253A%252F%252Fexample.com%252F%253Femail%253Djan", "/?url=https://example.com/?gclid=abc",
    "/?a=1;gclid=abc", "/page&gclid=abc", "/page&amp;gclid=abc", "/?a=1%26gclid%3Dabc", "/?a=1?gclid=abc", "/?gclid+=abc", "/?gclid%20=abc", "/?gclid%00=abc", "/?+gclid=abc",
    "/?gclid[]=abc", "/?gclid[0]=abc", "/?%2567clid=abc", "/gclid=abc", "/page,gclid=abc", "/#!gclid=abc", "/#a;gclid=abc", "/?fbclid%3DIwAR", '/?x={"email":"jan"}',
    "/?q=jan%25252540example.com", "/jan＠example.com", "/?to=amFuLmphbnNlbkBleGFtcGxlLm9yZw==", "/u/amFuLmphbnNlbkBleGFtcGxlLm9yZw",
  ])("however it is put into the address: %s", (path) => {
    expect(verdict(`https://example.org${path}`)).toMatch(/^personal: /);
  });

  // biome-ignore format: one block reads better than thirty lines
  test.each([
    "billing_email", "custEmail", "your-email", "utm_email", "email2", "email_1", "home_phone", "customerPhone", "phone[]", "ip", "fname", "lname", "lid_id", "supporterId", "orderId",
    "bestelnummer", "ck_subscriber_id", "_bhlid", "oft_id", "at_recipient_list", "ss_email_id", "elq", "ajs_aid", "distinct_id", "_rdt_em", "access_token", "gs_lcp", "ved", "cio_id",
  ])("for the name %s", (name) => {
    expect(isPersonalParam(name)).toBe(true);
  });

  test.each([
    "email_campaign",
    "phones",
    "iphone",
    "headphone-type",
    "source",
    "voucher",
    "variant",
    "filter[type]",
    "sort[]",
    "page2",
    "orderby",
    "order",
  ])("and not for the name %s, which says nothing of anybody", (name) => {
    expect(isPersonalParam(name)).toBe(false);
  });

  test("by a list of more than 250 names, none of which is the same for everybody", () => {
    expect(PERSONAL_PARAMS.size).toBeGreaterThan(250);
    // biome-ignore format: one block reads better than sixteen lines
    const everybodys = [
      "utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content", "utm_id", "mtm_campaign", "pk_campaign", "hsa_cam", "cmpid", "c", "ref", "lang", "v", "id", "q",
    ];
    expect(everybodys.filter(isPersonalParam)).toEqual([]);
    expect([...PERSONAL_PARAMS].filter((name) => name !== name.toLowerCase() || name === "")).toEqual([]);
  });
});

describe("an address that is dead", () => {
  // biome-ignore format: one block reads better than forty lines
  test.each([
    "{{ad.id}}", "{{campaign.name}}", "%7B%7Bad.id%7D%7D", "__CLICKID__", "__CAMPAIGN_NAME__", "{lpurl}", "{_custom}", "{keyword:default}", "%%CLICK_URL%%", "%%emailaddr%%",
    "[CLICK_ID]", "[timestamp]", `${"$"}{CLICK_URL}`, "$section_id$", "*|CAMPAIGN_UID|*", "%CLICKID%", "%ecid!", "<ADID>", "##name##", "@@id@@", "!!id!!", "{%%20if%20x%20%}", "#{id}",
    "{0}", "{!Contact.Id}", "{$id}", "{*id*}", "%{id}", "@{id}", "{{ad.id", "ad.id}}", "%257Bad.id%257D", "｛ad.id｝", "%%=v(@x)=%%", "%%ADID", "%recipient.id%", "$UID", "@EMAIL@", "|EMAIL|",
    "!*CLICKID*!", "$(uid)", "%1$s", "INSERT_ID", "YOUR_ID_HERE", "[*id*]", "[=id]", "[$x]",
  ])("because nobody fills in %s is refused, in the path, the query and the fragment", (macro) => {
    for (const address of [`/a/${macro}/b`, `/?x=${macro}`, `/?x=a-${macro}&y=1`, `/#${macro}`])
      expect(verdict(`https://example.org${address}`), address).toMatch(/placeholder: contains ".+", which nobody fills in/);
  });

  test.each(["https://example/", "https://intranet/page", "https://example./", "https://com/"])(
    "because its host has no dot is refused: %s",
    (text) => {
      expect(verdict(text)).toBe("host-incomplete: the host must be a whole name such as example.org");
    },
  );

  test("is none for a dot behind the host, which is taken off", () => {
    const parsed = parseDestination("https://example.org./pagina", []);
    expect(parsed).toEqual({ ok: true, destination: "https://example.org/pagina" });
  });

  // biome-ignore format: one block reads better than forty lines
  const INVISIBLE = [
    0x00ad, 0x034f, 0x061c, 0x115f, 0x1160, 0x17b4, 0x180e, 0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x2028, 0x2029, 0x202a, 0x202e, 0x2060, 0x2061, 0x2064, 0x2066, 0x2069,
    0x206a, 0x2800, 0x3164, 0xfe0f, 0xfeff, 0xffa0, 0xfff9, 0xfffc, 0x1bca0, 0x1d173, 0xe0001, 0xe0041, 0xe0100,
  ].map((code) => String.fromCodePoint(code));

  test.each(INVISIBLE.map((sign) => [sign.codePointAt(0)?.toString(16) ?? "", sign]))(
    "because U+%s cannot be seen is refused, and named",
    (code, sign) => {
      const named = `invisible-character: contains the invisible character U+${code.toUpperCase().padStart(4, "0")}; remove it`;
      for (const address of [
        `https://exam${sign}ple.org/`,
        `https://example.org/a${sign}b`,
        `https://example.org/?a=${sign}`,
        `${sign}https://example.org/`,
        `https://example.org/${sign}`,
      ])
        expect(verdict(address)).toBe(named);
      expect(verdict(`https://example.org/a${encodeURIComponent(sign)}b`)).toBe(named);
    },
  );

  test("invisible characters are none where they belong to what is seen", () => {
    for (const text of [
      "❤️ voor privacy",
      "👨‍👩‍👧 gezin",
      "👍🏽 ja",
      "🏴󠁧󠁢󠁥󠁮󠁧󠁿 England",
      "1️⃣ eerst",
      "می‌خواهم",
      "क्‍ष",
      "Zomer 2026",
      "日本語",
      "שלום",
    ])
      expect(invisibleIn(text)).toBeNull();
    for (const text of ["a\u200db", "a\ufe0f", "\u200cx", "Jan\u202enaj", "❤\u200d", "a\u{e0041}"])
      expect(invisibleIn(text)).not.toBeNull();
  });

  test("the check takes no longer than the text is long", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(
          "{",
          "[",
          "__A",
          "%%a",
          "$a",
          "*|",
          "<a",
          "@a",
          "1-",
          "a1",
          "%25",
          "/@a@",
          "a=",
          "=",
          "%3D",
          "eyJ",
          '"',
          "Ab1_",
          ";a",
        ),
        (part) => {
          const startMs = performance.now();
          verdict(`https://example.org/${part.repeat(Math.floor(1_900 / part.length))}`);
          expect(performance.now() - startMs).toBeLessThan(200);
        },
      ),
    );
  });
});

describe("one check for every address that visitors are sent to", () => {
  test.each(["FALLBACK_URL", "PRIVACY_URL", "SOURCE_URL"])("%s is held to it", (name) => {
    for (const bad of [
      "https://jan:hunter2@example.org/",
      "https://example.org/?gclid=x",
      "https://example.org/?email=x",
      "https://example.org/jan@example.org",
      "http://example.org/",
      "https://example.org/{{ad.id}}",
      "https://exam\u200bple.org/",
      "https://example/",
    ]) {
      expect(() => readConfig({ [name]: bad }), bad).toThrow(new RegExp(`^${name} must `));
    }
    expect(() => readConfig({ [name]: "https://jan:hunter2@example.org/" })).not.toThrow(/hunter2/);
    // A number is a question, which a configuration answers by being set.
    expect(() => readConfig({ [name]: "https://apps.apple.com/nl/app/signal/id874139669" })).not.toThrow();
  });

  test("PASS_PARAMS lets none of the names pass, however they are joined", () => {
    for (const name of ["memberId", "member-id", "e-mail", "newnetwork_click_id", "tel"])
      expect(() => readConfig({ PASS_PARAMS: `utm_source ${name}` })).toThrow(/^PASS_PARAMS must not be/);
  });

  test("OPERATOR has no character in it that cannot be seen", () => {
    expect(() => readConfig({ OPERATOR: "Stichting \u202eneb" })).toThrow(/^OPERATOR must/);
  });
});
