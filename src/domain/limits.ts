/**
 * Every bound of Fivebar in one place, but for those of ad platforms' figures (src/domain/ad_figures/limits.ts), which are off the visitor's way. A
 * limit that a client can meet is named in the error it gets.
 */

/** Campaigns whose link works and that have not ended, at one moment: 8 bits, too few to give every person a link of their own. */
export const MAX_CAMPAIGNS = 256;
/** Campaigns that are not archived, those that have ended included: their links lead on. */
export const MAX_LINKS = 4 * MAX_CAMPAIGNS;
/** Campaigns that are kept, archived ones included. */
export const MAX_CAMPAIGNS_EVER = 10_000;
/** Campaigns made in a day: enough to fill the tracker twice, and too few to use up the limit above in less than weeks. */
export const MAX_NEW_CAMPAIGNS_A_DAY = 2 * MAX_CAMPAIGNS;
/** New links in one channel on one day; more are made when their maker says that each is for an ad and not for a person. */
export const MAX_UNASKED_LINKS_A_DAY = 40;
export const MAX_CHANNELS = 64;
/** Hosts that links may lead to. Those of campaigns before an upgrade may be more. */
export const MAX_HOSTS = 500;
export const MAX_HOST_CHARS = 253;
/** Notes on days, and goals with a date. */
export const MAX_ANNOTATIONS = 1_000;
export const MAX_ANNOTATION_CHARS = 200;
export const MAX_TARGETS = 50;
export const MAX_TARGET_SIGNUPS = 10_000_000;
export const MAX_KEYS = 100;
export const MAX_MEMBERS = 200;
/** Changes that the registry remembers, of each kind of subject but those about access: none can push another out. */
export const MAX_HISTORY_ROWS = 10_000;
/** Changes on one day of each kind of subject about access, which are kept for good. What takes access away is never refused. */
export const MAX_ACCESS_CHANGES_A_DAY = 1_000;

export const MIN_GROUP_SIZE = 5;
export const MAX_GROUP_SIZE = 1_000;
export const MAX_SHARDS = 64;
export const MAX_RETENTION_MONTHS = 600;

export const MAX_NAME_CHARS = 100;
export const MAX_GROUP_CHARS = 60;
export const MAX_NOTES_CHARS = 2_000;
export const MAX_URL_CHARS = 2_000;
export const MAX_PASSED_VALUE_CHARS = 64;
/** Of the name of a parameter that Fivebar sets or lets pass. */
export const MAX_PARAM_CHARS = 32;

/** Of the campaigns on one page of `/about` and `/about.json`, at least one; the rest is on the next. */
export const MAX_ABOUT_BYTES = 64 * 1024;

export const MAX_BODY_BYTES = 256 * 1024;
/** Of the largest body that any address takes: the form with an ad platform's file, as Base64 beside its answers. */
export const MAX_LARGEST_BODY_BYTES = 1_600 * 1024;
/** Of all bodies that one visitor process holds at a time, on their way to the counting process. */
export const MAX_HELD_BODY_BYTES = 32 * 1024 * 1024;
/** Of the query that a page's links carry on; a longer one, which no link or form of the dashboard makes, is left out of them. */
export const MAX_KEPT_QUERY_CHARS = 2_000;
/** Of one form, repeated ones included: each channel that there can be, and as many others. */
export const MAX_FORM_FIELDS = 2 * MAX_CHANNELS;
/** Of a file of campaigns or links, empty ones included, and of its header. */
export const MAX_CSV_LINES = 1_000;
export const MAX_CSV_COLUMNS = 100;
/** Problems that one answer lists: mistakes, or links that an import leaves out. The rest is given as a number. */
export const MAX_ERRORS = 100;
export const MAX_ERROR_CHARS = 500;
export const MAX_BULK_ROWS = MAX_CAMPAIGNS;
export const MAX_SIGNUPS_PER_REPORT = 1_000;
/** A code as a website reports it, with what may have stuck to it. */
export const MAX_REPORTED_CODE_CHARS = 500;
export const MAX_IDEMPOTENCY_KEY_CHARS = 255;
export const MAX_IF_MATCH_CHARS = 1_000;
/** Rows in one report; a finer one must be asked for in parts. */
export const MAX_REPORT_ROWS = 20_000;
/** Campaigns ever made times periods of one report: what it reads stays far below the memory that an object has. */
export const MAX_REPORT_CELLS = 1_000_000;
/** Public reports: everybody who has the address may read them. */
export const MAX_REPORT_LINKS = 50;
/** Rows in the table of a report that is open to everybody: some 300 KB, which the registry remembers for the day. */
export const MAX_OPEN_REPORT_ROWS = 5_000;
/** How long a repeat of a signup report is recognised, in hours. */
export const IDEMPOTENCY_HOURS = 24;

/** The thanks link counts a campaign's signups up to its visits of the last hours, plus some for people who came another way. */
export const THANKS_HOURS = 4;
export const FREE_THANKS = 200;

/** What an XLSX file may unpack to, all parts that are read together. */
export const MAX_UNPACKED_BYTES = 16 * 1024 * 1024;
