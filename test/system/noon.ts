/** A time zone in which it is about noon now, so that no day ends while a test runs. */
const hoursToNoon = 12 - new Date().getUTCHours();

/** `Etc/GMT-3` is three hours east of Greenwich. */
export const NOON_ZONE = `Etc/GMT${hoursToNoon < 0 ? "+" : "-"}${Math.abs(hoursToNoon)}`;
