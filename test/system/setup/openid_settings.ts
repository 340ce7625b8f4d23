/** How a tracker is told of the identity provider of the tests. */
import { CLIENT_ID, CLIENT_SECRET } from "./identity_provider.ts";

export const settingsFor = (issuer: string) => ({ OIDC_ISSUER: issuer, OIDC_CLIENT_ID: CLIENT_ID, OIDC_CLIENT_SECRET: CLIENT_SECRET });
