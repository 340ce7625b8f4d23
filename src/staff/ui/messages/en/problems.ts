/** What is wrong with a field, in English: said behind the field's name, or by itself. The API answers with these sentences. */
import type { JsonType, ProblemCode, ProblemParams, Resembling } from "../../../../domain/problem_codes.ts";
import { apiPath } from "../../../routes.ts";
import { adFigures } from "./ad_figures.ts";
import { adFiles } from "./ad_files.ts";

export type ProblemSentences = { readonly [C in ProblemCode]: (params: ProblemParams[C]) => string };

const RESEMBLES: Readonly<Record<Resembling, string>> = {
  email: "an email address",
  uuid: "a unique identifier (UUID)",
  token: "a token",
  "long-number": "a long number (7 digits or more), which could be a member, phone or order number",
  "grouped-number": "a number with 9 digits or more, which could be a phone or member number",
};

const JSON_TYPES: Readonly<Record<JsonType, string>> = {
  string: "text",
  number: "a number",
  boolean: "true or false",
  object: "an object",
  array: "a list",
  null: "null",
};

function received(text: string): string {
  return text === "Object" ? JSON_TYPES.object : text === "Array" ? JSON_TYPES.array : text;
}

const TOGETHER = "Stop, and put back all files of one backup together (docs/FAULTS.md).";
const FOR_EVERYBODY = "a link is for everybody who sees an ad";

export const problems: ProblemSentences = {
  ...adFiles,
  ...adFigures,
  required: () => "is required",
  "wrong-type": (is) => `must be ${is.expected.map((type) => JSON_TYPES[type]).join(" or ")}, not ${received(is.received)}`,
  "unknown-field": () => "is not a known field; remove it",
  "given-twice": () => "may be given once only",
  empty: () => "must not be empty",
  "too-long": ({ max }) => `at most ${max} characters`,
  "too-long-escaped": ({ max }) => `at most ${max} characters, with those that have to be escaped`,
  "form-slug-too-long": ({ max }) => `at most ${max} characters with these channels, whose names are added`,
  "not-one-line": () => "must be one line of text without control characters",
  "control-characters": () => "must be text without control characters",
  "invisible-character": ({ character }) => `contains the invisible character ${character}; remove it`,
  "nothing-visible": () => "must have something to see in it",
  "separator-in-entry": () => "must not contain , or |, which stand between entries",
  "too-many-entries": ({ max }) => `at most ${max} entries`,
  "not-whole": () => "must be a whole number",
  "out-of-range": ({ min, max }) => `${min} to ${max}`,
  negative: () => "must not be negative",
  "too-large": ({ max }) => `at most ${max}`,
  "one-of": ({ allowed }) => `must be one of: ${allowed.join(", ")}`,
  "not-a-day": () => "must be a day that exists, as YYYY-MM-DD, from 2000 to 2199",
  "not-an-email": () => "must be an email address",
  "bad-etag": () => 'must be the ETag of the read, such as "3"',
  "bad-idempotency-key": ({ max }) => `must be 1 to ${max} ASCII characters`,
  "broken-body": () => "the body could not be read to its end",
  "not-utf8": () => "the body must be text in UTF-8",
  "not-json": () => "the body must be JSON (RFC 8259)",
  more: ({ count }) => `and ${count} more`,

  "bad-slug": () => "2 to 40 lower-case letters, digits and inner hyphens, such as fix-tiktok",
  "slug-reserved": ({ slug }) => `"${slug}" is reserved for Fivebar itself; choose another slug`,
  "slug-personal": ({ resembles }) => `looks like ${RESEMBLES[resembles]}; ${FOR_EVERYBODY}, so name the ad and not a person`,
  "slug-taken": ({ slug }) => `"${slug}" is taken; a slug stays its campaign’s, also after that was archived`,
  "slug-twice": ({ slug }) => `"${slug}" stands twice in this list`,
  "bad-code-param": () => "1 to 32 letters, digits, - and _, and not the name of a click id or of something about a person",
  "no-slug": () => "no slug can be made from this name; enter one",
  "no-change": () => "must change at least one field",
  "ends-before-start": ({ startsOn }) => `must not be before the first day${startsOn === null ? " (startsOn)" : `, ${startsOn}`}`,
  "starts-after-end": ({ endsOn }) => `must not be after the end, ${endsOn}`,
  ended: ({ endsOn }) => `the campaign ended on ${endsOn}; change endsOn to make it live again`,
  "ages-reversed": () => "must not be below the lowest age (ageFrom)",
  "too-many-campaigns": ({ max }) =>
    `there can be at most ${max} campaigns, so that no person can be given a link of their own; archive one first`,
  "too-many-campaigns-a-day": ({ max }) => `at most ${max} campaigns can be made in a day; go on tomorrow`,
  "too-many-campaigns-ever": ({ max }) =>
    `there have been ${max} campaigns, as many as Fivebar can keep; delete archived ones that brought nothing for good`,
  "too-many-rows": ({ max }) => `at most ${max} campaigns`,
  "no-rows": () => "at least one campaign",
  "many-links": ({ links, channel }) =>
    `these would be ${links} new links in the channel "${channel}" today; one link per ad is enough, and a link made for one person would tell who came: is each of them for an ad?`,
  "not-in-archive": () => "the campaign is not archived",
  "not-archived": () => "archive the campaign first; two days later it can be deleted for good",
  "archived-lately": ({ archivedOn, from }) => `the campaign was archived on ${archivedOn}; it can be deleted for good from ${from} on`,
  "brought-something": () => "the campaign has brought something, which reports show; it stays archived",
  "signups-not-out": ({ through, archivedOn }) => `signups are out up to ${through} only; try again when those of ${archivedOn} are`,

  "blanks-in-address": () => "must not contain spaces, line breaks or backslashes",
  "not-an-address": () => "must be a whole address such as https://example.org/page",
  "host-incomplete": () => "the host must be a whole name such as example.org",
  "not-https": () => "must begin with https://",
  credentials: () => "must not contain a user name or password",
  placeholder: ({ text }) => `contains "${text}", which nobody fills in on the way; remove it`,
  personal: ({ parameter }) =>
    parameter === null
      ? `looks like it contains ${RESEMBLES.email}; ${FOR_EVERYBODY}`
      : `contains "${parameter}", which identifies one click or one person; remove it`,
  "looks-personal": ({ resembles }) =>
    `looks like it contains ${RESEMBLES[resembles]}; ${FOR_EVERYBODY}: is this page the same for everybody?`,
  "host-not-configured": ({ allowed }) => `the host must be one of: ${allowed.join(", ")}`,
  "host-not-allowed": ({ host, isRedirector }) =>
    isRedirector
      ? `the host "${host}" is known to pass visitors on or to serve ads; an admin must allow it first, under Settings or with POST /hosts`
      : `no admin has allowed the host "${host}" yet; ask one to allow it, under Settings or with POST /hosts`,
  "leads-here": () => "leads to this very Fivebar; choose a page of your website",
  "leads-to-own-computer": () =>
    "leads to the visitor's own computer; that is possible only while this Fivebar is reached on this computer alone",

  "bad-channel-id": () => "2 to 32 lower-case letters, digits and inner hyphens, such as instagram",
  "no-such-channel": ({ channel, channels }) => `there is no channel "${channel}"; the channels are ${channels.join(", ")}`,
  "channel-exists": ({ channel }) => `there is a channel "${channel}" already`,
  "channel-name-taken": ({ name }) => `there is a channel named "${name}" already`,
  "too-many-channels": ({ max }) => `there are ${max} channels, as many as there can be; delete one that no campaign has used first`,
  "channel-used": ({ channel }) => `a campaign is or was in the channel "${channel}", so it stays; rename it instead`,
  "last-channel": () => "it is the last channel, and a campaign must be in one; add another first",
  "too-many-keys": ({ max }) => `there are ${max} keys, as many as there can be; delete one first`,
  "key-name-taken": ({ name }) => `there is a key named "${name}" already`,
  "key-name-reserved": ({ name }) => `"${name}" is the name of the key in the configuration; choose another`,
  "key-name-with-at": () => "must not contain @: the history names members by their address",
  "key-name-in-history": ({ name }) => `there was a key named "${name}", and the history still names it; choose another`,
  "own-role": () => "the key that you came with keeps its role; ask another admin",
  "last-admin": () => "is the last admin; make another one first, or set ADMIN_KEY",
  "too-many-access-changes": ({ max }) => `there were ${max} such changes today, as many as a day can have; go on tomorrow`,
  "too-many-members": ({ max }) => `there are ${max} members, as many as there can be; remove one first`,
  "too-many-hosts": ({ max }) => `there are ${max} hosts, as many as there can be; remove one first`,
  "too-many-annotations": ({ max }) => `there can be at most ${max} notes; delete one first`,
  "too-many-targets": ({ max }) => `there can be at most ${max} targets; delete one first`,
  "bad-host": () => "must be a host's name alone, such as example.org",
  "move-off": () => "nothing can move: MOVE_KEY is not set here",
  "move-not-sealed": () => "is no record of a move, was changed, or was sealed with another MOVE_KEY",
  "move-order": ({ next }) => `comes out of order: record ${next} of this move is expected`,
  "move-differs": ({ what, there, here }) => `both trackers must have the same: ${what} is ${there} there and ${here} here`,
  "move-not-empty": () => "must come into a tracker that never had a campaign and has counted nothing",
  "move-under-way": () => "must wait: another tracker is moving in here",
  "no-counts-lost": () => "no counts of a shard with this name are lost",
  "too-many-report-links": ({ max }) => `there can be at most ${max} report links; delete one that nobody needs`,
  "bad-link-period": () => 'must be "all", "30d", "90d", or an object with a first and a last day: from and to',
  "already-over": () => "this day is over",

  "report-too-long": ({ max }) => `the report would have more than ${max} rows; choose a longer interval or fewer days`,
  "report-too-large": () => "the report would be made of too many counts; choose a longer interval or fewer days",
  "to-before-from": () => "must not be before from",
  "too-many-lines": ({ max }) => `at most ${max} lines, empty ones included; send the file in parts`,
  "too-many-columns": ({ max }) => `at most ${max} columns`,
  "no-header": () => "the first line must name the columns, such as name,channel,destination",
  "unknown-column": ({ columns }) => `is no column, or one given twice; the columns are ${columns.join(", ")}`,
  "open-quotation": ({ row }) => `${row === null ? "" : `row ${row} `}has a quotation mark that is not closed or not doubled`,
  "cut-row": ({ cells, columns }) =>
    `the last line has ${cells} of ${columns} cells and no line break behind it; if the file was cut short, take it again, or end the line with a line break`,
  "wrong-cell-count": ({ cells, columns }) =>
    `has ${cells} ${cells === 1 ? "cell" : "cells"} where the first line names ${columns} columns`,
  "empty-file": () => "the file is empty; send the CSV export of another link service",
  "click-log": ({ columns }) =>
    `this is a log of clicks (${columns.map((name) => `"${name}"`).join(", ")}); Fivebar takes over links and never what is known of visits. Export the links`,
  "unknown-export": ({ services }) =>
    `the first line names the columns of no export known here (${services.join(", ")}); rename the columns, or use POST /campaigns/bulk`,

  "link-archived": () => "it is archived or blocked there",
  "link-with-password": () => "it asks for a password there, which Fivebar's links do not",
  "link-code": ({ text }) =>
    `"${text}" cannot be a slug here (2 to 40 lower-case letters, digits and inner hyphens, such as fix-tiktok); make the campaign by hand and change the ads`,
  "link-code-slash": ({ text }) =>
    `its code "${text}" has a slash in it, and a link here has none; make the campaign by hand and change the ads`,
  "link-code-changed": ({ text, link }) =>
    `its code is "${text}" and its link ends with "${link}": a spreadsheet has changed the code; use the file as the service gave it`,
  "link-code-like-day": ({ slug }) => `"${slug}" looks like a date that a spreadsheet made of the code; compare it with the link there`,
  "link-unknown-word": ({ text }) => `"${text}" says neither yes nor no to whether it is archived or blocked there; write true or false`,
  "link-loop": ({ link }) =>
    `it leads to the short link ${link}, which would lead back here once the old domain does; give it the page behind that link`,
  "link-same-host": ({ host }) =>
    `it leads to ${host}, where the old short links are: once that domain leads to Fivebar, this page is not there any more`,
  "link-open-end": () => "the last line has no line break behind it; look whether its last cell is whole",
  "link-windows-1252": () => "the file is not in UTF-8 and was read as Windows-1252; look whether letters with accents are right",
  "link-title-personal": ({ resembles }) => `its title looks like it contains ${RESEMBLES[resembles]}; ${FOR_EVERYBODY}`,
  "link-without-channel": () => "neither its tags nor utm_source name a channel; say which channel such links belong to",
  "link-code-twice": ({ slug, row }) => `its code is "${slug}" without regard to case, and so is that of row ${row}`,
  "link-without-room": ({ max }) => `there can be at most ${max} campaigns at a time; archive others first`,
  "link-expiry": ({ text }) => `its expiry "${text}" is no date that can be one day only, and is left out; set the last day by hand`,
  "link-title-cut": ({ max }) => `its title is cut to ${max} characters`,

  "form-unreadable": () => "the form cannot be read",
  "form-unknown-field": () => "has a field that this form does not have",
  "form-too-many-fields": ({ max }) => `a form has at most ${max} fields`,
  "form-same-name": ({ slug, channel }) =>
    `there is a campaign of this name in ${channel} already, /${slug}; tick the box if another one is meant`,
  "form-no-channel": () => "choose one channel at least",
  "form-completed": () => "https:// now stands before it; check the address and send the form again",
  "form-amount": () => "must be an amount such as 1500, 1,500.50 or 1500.50; it is not clear which sign stands before the cents",
  "form-period": () => "choose a first and a last day, the first not after the last, and not in the future",
  "form-redirector": () => "is known to pass visitors on or to serve ads; tick the box if that is meant",
  "form-own-member": () => "you cannot remove yourself or give yourself another role; ask another admin",

  "group-size-locked": ({ released }) =>
    `GROUP_SIZE was ${released} when figures were first released and cannot change after that: set it back to ${released}.`,
  "formal-locked": () =>
    "Figures were released with RELEASE=formal, and bundles of the same counts beside them would tell what the noise hides: set RELEASE back to formal.",
  "newer-data": ({ version, object, schema, known }) =>
    `This is Fivebar ${version}, and the data of the ${object} were written by a newer version (schema ${schema}; this one knows up to ${known}): run the newer version again, or put back a backup from before the upgrade.`,
  "counts-lost": ({ shard }) =>
    `The counts of the shard ${shard} are lost: its file is missing or empty. ${TOGETHER} To accept the loss: POST ${apiPath.acceptLoss(shard)}.`,
  "registry-lost": ({ shard }) =>
    `The registry's data are lost: its file is missing or empty, and the shard ${shard} is older. ${TOGETHER} To begin anew, start with an empty DATA_DIR.`,
  "counts-foreign": ({ shard }) =>
    `The data of the shard ${shard} do not belong to this registry: they are lost, or of another installation. ${TOGETHER}`,
};
