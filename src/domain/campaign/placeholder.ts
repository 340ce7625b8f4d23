/**
 * Macros of ad platforms and mailers in an address: an ad server fills them in, a redirect does not, so visitors would be sent to an address
 * with the macro still in it. Pure.
 */

/** By how they are written, with who writes them so. Looked for in the text with its escapes undone. */
const PLACEHOLDERS: readonly RegExp[] = [
  // Meta, Snapchat, Reddit, and mailers: {{ad.id}}. Google Ads, Microsoft, Taboola: {lpurl}. Xandr: ${CLICK_URL}. {% … %}, #{id}.
  /\$?\{\{[^{}]*\}\}/,
  /\{%[^{}]*%\}/,
  /[$#%@&]?\{[a-z_][\w.:\- ]*\}/i,
  // {0}, {!Contact.Id}, {$id}: whatever is in braces and is no JSON and no list.
  /[$#%@&]?\{[^{}"':,]{1,60}\}/,
  // The half of one that was cut off.
  /\{\{[\w.]*|[\w.]*\}\}/,
  // TikTok: __CLICKID__.
  /__[A-Z][A-Z0-9_]*?__/,
  // Google Ad Manager, Salesforce: %%CLICK_URL%%; others with another sign twice on either side.
  /([%@#!$])\1[a-z_][\w.:-]*\1\1/i,
  /%%[^%]{1,60}%%|%%[a-z_]\w+/i,
  // Xandr: $UID. Others: @EMAIL@, #EMAIL#, |EMAIL|, !*EMAIL*!, $(uid), %1$s.
  /\$[A-Z][A-Z_]{2,}(?![a-z])|([@#|])[A-Z][A-Z_]+\1|!\*\w+\*!|\$\([\w.]+\)|%\d\$[sd]/,
  // What somebody was to replace: INSERT_ID, YOUR_ID_HERE.
  /(?<![A-Za-z0-9])(?:INSERT|YOUR|REPLACE)_[A-Z0-9_]+/,
  // Mailchimp: *|EMAIL|*.
  /\*\|[^|]*\|\*/,
  // VAST, Adform, X: [CLICK_ID]. Not `filter[type]`, where a name stands before it.
  /(?<![\w\]])\[[%*=$!]?[a-z_][\w .:-]*[%*]?\]/i,
  // <CLICKID>, %CLICKID%, and Campaign Manager's %ecid!
  /<[a-z_][\w .:-]*>/i,
  /%[a-z][a-z0-9_.]{2,}%/i,
  /%[a-z]{1,5}!/i,
  // Outbrain: $section_id$.
  /\$[a-z_]\w*\$/i,
];

/** The first placeholder in `text`; null when there is none. */
export function placeholderIn(text: string): string | null {
  for (const pattern of PLACEHOLDERS) {
    const found = pattern.exec(text);
    if (found !== null) return found[0];
  }
  return null;
}
