/** The notes on days that a page's figures have beside them. */
import type { Campaign } from "../../domain/campaign/campaign.ts";
import type { Annotation } from "../../storage/registry/annotations.ts";
import { registry, type StaffContext } from "../http/context.ts";
import type { ChosenPeriod } from "../reports/chosen_period.ts";
import type { ChartNote } from "../ui/charts/data.ts";

/** Whose figures a page shows: of one campaign, of a group, or of all where it is null. */
type Subject = Campaign | { readonly group: string; readonly members: readonly Campaign[] } | null;

/** Those of the period's days that are about the subject, or about more than it; on a page about all, every one. */
export async function notesOn(c: StaffContext, { from, to }: ChosenPeriod, subject: Subject): Promise<ChartNote[]> {
  const notes = await registry(c).annotations(from, to);
  return notes
    .filter((note) => isAbout(note, subject))
    .map(({ day, text, campaign, group }) => ({ day, text, about: campaign === null ? group : `/${campaign}` }));
}

function isAbout({ campaign, group }: Annotation, subject: Subject): boolean {
  if (subject === null || (campaign === null && group === null)) return true;
  if ("members" in subject) return group === subject.group || subject.members.some(({ slug }) => slug === campaign);
  return campaign === subject.slug || (campaign === null && group !== null && group === subject.group);
}
