/** A host that an admin allows, as a schema. */
import * as v from "valibot";
import { isHostAmong } from "../../domain/campaign/parse_destination.ts";
import { parseHost } from "../../domain/campaign/redirectors.ts";
import { invisibleIn } from "../../domain/invisible.ts";
import { MAX_HOST_CHARS } from "../../domain/limits.ts";
import type { ProblemCode } from "../../domain/problems.ts";

/** @param allowedHosts as of `parseDestination`: no other can be allowed */
export function newHost(allowedHosts: readonly string[]) {
  return v.strictObject({
    host: v.pipe(
      v.string(),
      v.maxLength(MAX_HOST_CHARS, `at most ${MAX_HOST_CHARS} characters`),
      v.metadata({ maxLength: MAX_HOST_CHARS, description: "a host's name, without a port: example.org" }),
      v.rawTransform<string, string>(({ dataset, addIssue, NEVER }) => {
        const host = parseHost(dataset.value);
        const invisible = invisibleIn(dataset.value);
        if (invisible !== null)
          addIssue({
            message: `contains the invisible character ${invisible}; remove it`,
            expected: "invisible-character" satisfies ProblemCode,
          });
        else if (host === null) addIssue({ message: "must be a host's name alone, such as example.org" });
        else if (isHostAmong(host, allowedHosts)) return host;
        else addIssue({ message: `the host must be one of: ${allowedHosts.join(", ")}` });
        return NEVER;
      }),
    ),
  });
}
