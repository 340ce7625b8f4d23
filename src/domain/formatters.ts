/**
 * The formatters of the language and of the clock. Making one takes some 50 KB of native memory, which the garbage collector does not see,
 * and much time: each is made once and kept. A lint rule lets no other file make one (lint/formatters.grit).
 */

/** More than the languages, options and time zones of one tracker; what is beyond is made anew, so that nothing grows. */
const MAX_KEPT = 64;
const kept = new Map<string, unknown>();

function once<Options extends object, Formatter>(
  Kind: new (locale: string, options: Options) => Formatter,
): (locale: string, options?: Options) => Formatter {
  return (locale, options = {} as Options) => {
    const key = `${Kind.name} ${locale} ${JSON.stringify(options)}`;
    const found = kept.get(key) as Formatter | undefined;
    if (found !== undefined) return found;
    if (kept.size >= MAX_KEPT) kept.clear();
    const made = new Kind(locale, options);
    kept.set(key, made);
    return made;
  };
}

export type DateOptions = Intl.DateTimeFormatOptions;

/** @throws RangeError for a time zone or a locale that does not exist */
export const dateFormat = once<DateOptions, Intl.DateTimeFormat>(Intl.DateTimeFormat);
export const numberFormat = once<Intl.NumberFormatOptions, Intl.NumberFormat>(Intl.NumberFormat);
export const listFormat = once<Intl.ListFormatOptions, Intl.ListFormat>(Intl.ListFormat);
export const pluralRules = once<Intl.PluralRulesOptions, Intl.PluralRules>(Intl.PluralRules);
