/** The report links that there are, without their addresses. */
import type { Channel } from "../../domain/campaign/campaign.ts";
import { isExpired } from "../../domain/report_link.ts";
import { pagePath } from "../routes.ts";
import type { PageContext } from "../ui/page_context.ts";
import { TableHead } from "../ui/table_head.tsx";
import type { ListedLink } from "./api.ts";

interface LinkTableProps {
  readonly context: PageContext;
  readonly links: readonly ListedLink[];
  readonly channels: readonly Channel[];
}

export function LinkTable({ context, links, channels }: LinkTableProps) {
  const { messages, format } = context;
  const { reportLinks: words, common } = messages;
  if (links.length === 0) return <p>{words.none}</p>;
  return (
    <table class="stack">
      <TableHead columns={[words.name, words.period, words.about, words.createdOn, words.expiresOn]} actions={[messages.common.remove]} />
      <tbody>
        {links.map((link) => (
          <tr>
            <th scope="row">{link.name}</th>
            <td data-label={words.period}>
              {typeof link.period === "object"
                ? common.range(format.day(link.period.from), format.day(link.period.to))
                : words.periods[link.period]}
            </td>
            <td data-label={words.about}>
              {subjectOf(context, link, channels)} · {link.signups ? words.visitsAndSignups : words.visitsOnly}
            </td>
            <td class="day" data-label={words.createdOn}>
              {format.day(link.createdOn)}
            </td>
            <td class="day" data-label={words.expiresOn}>
              {link.expiresOn === null ? common.none : format.day(link.expiresOn)}
              {isExpired(link, context.today) ? <span class="tag ended">{words.expired}</span> : null}
            </td>
            <td class="num">
              <a href={pagePath.removeReportLink(link.id)} aria-label={`${common.remove}: ${link.name}`}>
                {common.remove}
              </a>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Which channels and campaigns, in words. */
function subjectOf({ messages }: PageContext, link: ListedLink, channels: readonly Channel[]): string {
  const names = link.channels?.map((id) => channels.find((channel) => channel.id === id)?.name ?? id);
  const parts = [names?.join(", "), link.campaigns?.join(", "), link.group].filter((part) => part !== null && part !== undefined);
  return parts.length === 0 ? messages.reportLinks.all : parts.join(" · ");
}
