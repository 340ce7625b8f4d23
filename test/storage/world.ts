/** A tracker in this process, to which anything may happen: the real registry and shards (objects.ts), and a clock that is moved by hand. */
import type { CampaignDraft, CampaignId } from "../../src/domain/campaign/campaign.ts";
import type { Slug } from "../../src/domain/campaign/slug.ts";
import { type Day, dayOf } from "../../src/domain/day.ts";
import { type Kind, NO_CAMPAIGN } from "../../src/domain/kind.ts";
import type { Report, ReportQuery } from "../../src/domain/release/report.ts";
import type { Cumulative, SignupRelease, VisitRelease } from "../../src/domain/release/rule.ts";
import { CHANNELS } from "../domain/release/history.ts";
import { draft } from "../worker/draft.ts";
import { Objects } from "./objects.ts";

const HOUR_MS = 3_600_000;
const MONTHS_KEPT = 1;

export type Step =
  | { readonly do: "count"; readonly campaign: number; readonly kind: Kind; readonly count: number; readonly shard: number }
  | { readonly do: "ask"; readonly query: ReportQuery }
  | { readonly do: "wait"; readonly hours: number }
  | { readonly do: "zone"; readonly timeZone: string }
  | { readonly do: "shards"; readonly shards: number }
  | { readonly do: "fold" }
  | { readonly do: "move"; readonly campaign: number; readonly channel: number }
  | { readonly do: "archive"; readonly campaign: number }
  | { readonly do: "make"; readonly channel: number }
  | { readonly do: "release"; readonly how: SignupRelease }
  | { readonly do: "release visits"; readonly how: VisitRelease };

/** A signup as the campaign's site has it on its list, and what only the tracker knows of it. */
interface Listed {
  readonly campaign: CampaignId;
  readonly stamped: Day;
  /** The campaigns that there were. */
  readonly known: readonly CampaignId[];
}

export class World {
  nowMs: number;
  timeZone = "Europe/Amsterdam";
  visitRelease: VisitRelease = "live";
  /** One entry for each step that counted signups, in order. */
  readonly listed: Listed[] = [];
  foldsThatMattered = 0;
  private readonly objects: Objects;
  private readonly exact = new Map<string, number>();
  private readonly campaigns: { readonly id: CampaignId; readonly slug: Slug }[] = [];
  private shards = 1;
  private seq = 0;

  private constructor(nowMs: number) {
    this.nowMs = nowMs;
    this.objects = new Objects(() => this.nowMs);
  }

  /** A tracker with three campaigns, and nothing counted. @param variables more of the configuration */
  static async begin(groupSize: number, nowMs: number, variables: Readonly<Record<string, string>> = {}): Promise<World> {
    const world = new World(nowMs);
    const own = { GROUP_SIZE: String(groupSize), TIME_ZONE: world.timeZone, RETENTION_MONTHS: String(MONTHS_KEPT) };
    world.objects.deploy({ ...own, ...variables });
    if (variables.VISIT_RELEASE !== undefined) world.visitRelease = variables.VISIT_RELEASE as VisitRelease;
    await world.objects.registry.routes(1);
    for (const channel of [1, 2, 3]) await world.make(channel);
    return world;
  }

  get today(): Day {
    return dayOf(this.nowMs, this.timeZone);
  }

  /** Every day that ever closed, also those that folding forgot. */
  get everyClosedDay(): Cumulative {
    return this.objects.rows("registry", "SELECT day, total FROM ever_closed ORDER BY rowid");
  }

  /** A deployment with other variables. */
  deploy(variables: Readonly<Record<string, string>>): void {
    this.objects.deploy(variables);
  }

  get registry() {
    return this.objects.registry;
  }

  shard(name: string) {
    return this.objects.shard(name);
  }

  /** The rows of a query on the database of an object. */
  rows<T>(object: string, query: string): T[] {
    return this.objects.rows(object, query);
  }

  /** @param instead the campaign that a signup is of in place of the one that the step names */
  async run(step: Step, instead?: CampaignId): Promise<Report | null> {
    switch (step.do) {
      case "ask":
        return this.ask(step.query);
      case "count": {
        const campaign = this.campaigns[step.campaign % (this.campaigns.length + 1)]?.id ?? NO_CAMPAIGN;
        await this.count(instead ?? campaign, step.kind, step.count, step.shard);
        return null;
      }
      default:
        await this.change(step);
        return null;
    }
  }

  private async change(step: Exclude<Step, { do: "ask" | "count" }>): Promise<unknown> {
    const { registry } = this.objects;
    const slugAt = (nth: number) => this.campaigns[nth % this.campaigns.length]?.slug ?? ("" as Slug);
    switch (step.do) {
      case "wait":
        this.nowMs += step.hours * HOUR_MS;
        return;
      case "zone":
        this.timeZone = step.timeZone;
        return this.objects.deploy({ TIME_ZONE: step.timeZone });
      case "release":
        return this.objects.deploy({ SIGNUP_RELEASE: step.how });
      case "release visits":
        this.visitRelease = step.how;
        return this.objects.deploy({ VISIT_RELEASE: step.how });
      case "shards":
        this.shards = step.shards;
        this.objects.deploy({ SHARDS: String(step.shards) });
        return this.objects.registry.routes(step.shards);
      case "fold":
        return this.fold();
      case "make":
        return this.make(step.channel);
      case "move":
        return registry.changeCampaign(slugAt(step.campaign), { channel: channelAt(step.channel) }, null, "test", "admin");
      case "archive":
        return registry.archiveCampaign(slugAt(step.campaign), null, "test");
    }
  }

  /** Counts on the day that the shard stamps: signups on theirs, all else on the visit shard of that number. */
  async count(campaign: CampaignId, kind: Kind, more: number, shard = 0): Promise<void> {
    this.seq += 1;
    if (kind === "signup") {
      await this.objects.shard("signups").addSignups(campaign, more, null, "");
      const [clock] = this.objects.rows<{ day: Day }>("signups", "SELECT day FROM clock");
      this.listed.push({ campaign, stamped: clock?.day ?? this.today, known: [NO_CAMPAIGN, ...this.campaignIds] });
    } else {
      const added = await this.objects.shard(`visits-${shard % this.shards}`).add("writer", this.seq, [[campaign, kind, more]]);
      if (added !== "added") throw new Error("a batch was refused");
    }
    this.exact.set(`${campaign} ${kind}`, this.counted(campaign, kind) + more);
  }

  /** Counts many at once. */
  async countAll(entries: readonly (readonly [campaign: CampaignId, kind: Kind, count: number])[]): Promise<void> {
    this.seq += 1;
    const visits = entries.filter(([, kind]) => kind !== "signup");
    if (visits.length > 0) await this.objects.shard("visits-0").add("writer", this.seq, visits);
    for (const [campaign, kind, count] of entries)
      if (kind === "signup") await this.objects.shard("signups").addSignups(campaign, count, null, "");
  }

  /** All that was ever counted, exactly. */
  counted(campaign: CampaignId, kind: Kind): number {
    return this.exact.get(`${campaign} ${kind}`) ?? 0;
  }

  get campaignIds(): readonly CampaignId[] {
    return this.campaigns.map(({ id }) => id);
  }

  async ask(query: ReportQuery): Promise<Report> {
    const result = await this.objects.registry.report(query);
    if (!result.ok) throw new Error(`the test expected a report, not ${JSON.stringify(result.error)}`);
    return result.value;
  }

  private async make(channel: number): Promise<void> {
    const fields = draft(`campaign-${this.campaigns.length + 1}`) as CampaignDraft;
    const made = await this.objects.registry.createCampaign(
      { ...fields, channel: channelAt(channel), answers: { manyLinks: true } },
      "test",
      "admin",
    );
    if (!made.ok) throw new Error(`the test expected a campaign, not ${JSON.stringify(made.error)}`);
    this.campaigns.push({ id: made.value.id, slug: made.value.slug });
  }

  /** What the registry does at midnight. */
  private async fold(): Promise<void> {
    const days = () =>
      JSON.stringify(this.objects.shardNames.map((name) => this.objects.rows(name, "SELECT campaign, kind, day FROM tallies")));
    const unfolded = days();
    await this.objects.registry.alarm();
    if (days() !== unfolded) this.foldsThatMattered += 1;
  }
}

function channelAt(nth: number) {
  const channel = CHANNELS[nth % CHANNELS.length];
  if (channel === undefined) throw new Error("no channels");
  return channel.id;
}
