/** The columns of Instagram and Facebook. */
import type { PlatformColumns } from "./field.ts";

export const META: PlatformColumns = {
  platform: "meta",
  marks: [
    ...["amount spent", "link clicks", "reporting starts", "reporting ends", "clicks (all)", "campaign delivery"],
    ...["besteed bedrag", "klikken op links", "linkklikken", "start rapportage", "einde rapportage", "campagneweergave"],
    ...["ausgegebener betrag", "link-klicks", "berichtsbeginn", "berichtsende", "auswertungsstart", "auswertungsende"],
    ...["montant dépensé", "clics sur un lien", "début des rapports", "fin des rapports"],
  ],
  columns: {
    campaign: ["campaign name", "campagnenaam", "naam campagne", "kampagnenname", "name der kampagne", "nom de la campagne"],
    campaignId: ["campaign id", "campagne-id", "kampagnen-id", "id de la campagne", "identifiant de la campagne"],
    adset: [
      "ad set name",
      "naam advertentieset",
      "advertentiesetnaam",
      "anzeigengruppenname",
      "name der anzeigengruppe",
      "nom de l’ensemble de publicités",
    ],
    adsetId: ["ad set id", "advertentieset-id", "id van advertentieset", "anzeigengruppen-id"],
    ad: ["ad name", "advertentienaam", "naam advertentie", "anzeigenname", "name der werbeanzeige", "nom de la publicité"],
    adId: ["ad id", "advertentie-id", "anzeigen-id", "id de la publicité"],
    day: ["day", "dag", "tag", "jour"],
    week: ["week", "woche", "semaine"],
    month: ["month", "maand", "monat", "mois"],
    from: ["reporting starts", "start rapportage", "berichtsbeginn", "auswertungsstart", "début des rapports"],
    to: ["reporting ends", "einde rapportage", "berichtsende", "auswertungsende", "fin des rapports"],
    currency: ["currency", "valuta", "währung", "devise"],
    spend: ["amount spent", "besteed bedrag", "ausgegebener betrag", "montant dépensé"],
    impressions: ["impressions", "weergaven", "vertoningen", "impressionen"],
    clicks: ["link clicks", "klikken op links", "linkklikken", "link-klicks", "clics sur un lien"],
    reach: ["reach", "bereik", "reichweite", "couverture"],
    age: ["age", "leeftijd", "alter", "âge"],
    gender: ["gender", "geslacht", "geschlecht", "genre", "sexe"],
    region: ["region", "regio", "région", "country", "land", "pays"],
  },
};
