/** Figures of one quantity, taken several times. */
export interface Figure {
  readonly what: string;
  readonly unit: string;
  readonly median: number;
  readonly min: number;
  readonly max: number;
  /** What the figure is held against, as text: `at least 0.8`. */
  readonly goal?: string;
  readonly met?: boolean;
}

/** What one section of the benchmarks measured. */
export interface Section {
  readonly name: string;
  readonly figures: readonly Figure[];
  /** Longer tables as Markdown, for the docs. */
  readonly tables?: Readonly<Record<string, string>>;
}

/** Sums up measurements of one quantity; at least one. */
export function figureOf(
  what: string,
  unit: string,
  numbers: readonly number[],
  goal: { readonly text: string; readonly met: (median: number) => boolean } | null = null,
): Figure {
  const sorted = numbers.toSorted((a, b) => a - b);
  const median = medianOf(numbers);
  const [min, max] = [sorted[0] ?? Number.NaN, sorted.at(-1) ?? Number.NaN];
  const held = goal === null ? {} : { goal: goal.text, met: goal.met(median) };
  return { what, unit, median, min, max, ...held };
}

/** The median of numbers; the lower middle of an even count. NaN of none. */
export function medianOf(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
}

/** The slope of a line fitted to points by least squares, in y per x. */
export function slopeOf(points: readonly (readonly [number, number])[]): number {
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / points.length;
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / points.length;
  const up = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  const across = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  return up / across;
}

/** Figures as a Markdown table. */
export function tableOf({ name, figures }: Section): string {
  const rows = figures.map(({ what, unit, median, min, max, goal, met }) => {
    const held = goal === undefined ? '' : `${goal}: ${met === true ? 'met' : 'missed'}`;
    return `| ${what} | ${round(median)} | ${round(min)} | ${round(max)} | ${unit} | ${held} |`;
  });
  const head = [
    '| what | median | min | max | unit | goal |',
    '| --- | --- | --- | --- | --- | --- |',
  ];
  return [`## ${name}`, '', ...head, ...rows].join('\n');
}

function round(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
