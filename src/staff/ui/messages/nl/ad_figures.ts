/** What is said when an ad platform's figures are taken over, in Dutch. */
import type { AdFigureSentences } from "../en/ad_figures.ts";

export const adFigures: AdFigureSentences = {
  "too-many-ad-figures": ({ max }) =>
    `het bestand gaat over te veel dagen voor zoveel campagnes (campagnes maal dagen: hoogstens ${max}); exporteer een kortere periode`,
  "too-many-ad-units": ({ max }) => `er kunnen hoogstens ${max} campagnes en advertenties van alle platforms bewaard worden`,
  "no-such-campaign": ({ slug }) => `er is geen campagne ‘${slug}’`,
  "ad-other-level": ({ name, level }) =>
    `‘${name}’: voor deze dagen zijn er al cijfers van dezelfde campagne per ${LEVELS[level] ?? level}, dus deze zouden dubbel tellen; haal die eerst weg, of exporteer per ${LEVELS[level] ?? level}`,
  "ad-same-name": ({ name }) =>
    `‘${name}’: voor deze dagen zijn er al cijfers van campagnes met deze naam, met id's waar dit bestand er geen heeft, of andersom, dus deze zouden dubbel tellen; exporteer met de kolom met id's, of haal die eerst weg`,
  "ad-other-source": ({ name, platform }) =>
    `‘${name}’: voor deze dagen zijn er al cijfers van dezelfde campagne uit ${platform}, dus deze zouden dubbel tellen; haal die eerst weg`,

  "ad-no-campaign": ({ slug }) => `er is geen campagne ‘${slug}’`,
  "ad-not-ours": ({ name }) => `‘${name}’ is niet van ons, zoals eerder gezegd`,
  "ad-other-name": ({ name, other }) =>
    `‘${name}’: voor deze dagen zijn er ook cijfers van ‘${other}’, die niet in dit bestand staat, en beide tellen mee; is de naam veranderd, haal de cijfers van deze dagen dan eerst weg`,
  "ad-days-differ": ({ name, from, to }) =>
    `‘${name}’: de som van het platform voor ${from} tot en met ${to} verschilt meer dan 1% van zijn cijfers per dag; de dagen tellen`,
};

const LEVELS: Readonly<Record<string, string>> = { campaign: "campagne", adset: "advertentieset", ad: "advertentie" };
