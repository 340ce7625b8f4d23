/** The QR codes of several campaigns: on a sheet to print, and as a zip file with an SVG for each. */

import { encode, renderSVG } from "uqr";
import type { Campaign, Channel } from "../../domain/campaign/campaign.ts";
import { MAX_CAMPAIGNS } from "../../domain/limits.ts";
import { giveTurn } from "../../storage/turns.ts";
import { registry, type StaffContext } from "../http/context.ts";
import { fileHeaders } from "../http/download.ts";
import { zipped } from "../http/zip_file.ts";
import { pagePath } from "../routes.ts";
import { ChannelName } from "../ui/components.tsx";
import { page } from "../ui/layout.tsx";
import { type PageContext, pageContextOf, withQuery } from "../ui/page_context.ts";
import { unprintableOf } from "./link_section.tsx";
import { filterOf, fits, listPath } from "./list_filter.tsx";
import { QR_OPTIONS } from "./qr.ts";
import { tickedIn } from "./selection.ts";

/** Codes that are made in one go, about 12 ms of work: visitors wait for it where one process does everything. */
const CODES_A_TURN = 16;

/** The ticked campaigns, or without a tick those that fit the list's filter, in the order of the list. */
async function chosen(c: StaffContext, context: PageContext): Promise<{ campaigns: readonly Campaign[]; all: number }> {
  const filter = filterOf(c.req.query());
  const ticked = new Set<string>(tickedIn(new URL(c.req.url).searchParams.getAll("campaign")).map(({ slug }) => slug));
  const found = (await registry(c).campaigns())
    .filter((campaign) => (ticked.size === 0 ? fits(campaign, filter, context) : ticked.has(campaign.slug)))
    .reverse();
  return { campaigns: found.slice(0, MAX_CAMPAIGNS), all: found.length };
}

export async function qrSheet(c: StaffContext): Promise<Response> {
  const context = pageContextOf(c);
  const { messages } = context;
  const [{ campaigns, all }, channels] = await Promise.all([chosen(c, context), registry(c).channels()]);
  const codes = await squaresOf(campaigns.map(({ slug }) => `${context.origin}/${slug}`));
  const unprintable = unprintableOf(context);
  return page(
    c,
    context,
    { title: messages.several.codesTitle, section: "campaigns" },
    <>
      <div class="top">
        <h1>{messages.several.codesTitle}</h1>
        <div class="actions">
          {campaigns.length === 0 ? null : (
            <button type="button" data-print hidden>
              {messages.several.print}
            </button>
          )}
          <a class="btn quiet" href={listPath(filterOf(c.req.query()))}>
            {messages.common.back}
          </a>
        </div>
      </div>
      <p class="soft screen">{campaigns.length === 0 ? messages.several.codesNone : messages.several.codesLead(campaigns.length)}</p>
      {all > campaigns.length ? <p class="soft">{messages.several.codesMore(campaigns.length, all)}</p> : null}
      {unprintable === null || campaigns.length === 0 ? null : <p class="wrong">{unprintable}</p>}
      <div class="codes">
        {campaigns.map((campaign, index) => (
          <Code context={context} channels={channels} campaign={campaign} code={codes[index] ?? NO_CODE} />
        ))}
      </div>
    </>,
  );
}

interface CodeProps {
  readonly context: PageContext;
  readonly channels: readonly Channel[];
  readonly campaign: Campaign;
  readonly code: Squares;
}

function Code({ context, channels, campaign, code: { size, path } }: CodeProps) {
  const link = `${context.origin}/${campaign.slug}`;
  return (
    <figure>
      <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={context.messages.campaign.qrAlt(link)} shape-rendering="crispEdges">
        <path d={path} />
      </svg>
      <figcaption>
        <a href={pagePath.campaign(campaign.slug)}>
          <strong>{campaign.name}</strong>
        </a>
        <ChannelName channels={channels} id={campaign.channel} />
        <span class="soft">{link.replace(/^https?:\/\//, "")}</span>
      </figcaption>
    </figure>
  );
}

interface Squares {
  /** To the side, in squares, with the quiet zone. */
  readonly size: number;
  /** The dark squares of each row, those that touch as one. */
  readonly path: string;
}

/** The codes of links, made so that visitors get their turn in between. */
async function squaresOf(links: readonly string[]): Promise<Squares[]> {
  const made: Squares[] = [];
  for (const [index, link] of links.entries()) {
    if (index > 0 && index % CODES_A_TURN === 0) await giveTurn();
    made.push(squares(link));
  }
  return made;
}

const NO_CODE: Squares = { size: 1, path: "" };

function squares(link: string): Squares {
  const { data, size } = encode(link, QR_OPTIONS);
  let path = "";
  for (const [y, row] of data.entries()) {
    for (let x = 0; x < row.length; x += 1) {
      let width = 0;
      while (row[x + width] === true) width += 1;
      if (width === 0) continue;
      path += `M${x},${y}h${width}v1h-${width}z`;
      x += width;
    }
  }
  return { size, path };
}

export async function qrZip(c: StaffContext): Promise<Response> {
  const context = pageContextOf(c);
  const { campaigns } = await chosen(c, context);
  if (campaigns.length === 0) return c.redirect(withQuery(pagePath.qrSheet(), { ...filterOf(c.req.query()) }), 303);
  function* files(): Generator<readonly [string, readonly string[]]> {
    for (const { slug } of campaigns) yield [`${slug}.svg`, [renderSVG(`${context.origin}/${slug}`, QR_OPTIONS)]];
  }
  return c.body(await zipped(files()), 200, fileHeaders("application/zip", "fivebar-qr-codes.zip"));
}
