/** How often an open page looks for fresh figures. */
export const LIVE_SECONDS = 60;
