/**
 * How much one event may change the odds of what is released (ε of differential privacy), as a fraction: whoever sees figures learns of any one
 * event a factor of e^ε at most. In quarters, so that nothing is rounded. Pure.
 */
export const QUARTERS = { "1/4": 1, "1/2": 2, "1": 4, "2": 8 } as const;
export type Epsilon = keyof typeof QUARTERS;
