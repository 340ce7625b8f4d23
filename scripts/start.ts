/** `npm start`. */
import { end } from "./start/stop_signal.ts";
import { runTracker } from "./start/tracker.ts";

end(await runTracker());
