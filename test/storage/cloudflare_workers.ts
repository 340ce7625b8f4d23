/** Stands for `cloudflare:workers` in tests that run in Node (vitest.config.ts): objects are made by objects.ts. */
export class DurableObject<Env = unknown> {
  protected readonly ctx: DurableObjectState;
  protected readonly env: Env;

  constructor(ctx: DurableObjectState, env: Env) {
    this.ctx = ctx;
    this.env = env;
  }
}
