/** The columns of LinkedIn, Microsoft and Pinterest. */
import type { PlatformColumns } from "./field.ts";

export const LINKEDIN: PlatformColumns = {
  platform: "linkedin",
  marks: [
    ...[
      "total spent",
      "clicks to landing page",
      "campaign group name",
      "totaal besteed",
      "klikken naar bestemmingspagina",
      "naam campagnegroep",
    ],
    ...["gesamtausgaben", "klicks auf die landingpage", "total dépensé", "clics vers la page de destination"],
  ],
  columns: {
    campaign: ["campaign name", "campagnenaam", "kampagnenname", "nom de la campagne"],
    campaignId: ["campaign id", "campagne-id", "kampagnen-id", "identifiant de campagne"],
    ad: ["ad name", "ad introduction text", "naam advertentie", "creative name"],
    adId: ["ad id", "advertentie-id", "creative id"],
    day: ["start date", "begindatum", "startdatum", "date de début"],
    to: ["end date", "einddatum", "enddatum", "date de fin"],
    currency: ["currency", "valuta", "währung", "devise"],
    spend: ["total spent", "totaal besteed", "gesamtausgaben", "total dépensé"],
    impressions: ["impressions", "weergaven", "vertoningen", "impressionen"],
    clicks: ["clicks to landing page", "klikken naar bestemmingspagina", "klicks auf die landingpage", "clics vers la page de destination"],
    reach: ["reach", "bereik", "reichweite", "couverture"],
  },
};

export const MICROSOFT: PlatformColumns = {
  platform: "microsoft",
  marks: ["timeperiod", "time period", "gregorian date", "accountname", "account number", "campaignname", "currencycode", "averagecpc"],
  columns: {
    campaign: ["campaignname", "campaign name", "campaign"],
    campaignId: ["campaignid", "campaign id"],
    adset: ["adgroupname", "ad group", "ad group name"],
    adsetId: ["adgroupid", "ad group id"],
    day: ["timeperiod", "time period", "gregorian date", "day", "date"],
    week: ["week"],
    month: ["month"],
    currency: ["currencycode", "currency code", "currency"],
    spend: ["spend"],
    impressions: ["impressions", "impr."],
    clicks: ["clicks"],
    age: ["agegroup", "age group"],
    gender: ["gender"],
    region: ["state", "region", "country", "country/region"],
  },
};

export const PINTEREST: PlatformColumns = {
  platform: "pinterest",
  marks: ["spend in account currency", "outbound clicks", "pin clicks"],
  columns: {
    campaign: ["campaign name"],
    campaignId: ["campaign id"],
    adset: ["ad group name"],
    adsetId: ["ad group id"],
    ad: ["ad name"],
    adId: ["ad id"],
    day: ["date", "day"],
    currency: ["currency"],
    spend: ["spend in account currency", "spend"],
    impressions: ["impressions"],
    clicks: ["outbound clicks"],
    reach: ["reach"],
    age: ["age bucket", "age"],
    gender: ["gender"],
    region: ["region", "country"],
  },
};
