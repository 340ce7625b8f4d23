/** Channels and archived campaigns, in Dutch. */
export const tidy = {
  tidy: {
    channels: "Kanalen",
    channelsLead:
      "Voeg een kanaal toe, geef een kanaal een andere naam, of verwijder een kanaal waarin nooit een campagne zat. Rapporten tonen de nieuwe naam ook voor vroeger.",
    channelName: (id: string) => `Naam van het kanaal ${id}`,
    rename: "Naam opslaan",
    channelAdded: "Het kanaal is toegevoegd.",
    renamed: "Het kanaal heeft een andere naam.",
    inUse: "In gebruik",
    deleteTitle: (name: string) => `${name} verwijderen?`,
    channelDeleteText: "Er is geen campagne in dit kanaal geweest. Je kunt het later opnieuw toevoegen.",
    channelDeleteConfirm: "Ja, verwijder dit kanaal",
    channelDeleted: "Het kanaal is verwijderd.",
    archived: "Gearchiveerde campagnes",
    archivedLead:
      "Een gearchiveerde campagne kun je terughalen: de link werkt weer en het tellen gaat door. Bracht een campagne niets, dan kun je haar twee dagen na het archiveren voorgoed verwijderen. Haar code komt dan vrij.",
    archivedNote: (day: string) => `Gearchiveerd op ${day}. De link telt niet meer; de cijfers blijven hier staan.`,
    leadsOn: "Wie de link of de QR-code nog volgt, komt zonder code op",
    leadsNowhere: "Wie de link of de QR-code nog volgt, krijgt te zien dat de link onbekend is.",
    noArchived: "Er is geen campagne gearchiveerd.",
    restore: "Terughalen",
    restored: "De campagne is terug: de link werkt weer en het tellen gaat door.",
    archivedOn: "Gearchiveerd op",
    deleteForGood: "Voorgoed verwijderen",
    deleteFrom: (day: string) => `Verwijderen kan vanaf ${day}`,
    campaignDeleteText:
      "De campagne, haar plan en haar tellingen verdwijnen voorgoed, en een ander kan de code gebruiken. Dit is niet terug te draaien.",
    campaignDeleteConfirm: "Ja, verwijder deze campagne voorgoed",
    campaignDeleted: "De campagne is voorgoed verwijderd.",
  },
};
