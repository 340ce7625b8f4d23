/** What a page says once after a change: a name in the address, of which only known ones say something. */
import type { StaffContext } from "../http/context.ts";
import type { PageContext } from "./page_context.ts";

const NOTICES = [
  "created",
  "created-many",
  "saved",
  "paused",
  "resumed",
  "archived",
  "signed-out",
  "ended",
  "undone",
  "key-removed",
  "member-saved",
  "member-changed",
  "member-removed",
  "host-added",
  "host-removed",
  "report-link-removed",
  "imported",
  "restored",
  "target-added",
  "target-removed",
  "note-added",
  "note-removed",
  "group-changed",
  "channel-renamed",
  "channel-deleted",
  "campaign-deleted",
  "ad-imported",
  "ad-undone",
  "ad-matched",
] as const;

export function noticeOf(c: StaffContext, { messages }: PageContext): string | null {
  const name = NOTICES.find((known) => known === c.req.query("notice"));
  const count = Number(/^\d{1,6}$/.exec(c.req.query("count") ?? "")?.[0] ?? 0);
  switch (name) {
    case undefined:
      return null;
    case "created":
      return messages.form.created;
    case "created-many":
      return messages.form.createdMany(count);
    case "saved":
      return messages.form.saved;
    case "paused":
      return messages.campaign.paused;
    case "resumed":
      return messages.campaign.resumed;
    case "archived":
      return messages.campaign.archived;
    case "signed-out":
      return messages.signIn.signedOut;
    case "ended":
      return messages.signIn.ended;
    case "undone":
      return messages.signIn.undone;
    case "key-removed":
      return messages.settings.removed;
    case "member-saved":
      return messages.settings.memberSaved;
    case "member-changed":
      return messages.settings.memberChanged;
    case "member-removed":
      return messages.settings.memberRemoved;
    case "host-added":
      return messages.settings.hostAdded;
    case "host-removed":
      return messages.settings.hostRemoved;
    case "report-link-removed":
      return messages.reportLinks.removed;
    case "imported":
      return messages.import.done(count);
    case "target-added":
      return messages.targets.targetAdded;
    case "target-removed":
      return messages.targets.targetRemoved;
    case "note-added":
      return messages.targets.noteAdded;
    case "note-removed":
      return messages.targets.noteRemoved;
    case "restored":
      return messages.tidy.restored;
    case "group-changed":
      return count === 0 ? messages.groups.nothing : messages.groups.changed(count);
    case "channel-renamed":
      return messages.tidy.renamed;
    case "channel-deleted":
      return messages.tidy.channelDeleted;
    case "ad-imported":
      return messages.adImport.done(count);
    case "ad-undone":
      return messages.costs.undoDone;
    case "ad-matched":
      return messages.adImport.saved;
    case "campaign-deleted":
      return messages.tidy.campaignDeleted;
  }
}
