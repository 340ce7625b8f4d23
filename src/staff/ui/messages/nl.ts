/** What staff read, in Dutch: the dictionary that the other languages are held to. */
import { access } from "./nl/access.ts";
import { campaigns } from "./nl/campaigns.ts";
import { configuration } from "./nl/configuration.ts";
import { costs } from "./nl/costs.ts";
import { formal } from "./nl/formal.ts";
import { frame } from "./nl/frame.ts";
import { groups } from "./nl/groups.ts";
import { overview } from "./nl/overview.ts";
import { reportLinks } from "./nl/report_links.ts";
import { settings } from "./nl/settings.ts";
import { several } from "./nl/several.ts";
import { signIn } from "./nl/sign_in.ts";
import { status } from "./nl/status.ts";
import { targets } from "./nl/targets.ts";
import { tidy } from "./nl/tidy.ts";

export const nl = {
  ...frame,
  ...signIn,
  ...access,
  ...overview,
  ...formal,
  ...campaigns,
  ...groups,
  ...several,
  ...costs,
  ...settings,
  ...configuration,
  ...status,
  ...reportLinks,
  ...targets,
  ...tidy,
};

/** A dictionary: the same messages, with the same places to fill in. */
export type Messages = typeof nl;
