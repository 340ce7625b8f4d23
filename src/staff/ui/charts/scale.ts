/** Axes with round numbers. Pure. */

/** A round number not below `value`: 1, 2, 2.5 or 5 times a power of ten. */
export function roundUp(value: number, steps: readonly number[] = [1, 2, 2.5, 5]): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const factor = [...steps, 10].find((step) => step * power >= value - 1e-12) ?? 10;
  return factor * power;
}

/** The end of an axis without ticks in between; not much more than a quarter of the axis stays empty. */
export function axisEnd(value: number): number {
  return roundUp(value, [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8]);
}

/** Ticks from 0 to at least `max`, up to about `count`, at round multiples of the group size: figures have no other values. */
export function ticks(max: number, count: number, groupSize: number): number[] {
  const round = roundUp(max / count);
  const step = round % groupSize === 0 ? round : groupSize * roundUp(Math.ceil(max / count / groupSize));
  const marks = [0];
  while ((marks.at(-1) ?? 0) < max) marks.push(marks.length * step);
  return marks.length === 1 ? [0, step] : marks;
}

/** Up to `count` of the indexes below `length`, evenly apart, from 0. */
export function spread(length: number, count: number): number[] {
  const step = Math.max(1, Math.ceil(length / count));
  return Array.from({ length: Math.ceil(length / step) }, (_, index) => index * step);
}

/** A position on an axis of any width, as an SVG attribute. */
export function percent(value: number): string {
  return `${Math.round(value * 1000) / 1000}%`;
}

/** Tenths of a pixel are fine enough. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}
