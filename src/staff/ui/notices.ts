/** What a page says once after a change: a name in the address, of which only known ones say something. */
import type { Call } from "../http/context.ts";
import type { View } from "./page_context.ts";

export const NOTICES = [
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
  "imported",
  "channel-renamed",
  "channel-deleted",
  "campaign-deleted",
] as const;
export type NoticeName = (typeof NOTICES)[number];

export function noticeOf(c: Call, { t }: View): string | null {
  const name = NOTICES.find((known) => known === c.req.query("notice"));
  const count = Number(/^\d{1,4}$/.exec(c.req.query("count") ?? "")?.[0] ?? 0);
  switch (name) {
    case undefined:
      return null;
    case "created":
      return t.form.created;
    case "created-many":
      return t.form.createdMany(count);
    case "saved":
      return t.form.saved;
    case "paused":
      return t.campaign.paused;
    case "resumed":
      return t.campaign.resumed;
    case "archived":
      return t.campaign.archived;
    case "signed-out":
      return t.signIn.signedOut;
    case "ended":
      return t.signIn.ended;
    case "undone":
      return t.signIn.undone;
    case "key-removed":
      return t.settings.removed;
    case "member-saved":
      return t.settings.memberSaved;
    case "member-changed":
      return t.settings.memberChanged;
    case "member-removed":
      return t.settings.memberRemoved;
    case "host-added":
      return t.settings.hostAdded;
    case "host-removed":
      return t.settings.hostRemoved;
    case "imported":
      return t.import.done(count);
    case "channel-renamed":
      return t.tidy.renamed;
    case "channel-deleted":
      return t.tidy.channelDeleted;
    case "campaign-deleted":
      return t.tidy.campaignDeleted;
  }
}
