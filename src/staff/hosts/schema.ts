/** A host that an admin allows, as a schema. */
import * as v from "valibot";
import { parseHost } from "../../domain/campaign/allowed_hosts.ts";
import { isHostAmong } from "../../domain/campaign/parse_destination.ts";
import { invisibleIn } from "../../domain/invisible.ts";
import { MAX_HOST_CHARS } from "../../domain/limits.ts";
import { fields } from "../http/fields.ts";
import { said } from "../http/said.ts";

/** @param allowedHosts as of `parseDestination`: no other can be allowed */
export function newHost(allowedHosts: readonly string[]) {
  return fields({
    host: v.pipe(
      v.string(),
      v.maxLength(MAX_HOST_CHARS, said("too-long", { max: MAX_HOST_CHARS })),
      v.metadata({ maxLength: MAX_HOST_CHARS, description: "a host's name, without a port: example.org" }),
      v.rawTransform<string, string>(({ dataset, addIssue, NEVER }) => {
        const host = parseHost(dataset.value);
        const invisible = invisibleIn(dataset.value);
        if (invisible !== null) addIssue({ message: said("invisible-character", { character: invisible }) });
        else if (host === null) addIssue({ message: said("bad-host") });
        else if (isHostAmong(host, allowedHosts)) return host;
        else addIssue({ message: said("host-not-configured", { allowed: allowedHosts }) });
        return NEVER;
      }),
    ),
  });
}
