/** What staff read, in English. */
import { access } from "./en/access.ts";
import { campaigns } from "./en/campaigns.ts";
import { configuration } from "./en/configuration.ts";
import { costs } from "./en/costs.ts";
import { formal } from "./en/formal.ts";
import { frame } from "./en/frame.ts";
import { groups } from "./en/groups.ts";
import { overview } from "./en/overview.ts";
import { reportLinks } from "./en/report_links.ts";
import { settings } from "./en/settings.ts";
import { several } from "./en/several.ts";
import { signIn } from "./en/sign_in.ts";
import { status } from "./en/status.ts";
import { targets } from "./en/targets.ts";
import { tidy } from "./en/tidy.ts";
import type { Messages } from "./nl.ts";

export const en: Messages = {
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
