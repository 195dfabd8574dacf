/** Figures of one quantity, taken several times. */
export interface Figure {
  readonly what: string;
  readonly unit: string;
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** What one section of the benchmarks measured. */
export interface Section {
  readonly name: string;
  readonly figures: readonly Figure[];
  /** Longer tables as Markdown, for the docs. */
  readonly tables?: Readonly<Record<string, string>>;
}

/** Sums up measurements of one quantity; at least one. */
export function figureOf(what: string, unit: string, numbers: readonly number[]): Figure {
  const sorted = numbers.toSorted((a, b) => a - b);
  const [min, max] = [sorted[0] ?? Number.NaN, sorted.at(-1) ?? Number.NaN];
  return { what, unit, median: medianOf(numbers), min, max };
}

/** The median of numbers; the lower middle of an even count. NaN of none. */
export function medianOf(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
}

/** Figures as a Markdown table under the section's name. */
export function tableOf({ name, figures }: Section): string {
  if (figures.length === 0) return `## ${name}`;
  const rows = figures.map(
    ({ what, unit, median, min, max }) =>
      `| ${what} | ${round(median)} | ${round(min)} | ${round(max)} | ${unit} |`,
  );
  const head = ['| what | median | min | max | unit |', '| --- | --- | --- | --- | --- |'];
  return [`## ${name}`, '', ...head, ...rows].join('\n');
}

function round(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
