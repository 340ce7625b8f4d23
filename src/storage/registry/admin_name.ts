/** The name under which the configuration's admin key acts, in the history too. No other key may have it. */
export const ADMIN_NAME = "admin key";
