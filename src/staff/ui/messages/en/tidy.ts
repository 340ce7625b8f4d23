/** Channels and archived campaigns, in English. */
import type { Messages } from "../nl.ts";

export const tidy: Pick<Messages, "tidy"> = {
  tidy: {
    channels: "Channels",
    channelsLead:
      "Add a channel, give one another name, or delete one that never had a campaign. Reports show the new name for past days too.",
    channelName: (id) => `Name of the channel ${id}`,
    rename: "Save name",
    channelAdded: "The channel has been added.",
    renamed: "The channel has another name.",
    inUse: "In use",
    deleteTitle: (name) => `Delete ${name}?`,
    channelDeleteText: "No campaign has been in this channel. You can add it again later.",
    channelDeleteConfirm: "Yes, delete this channel",
    channelDeleted: "The channel has been deleted.",
    archived: "Archived campaigns",
    archivedLead:
      "An archived campaign can be restored: its link works again, and its counts go on. One that brought nothing can be deleted for good two days after it was archived. Its code is free again then.",
    archivedNote: (day) => `Archived on ${day}. Its link no longer counts; its figures stay here.`,
    leadsOn: "People who still follow the link or its QR code are led, without the code, to",
    leadsNowhere: "People who still follow the link or its QR code are told that the link is unknown.",
    noArchived: "No campaign has been archived.",
    restore: "Restore",
    restored: "The campaign is back: its link works again, and its counts go on.",
    archivedOn: "Archived on",
    deleteForGood: "Delete for good",
    deleteFrom: (day) => `Can be deleted from ${day}`,
    campaignDeleteText:
      "The campaign, its plan and its counts are gone for good, and somebody else may use the slug. This cannot be undone.",
    campaignDeleteConfirm: "Yes, delete this campaign for good",
    campaignDeleted: "The campaign has been deleted for good.",
  },
};
