/** The bounds of ad platforms' files and figures. A limit that a client can meet is named in the error it gets. */
import { MAX_LARGEST_BODY_BYTES } from "../limits.ts";

/** Of an ad platform's file, as it is sent. */
export const MAX_AD_FILE_BYTES = 1024 * 1024;
/** Of an ad platform's file, empty lines included: a year of 50 campaigns by day. */
export const MAX_AD_LINES = 20_000;
export const MAX_AD_COLUMNS = 300;
/** Campaigns or ads that one file tells apart, and currencies. */
export const MAX_AD_UNITS_PER_FILE = 1_000;
export const MAX_AD_CURRENCIES = 8;
export const MAX_AD_UNIT_NAME_CHARS = 400;
/** Ages, genders and regions are kept of periods that have so many days at least. */
export const MIN_AUDIENCE_DAYS = 7;
/** Campaigns or ads of all platforms that are kept. */
export const MAX_AD_UNITS = 5_000;
/** Units of one file times the days that they are replaced for: a year of 500 campaigns. */
export const MAX_AD_FIGURES = 200_000;
/** Imports that are remembered, and the latest of them that can be undone. */
export const MAX_AD_IMPORTS = 1_000;
export const MAX_AD_UNDOS = 20;
/** Of the form that carries such a file from step to step, as Base64 beside its answers. */
export const MAX_AD_FORM_BYTES = MAX_LARGEST_BODY_BYTES;
