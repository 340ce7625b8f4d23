export {
  type CampaignInfo,
  type ClientOptions,
  type Figures,
  type FiguresQuery,
  Fivebar,
  MAX_COUNT,
  type SendOptions,
  type SignupAnswer,
  type SignupReport,
} from "./client.ts";
export { codeFrom } from "./code.ts";
export { RefusedError, UnavailableError } from "./errors.ts";
export type { Pauses } from "./pause.ts";
export { type Outbox, type QueueOptions, type QueueProblem, SignupQueue } from "./queue.ts";
export type { SetAside } from "./queued.ts";
