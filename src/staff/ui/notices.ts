/** What a page says once after a change: a name in the address, of which only known ones say something. */
import type { StaffContext } from "../http/context.ts";
import type { Messages } from "./messages/index.ts";
import type { PageContext } from "./page_context.ts";

/** @param count of what was done, where that is more than one thing */
type Notice = (messages: Messages, count: number) => string;

const NOTICES: ReadonlyMap<string, Notice> = new Map(
  Object.entries<Notice>({
    created: (m) => m.form.created,
    "created-many": (m, count) => m.form.createdMany(count),
    saved: (m) => m.form.saved,
    paused: (m) => m.campaign.paused,
    resumed: (m) => m.campaign.resumed,
    archived: (m) => m.campaign.archived,
    "signed-out": (m) => m.signIn.signedOut,
    "signed-out-here": (m) => m.openId.signedOutHere,
    ended: (m) => m.signIn.ended,
    undone: (m) => m.signIn.undone,
    "key-removed": (m) => m.settings.removed,
    "key-changed": (m) => m.keyRole.changed,
    "invitation-removed": (m) => m.invitations.withdrawn,
    "member-saved": (m) => m.settings.memberSaved,
    "member-changed": (m) => m.settings.memberChanged,
    "member-removed": (m) => m.settings.memberRemoved,
    "host-added": (m) => m.settings.hostAdded,
    "host-removed": (m) => m.settings.hostRemoved,
    "report-link-removed": (m) => m.reportLinks.removed,
    imported: (m, count) => m.import.done(count),
    "target-added": (m) => m.targets.targetAdded,
    "target-removed": (m) => m.targets.targetRemoved,
    "note-added": (m) => m.targets.noteAdded,
    "note-removed": (m) => m.targets.noteRemoved,
    restored: (m) => m.tidy.restored,
    "group-changed": (m, count) => (count === 0 ? m.groups.nothing : m.groups.changed(count)),
    "several-pause": (m, count) => m.several.done.pause(count),
    "several-resume": (m, count) => m.several.done.resume(count),
    "several-end": (m, count) => m.several.done.end(count),
    "several-archive": (m, count) => m.several.done.archive(count),
    "several-group": (m, count) => m.several.done.group(count),
    "channel-added": (m) => m.tidy.channelAdded,
    "channel-renamed": (m) => m.tidy.renamed,
    "channel-deleted": (m) => m.tidy.channelDeleted,
    "ad-imported": (m, count) => m.adImport.done(count),
    "ad-undone": (m) => m.costs.undoDone,
    "ad-matched": (m) => m.adImport.saved,
    "campaign-deleted": (m) => m.tidy.campaignDeleted,
  }),
);

export function noticeOf(c: StaffContext, { messages }: PageContext): string | null {
  const count = Number(/^\d{1,6}$/.exec(c.req.query("count") ?? "")?.[0] ?? 0);
  return NOTICES.get(c.req.query("notice") ?? "")?.(messages, count) ?? null;
}
