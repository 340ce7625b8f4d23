/** The columns of Google Ads: search, display and YouTube. */
import type { PlatformColumns } from "./field.ts";

export const GOOGLE: PlatformColumns = {
  platform: "google",
  marks: [
    ...["impr.", "currency code", "campaign status", "campaign type", "avg. cpc", "demographic status", "interactions", "trueview views"],
    ...["valuta code", "valutacode", "gem. cpc", "kosten/conv.", "campagnetype", "campagnestatus"],
    ...["durchschn. cpc", "kampagnentyp", "währungscode", "cpc moy.", "type de campagne", "code de devise"],
  ],
  columns: {
    campaign: ["campaign", "campagne", "kampagne", "campaign name"],
    campaignId: ["campaign id", "campagne-id", "kampagnen-id", "id de campagne"],
    adset: ["ad group", "advertentiegroep", "anzeigengruppe", "groupe d'annonces"],
    adsetId: ["ad group id", "advertentiegroep-id", "anzeigengruppen-id"],
    ad: ["ad name", "advertentienaam"],
    adId: ["ad id", "advertentie-id"],
    day: ["day", "dag", "tag", "jour", "date", "datum"],
    week: ["week", "woche", "semaine"],
    month: ["month", "maand", "monat", "mois"],
    currency: ["currency code", "valuta", "valutacode", "currency", "währungscode", "währung", "code de devise", "devise"],
    spend: ["cost", "kosten", "coût"],
    impressions: ["impr.", "impressions", "vertoningen", "vert.", "weergaven", "impressionen"],
    clicks: ["clicks", "klikken", "klicks", "clics"],
    reach: ["unique users", "unieke gebruikers"],
    age: ["age", "leeftijd", "alter", "âge", "age range"],
    gender: ["gender", "geslacht", "geschlecht", "sexe"],
    region: ["region", "regio", "région", "country/territory", "land/gebied"],
    type: ["campaign type", "campagnetype", "kampagnentyp", "type de campagne"],
  },
};
