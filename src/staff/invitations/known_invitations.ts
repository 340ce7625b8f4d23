/** The hashes of the tokens of all open invitations, as this isolate knows them. */
import { KnownHashes } from "../auth/known_hashes.ts";

export const knownInvitations = new KnownHashes((registry) => registry.invitationHashes());
