/** A time zone in which it is about noon now, so that no day ends while a test runs. */
const hour = new Date().getUTCHours();
const hoursToNoon = 12 - hour;

/** `Etc/GMT-3` is three hours east of Greenwich. */
export const NOON_ZONE = `Etc/GMT${hoursToNoon < 0 ? "+" : "-"}${Math.abs(hoursToNoon)}`;

/** Two zones of which the second is one day ahead of the first, in neither of which a day ends while a test runs. */
export const [ZONE, ZONE_A_DAY_AHEAD] = hour < 10 ? (["Etc/GMT+12", NOON_ZONE] as const) : ([NOON_ZONE, "Etc/GMT-14"] as const);
