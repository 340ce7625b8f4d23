export type { CampaignInfo, CampaignSpec, Counts, Figures, FiguresQuery, FiguresRow, SignupAnswer, SignupReport } from "./api.ts";
export { type ClientOptions, Fivebar, MAX_COUNT, type SendOptions } from "./client.ts";
export { codeFrom } from "./code.ts";
export { RefusedError, UnavailableError } from "./errors.ts";
export type { Outbox } from "./outbox.ts";
export type { Pauses } from "./pause.ts";
export { type QueueOptions, type QueueProblem, SignupQueue } from "./queue.ts";
export type { SetAside } from "./queued.ts";
