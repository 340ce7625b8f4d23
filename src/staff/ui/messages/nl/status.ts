/** The state of the tracker, in Dutch. */

export const status = {
  status: {
    link: "Werkt alles?",
    lead: "Of elk onderdeel antwoordt, of er iets verloren ging en of de schijf ruimte heeft.",
    open: "Bekijk de toestand",
    title: "Werkt alles?",
    well: "Alles werkt.",
    notWell: "Er is iets dat aandacht vraagt.",
    ok: "in orde",
    notOk: "niet in orde.",
    parts: {
      registry: "Het register: campagnes, sleutels en geschiedenis",
      shards: "De tellers",
      counts: "Tellingen in het geheugen",
      clock: "De klok",
      closes: "Dagen van aanmeldingen worden afgesloten",
      lost: "Geen telling ging verloren",
      schema: "De gegevens passen bij deze versie",
      disk: "Ruimte op de schijf",
    },
    remedies: {
      registry: "Kijk in het logboek wat de database meldt (docs/FAULTS.md).",
      shards: "Hieronder staat welke teller niet antwoordt. Bezoekers worden intussen doorgestuurd en hun tellingen wachten.",
      counts: "Ze wachten in het geheugen tot de tellers antwoorden.",
      clock: "Hij is meer dan twee dagen vooruitgesprongen. Zet de klok van de machine binnen vijf minuten goed (docs/FAULTS.md).",
      closes:
        "Een dag had al een uur geleden kunnen sluiten. Een rapport sluit hem alsnog; kijk in het logboek waarom dat ’s nachts niet lukte.",
      lost: "Een teller nam tellingen niet aan, bijvoorbeeld van een andere versie. Het rapport zegt hoeveel, in groepen (lost).",
      schema: "Een nieuwere versie schreef ze. Start die versie weer, of zet een reservekopie van vóór de overstap terug (docs/BACKUP.md).",
      disk: "De schijf is bijna vol. Maak ruimte: op een volle schijf wachten tellingen in het geheugen.",
    },
    shard: (name: string) => `Teller ${name}`,
    shardStates: {
      ok: "antwoordt",
      failing: "antwoordt niet, of kan zijn gegevens niet lezen",
      lost: "zijn bestand ontbreekt of is leeg: zet een hele reservekopie terug",
      foreign: "zijn gegevens zijn van een andere installatie",
      newer: "een nieuwere versie schreef zijn gegevens",
    },
    lastClose: "Laatste dag waarvan aanmeldingen te zien zijn",
    noClose: "nog geen",
    version: "Versie",
    versions: (version: string, schema: number) => `Fivebar ${version}, tabellen van versie ${schema}`,
    forPrograms: "Voor programma’s die meekijken:",
  },
};
