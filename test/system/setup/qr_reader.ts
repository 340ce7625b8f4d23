/**
 * Reads a QR code (ISO/IEC 18004) from an SVG that draws each dark module, or those that touch in a row, as a rectangle: versions 1 to 3, byte mode, no damage, so
 * that the text stands in the code's first bytes and no error correction is needed.
 */
type Modules = readonly (readonly boolean[])[];

const MASKS: readonly ((row: number, column: number) => boolean)[] = [
  (i, j) => (i + j) % 2 === 0,
  (i) => i % 2 === 0,
  (_, j) => j % 3 === 0,
  (i, j) => (i + j) % 3 === 0,
  (i, j) => (Math.floor(i / 2) + Math.floor(j / 3)) % 2 === 0,
  (i, j) => ((i * j) % 2) + ((i * j) % 3) === 0,
  (i, j) => (((i * j) % 2) + ((i * j) % 3)) % 2 === 0,
  (i, j) => (((i + j) % 2) + ((i * j) % 3)) % 2 === 0,
];

export function readQrCode(svg: string): string {
  const modules = modulesOf(svg);
  const version = (modules.length - 17) / 4;
  if (![1, 2, 3].includes(version)) throw new Error(`a QR code of ${modules.length} modules is not one that this can read`);
  const bits = dataBits(modules);
  if (number(bits, 0, 4) !== 0b0100) throw new Error("not in byte mode");
  const bytes = Array.from({ length: number(bits, 4, 8) }, (_, index) => number(bits, 12 + index * 8, 8));
  return new TextDecoder("utf-8", { fatal: true }).decode(new Uint8Array(bytes));
}

/** The code without its quiet zone, which must be four modules wide. */
function modulesOf(svg: string): Modules {
  const rows = [...svg.matchAll(/M(\d+),(\d+)h(\d+)v(\d+)h-\3z/g)].map(
    (match) => match.slice(1).map(Number) as [number, number, number, number],
  );
  const side = rows[0]?.[3] ?? Number.NaN;
  const squares = rows.flatMap(([x, y, width]) => Array.from({ length: width / side }, (_, index) => [x + index * side, y] as const));
  const size = Number(/viewBox="0 0 (\d+) \1"/.exec(svg)?.[1]) / side - 8;
  const dark = new Set(squares.map(([x, y]) => `${y / side - 4},${x / side - 4}`));
  return Array.from({ length: size }, (_, row) => Array.from({ length: size }, (_, column) => dark.has(`${row},${column}`)));
}

/** The bits in the order of their placing: upwards and downwards in pairs of columns from the right, the mask taken off. */
function dataBits(modules: Modules): boolean[] {
  const size = modules.length;
  const isDark = (row: number, column: number): boolean => modules[row]?.[column] === true;
  const format = [0, 1, 2, 3, 4].reduce((sum, column) => sum * 2 + (isDark(8, column) ? 1 : 0), 0) ^ 0b10101;
  const mask = MASKS[format & 0b111];
  const bits: boolean[] = [];
  let isUpward = true;
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right = 5;
    for (let step = 0; step < size; step += 1) {
      const row = isUpward ? size - 1 - step : step;
      for (const column of [right, right - 1]) {
        if (!isFunction(row, column, size)) bits.push(isDark(row, column) !== mask?.(row, column));
      }
    }
    isUpward = !isUpward;
  }
  return bits;
}

/** Finders with their format bits, timing, and from version 2 the one alignment pattern. */
function isFunction(row: number, column: number, size: number): boolean {
  if (row === 6 || column === 6) return true;
  if ((row < 9 && column < 9) || (row < 9 && column >= size - 8) || (row >= size - 8 && column < 9)) return true;
  return size > 21 && Math.abs(row - (size - 7)) <= 2 && Math.abs(column - (size - 7)) <= 2;
}

function number(bits: readonly boolean[], start: number, length: number): number {
  return bits.slice(start, start + length).reduce((sum, bit) => sum * 2 + (bit ? 1 : 0), 0);
}
