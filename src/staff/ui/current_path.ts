/** What a page's address names. */
import { parseSlug, type Slug } from "../../domain/campaign/slug.ts";
import type { StaffContext } from "../http/context.ts";
import { refuse } from "../http/problem.ts";

/** The campaign's slug in the address; where there is none, there is no page. */
export function slugOf(c: StaffContext): Slug {
  return parseSlug(c.req.param("slug") ?? "") ?? refuse({ type: "not-found", detail: "There is no such campaign." });
}
