/** Groups of campaigns, in Dutch. */
import { pluralOf } from "../plural.ts";

const plural = pluralOf("nl-NL");

export const groups = {
  groups: {
    title: "Groepen",
    lead: (campaigns: number) => `Een groep van ${plural(campaigns, "campagne", "campagnes")}.`,
    brings: "Resultaten",
    campaigns: "Campagnes in deze groep",
    editTitle: "Alle campagnes tegelijk wijzigen",
    editLead: "Wat je hier verandert, verandert bij alle campagnes van de groep. Wat je laat staan, blijft bij elke campagne zoals het is.",
    differs: "Verschilt per campagne. Laat leeg om dat zo te laten.",
    status: "Pauzeren of hervatten",
    keep: "Laten zoals het is",
    pause: "Alle pauzeren",
    resume: "Alle hervatten",
    save: "Wijzigen bij alle campagnes",
    stale:
      "Iemand heeft een van deze campagnes gewijzigd sinds je deze pagina opende; er is nog niets opgeslagen. Hieronder staat hoe het nu is.",
    changed: (campaigns: number) => `${plural(campaigns, "campagne is", "campagnes zijn")} gewijzigd.`,
    nothing: "Er is niets gewijzigd.",
    make: (campaigns: number) => `Maak een groep van deze ${campaigns} campagnes`,
  },
};
