/** The state of the tracker, in English. */
import type { Messages } from "../nl.ts";

export const status: Pick<Messages, "status"> = {
  status: {
    link: "Is everything working?",
    lead: "Whether each part answers, whether anything was lost, and whether the disk has room.",
    open: "See the state",
    title: "Is everything working?",
    well: "Everything is working.",
    notWell: "Something needs attention.",
    ok: "fine",
    notOk: "not fine.",
    parts: {
      registry: "The registry: campaigns, keys and history",
      shards: "The counters",
      counts: "Counts in memory",
      clock: "The clock",
      closes: "Days of signups are closed",
      lost: "No count was lost",
      schema: "The data fit this version",
      disk: "Room on the disk",
    },
    remedies: {
      registry: "See in the log what the database reports (docs/FAULTS.md).",
      shards: "The list below says which counter does not answer. Visitors are redirected meanwhile, and their counts wait.",
      counts: "They wait in memory until the counters answer.",
      clock: "It has jumped ahead by more than two days. Set the machine’s clock right within five minutes (docs/FAULTS.md).",
      closes: "A day could have closed an hour ago. A report closes it all the same; see in the log why that failed at night.",
      lost: "A counter did not take some counts, such as those of another version. The report says how many, in groups (lost).",
      schema: "A newer version wrote them. Run that version again, or put back a backup from before the upgrade (docs/BACKUP.md).",
      disk: "The disk is nearly full. Make room: on a full disk counts wait in memory.",
    },
    shard: (name) => `Counter ${name}`,
    shardStates: {
      ok: "answers",
      failing: "does not answer, or cannot read its data",
      lost: "its file is missing or empty: put back a whole backup",
      foreign: "its data are of another installation",
      newer: "a newer version wrote its data",
    },
    lastClose: "Last day whose signups can be seen",
    noClose: "none yet",
    version: "Version",
    versions: (version, schema) => `Fivebar ${version}, tables of version ${schema}`,
    forPrograms: "For programs that watch:",
  },
};
