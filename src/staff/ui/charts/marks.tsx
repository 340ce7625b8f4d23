/** Small charts in table cells, as wide as the cell: a bar for a share of the largest, a rate with its interval, a sparkline. */

/** A bar; its length is the share of `value` in `most`. */
export function Bar({ value, most, channel }: { value: number; most: number; channel: string }) {
  return (
    <svg class="bar" aria-hidden="true">
      <rect class="track" width="100%" height="4" rx="2" />
      <rect class={channel} width={`${most === 0 ? 0 : Math.round((1000 * value) / most) / 10}%`} height="4" rx="2" />
    </svg>
  );
}

interface WhiskerProps {
  readonly low: number;
  readonly rate: number;
  readonly high: number;
  /** The end of the axis, the same for all rows. */
  readonly max: number;
  readonly channel: string;
  readonly label: string;
}

/** A rate as a dot on its interval. The interval's ends reach above and below the dot, so that even a short interval shows. */
export function Whisker({ low, rate, high, max, channel, label }: WhiskerProps) {
  const at = (share: number): string => `${Math.round((2 + (96 * share) / max) * 100) / 100}%`;
  return (
    <svg class="whisker" role="img" aria-label={label}>
      <line class="grid" x1="2%" x2="98%" y1="11" y2="11" />
      <line class="whisk" x1={at(low)} x2={at(high)} y1="11" y2="11" />
      <line class="whisk" x1={at(low)} x2={at(low)} y1="4" y2="18" />
      <line class="whisk" x1={at(high)} x2={at(high)} y1="4" y2="18" />
      <circle class={channel} cx={at(rate)} cy="11" r="4" />
    </svg>
  );
}

/** A sparkline of a figure by period; the chart above has the numbers. */
export function Spark({ values, channel }: { values: readonly number[]; channel: string }) {
  const most = Math.max(1, ...values);
  const step = 116 / Math.max(1, values.length - 1);
  const points = values.map((value, index) => `${Math.round(index * step * 10) / 10},${Math.round((22 - (20 * value) / most) * 10) / 10}`);
  return (
    <svg class="spark" viewBox="0 0 118 24" preserveAspectRatio="none" aria-hidden="true">
      <polyline class={channel} points={points.join(" ")} />
    </svg>
  );
}
