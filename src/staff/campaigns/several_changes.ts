/** What becomes of several campaigns by one action: a change for each that is not so already, or what stands against it. Pure. */
import type { Campaign, CampaignChange } from "../../domain/campaign/campaign.ts";
import { statusOn } from "../../domain/campaign/status.ts";
import type { Day } from "../../domain/day.ts";

const ACTIONS = ["pause", "resume", "end", "archive", "group"] as const;
type ActionName = (typeof ACTIONS)[number];

/** An action with what was entered for it. */
export type Action =
  | { readonly name: "pause" | "resume" | "archive" }
  | { readonly name: "end"; readonly endsOn: Day }
  /** Null takes them out of their groups. */
  | { readonly name: "group"; readonly group: string | null };

export function actionName(text: string): ActionName | null {
  return ACTIONS.find((name) => name === text) ?? null;
}

interface Planned {
  readonly campaign: Campaign;
  /** Empty for a campaign that is archived. */
  readonly change: CampaignChange;
}

/** Why a campaign cannot be changed so, with the day that stands against it. */
export interface Obstacle {
  readonly campaign: Campaign;
  readonly reason: "has-ended" | "starts-later";
  readonly day: Day;
}

export function planned(
  action: Action,
  campaigns: readonly Campaign[],
  today: Day,
): { readonly changes: readonly Planned[] } | { readonly obstacles: readonly Obstacle[] } {
  const obstacles = campaigns.flatMap((campaign) => obstaclesOf(action, campaign, today));
  if (obstacles.length > 0) return { obstacles };
  return {
    changes: campaigns.flatMap((campaign) => {
      const change = changeBy(action, campaign, today);
      return change === null ? [] : [{ campaign, change }];
    }),
  };
}

function obstaclesOf(action: Action, campaign: Campaign, today: Day): Obstacle[] {
  const { startsOn, endsOn, paused } = campaign;
  switch (action.name) {
    case "resume":
      return paused && endsOn !== null && endsOn < today ? [{ campaign, reason: "has-ended", day: endsOn }] : [];
    case "end":
      return startsOn !== null && action.endsOn < startsOn ? [{ campaign, reason: "starts-later", day: startsOn }] : [];
    default:
      return [];
  }
}

/** Null where nothing changes. A campaign that ends earlier does not go on until the new day. */
function changeBy(action: Action, campaign: Campaign, today: Day): CampaignChange | null {
  switch (action.name) {
    case "pause":
      return campaign.paused || statusOn(campaign, today) === "ended" ? null : { paused: true };
    case "resume":
      return campaign.paused ? { paused: false } : null;
    case "end":
      return campaign.endsOn !== null && campaign.endsOn <= action.endsOn ? null : { endsOn: action.endsOn };
    case "group":
      return campaign.group === action.group ? null : { group: action.group };
    case "archive":
      return {};
  }
}
