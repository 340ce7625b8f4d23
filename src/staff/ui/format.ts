/** Numbers and days as people write them, by language. */
import type { Day } from "../../domain/day.ts";
import { type DateOptions, dateFormat, numberFormat } from "../../domain/formatters.ts";
import { type Language, messages } from "./messages/index.ts";

export interface Format {
  number(value: number): string;
  /** A share from 0 to 1 as a percentage. */
  percent(share: number): string;
  /** A share from 0 to 1 as a number per hundred. */
  perHundred(share: number): string;
  /** Euros, with cents where there are any: `€ 1.500` */
  money(euros: number): string;
  /** An amount in the unit of a currency, with a third decimal where it is only some cents. */
  amount(value: number, currency: string): string;
  /** `25 okt` */
  shortDay(day: Day): string;
  /** `25 oktober 2026` */
  day(day: Day): string;
  /** `19–25 oktober 2026` */
  days(first: Day, last: Day): string;
  /** `okt 2026` */
  shortMonth(day: Day): string;
  /** `oktober 2026` */
  month(day: Day): string;
  /** A moment of ISO 8601 as the clock of `timeZone` showed it. */
  moment(iso: string, timeZone: string): string;
}

function formatOf(language: Language): Format {
  const { locale } = messages[language];
  const number = numberFormat(locale, { maximumFractionDigits: 2 });
  const percent = numberFormat(locale, { style: "percent", maximumFractionDigits: 1 });
  const tenths = numberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const money = numberFormat(locale, { style: "currency", currency: "EUR", trailingZeroDisplay: "stripIfInteger" });
  const utc = (options: DateOptions) => dateFormat(locale, { timeZone: "UTC", ...options });
  const short = utc({ day: "numeric", month: "short" });
  const long = utc({ day: "numeric", month: "long", year: "numeric" });
  const month = utc({ month: "long", year: "numeric" });
  const at = (day: Day): Date => new Date(`${day}T00:00:00Z`);
  return {
    number: (value) => number.format(value),
    percent: (share) => percent.format(share),
    perHundred: (share) => tenths.format(share * 100),
    money: (euros) => money.format(euros),
    amount: (value, currency) => {
      const isSmall = value !== 0 && Math.abs(value) < 0.1;
      return numberFormat(locale, {
        style: "currency",
        currency,
        ...(isSmall ? { minimumFractionDigits: 2, maximumFractionDigits: 3 } : {}),
      }).format(value);
    },
    shortDay: (day) => short.format(at(day)),
    day: (day) => long.format(at(day)),
    days: (first, last) => long.formatRange(at(first), at(last)),
    shortMonth: (day) => month.format(at(day)).replace(/(\p{L}{3})\p{L}*/u, "$1"),
    month: (day) => month.format(at(day)),
    moment: (iso, timeZone) => dateFormat(locale, { timeZone, dateStyle: "medium", timeStyle: "short" }).format(new Date(iso)),
  };
}

const formats = new Map<Language, Format>();

export function format(language: Language): Format {
  const found = formats.get(language) ?? formatOf(language);
  formats.set(language, found);
  return found;
}
