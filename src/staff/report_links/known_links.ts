/** The hashes of the tokens of all report links, as this isolate knows them. */
import { KnownHashes } from "../auth/known_hashes.ts";

export const knownLinks = new KnownHashes((registry) => registry.reportLinkHashes());
