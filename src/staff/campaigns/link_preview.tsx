/** Which links a campaign will get, before it is made: the same rules that make them. */
import { baseChars, parseSlug, type Slug, slugCharsOf, slugRefusal } from "../../domain/campaign/slug.ts";
import { type Fault, fault } from "../../domain/problems.ts";
import { linkOriginOf, registry, type StaffContext } from "../http/context.ts";
import { sentence } from "../ui/messages/problems.ts";
import { pageContextOf } from "../ui/page_context.ts";

/** What ends each slug: the channel's id, where there is more than one channel. */
function suffixesFor(channels: readonly string[]): readonly string[] {
  return channels.length > 1 ? channels : [];
}

/** A code as it was typed, made to fit: capitals, blanks and accents become what a code can have. As it is where nothing of it fits. */
export function fitting(typed: string): string {
  return slugCharsOf(typed) || typed;
}

/** Why `typed` is too long to have the channels' names behind it; null when it is not. */
export function lengthRefusal(typed: string, channels: readonly string[]): Fault | null {
  const most = baseChars(suffixesFor(channels));
  return channels.length > 1 && typed.length > most ? fault("form-slug-too-long", { max: most }) : null;
}

/** The slugs made from a name for several channels, in their order; null when there are none. */
export async function slugsFromName(c: StaffContext, name: string, channels: readonly string[]): Promise<readonly Slug[] | null> {
  return registry(c).proposeSlugs(name, suffixesFor(channels));
}

/** A piece of a page for its script: the links that what was typed would get, or why it gets none. */
export async function previewLinks(c: StaffContext): Promise<Response> {
  const { language } = pageContextOf(c);
  const query = new URL(c.req.url).searchParams;
  const name = (query.get("name") ?? "").trim();
  const typed = fitting((query.get("slug") ?? "").trim());
  if (name === "" && typed === "") return c.html(<output />);
  const found = await linksOf(c, name, typed, query.getAll("channels"));
  if ("code" in found) return c.html(<output class="wrong">{sentence(language, found)}</output>);
  return c.html(
    <output>
      {found.map((slug, index) => (
        <>
          {index === 0 ? null : <br />}
          <code>{`${linkOriginOf(c)}/${slug}`}</code>
        </>
      ))}
    </output>,
  );
}

/** The slugs, or the first thing that is wrong with them. */
async function linksOf(c: StaffContext, name: string, typed: string, channels: readonly string[]): Promise<readonly Slug[] | Fault> {
  if (typed === "") return (await slugsFromName(c, name, channels)) ?? fault("no-slug");
  const tooLong = lengthRefusal(typed, channels);
  if (tooLong !== null) return tooLong;
  const suffixes = suffixesFor(channels);
  const texts = suffixes.length === 0 ? [typed] : suffixes.map((suffix) => `${typed}-${suffix}`);
  const slugs = texts.map(parseSlug).filter((slug) => slug !== null);
  if (slugs.length < texts.length) return fault("bad-slug");
  const refusal = slugs.map(slugRefusal).find((reason) => reason !== null);
  if (refusal !== undefined) return refusal;
  const [taken] = await registry(c).takenSlugs(slugs);
  return taken === undefined ? slugs : fault("slug-taken", { slug: taken });
}
