import type { ConformanceReport } from '../formats/conformance-report.ts';
import { FEWEST } from '../formats/latency.ts';
import { countOf, formatDuration, percentile } from '../formats/quantity.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';

const WIDTH = 640;
const HEIGHT = 200;
const PLOT = { left: 12, right: 628, top: 64, bottom: 164 };
const BINS = 44;

/** Milliseconds to a horizontal position, logarithmic. */
type Scale = (milliseconds: number) => number;

interface Quantile {
  readonly name: string;
  readonly value: number;
}

/** How long whole responses took: their distribution on a logarithmic axis, with median, 95th percentile and maximum; nothing of few responses. */
export function renderLatency({ latencies }: ConformanceReport): Html | null {
  if (latencies.length < FEWEST) return null;
  const sorted = latencies.map((each) => Math.max(each, 0.1)).sort((a, b) => a - b);
  return html`<section id="latency" aria-labelledby="latency-title">
    <h2 id="latency-title">Latency</h2>
    ${renderPlot(sorted)}
  </section>`;
}

function renderPlot(sorted: readonly number[]): Html {
  const quantiles: Quantile[] = [
    { name: 'p50', value: percentile(sorted, 50) },
    { name: 'p95', value: percentile(sorted, 95) },
    { name: 'max', value: percentile(sorted, 100) },
  ];
  const words = quantiles.map(({ name, value }) => `${name} ${formatDuration(value)}`).join(', ');
  const low = (sorted[0] ?? 1) / 1.1;
  const scale = logScale(low, percentile(sorted, 100) * 1.1);
  return html`<figure class="plot">
    <svg
      viewBox="0 0 ${WIDTH} ${HEIGHT}"
      role="img"
      aria-label="Distribution of ${countOf(sorted.length, 'latency', 'latencies')}: ${words}"
    >
      ${renderBins(sorted, scale)}
      <line
        class="axis"
        x1="${PLOT.left}"
        x2="${PLOT.right}"
        y1="${PLOT.bottom}"
        y2="${PLOT.bottom}"
      />
      ${ticks(low, percentile(sorted, 100)).map((tick) => renderTick(tick, scale(tick)))}
      ${quantiles.map(({ value }, index) => renderQuantileLine(scale(value), index))}
      ${quantiles.map((quantile, index) => renderQuantile(quantile, index, scale))}
    </svg>
    <figcaption>${countOf(sorted.length, 'response')}: ${words}. Logarithmic axis.</figcaption>
  </figure>`;
}

function renderBins(sorted: readonly number[], scale: Scale): Html[] {
  const width = (PLOT.right - PLOT.left) / BINS;
  const counts = Array.from({ length: BINS }, () => 0);
  for (const value of sorted) {
    const bin = Math.min(BINS - 1, Math.floor((scale(value) - PLOT.left) / width));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  const most = Math.max(...counts);
  return counts.flatMap((count, bin) => {
    if (count === 0) return [];
    const height = Math.max(1.5, (count / most) * (PLOT.bottom - PLOT.top));
    const x = PLOT.left + bin * width + 0.5;
    return html`<rect
      class="bin"
      x="${x.toFixed(1)}"
      y="${(PLOT.bottom - height).toFixed(1)}"
      width="${(width - 1).toFixed(1)}"
      height="${height.toFixed(1)}"
    />`;
  });
}

function renderTick(milliseconds: number, x: number): Html {
  return html`<line
      class="axis"
      x1="${x.toFixed(1)}"
      x2="${x.toFixed(1)}"
      y1="${PLOT.bottom}"
      y2="${PLOT.bottom + 5}"
    />
    <text x="${x.toFixed(1)}" y="${HEIGHT - 10}" text-anchor="${anchorAt(x)}"
      >${formatDuration(milliseconds)}</text
    >`;
}

/** Near an edge of the figure a text runs away from it. */
function anchorAt(x: number): 'start' | 'middle' | 'end' {
  if (x < PLOT.left + 30) return 'start';
  return x > PLOT.right - 30 ? 'end' : 'middle';
}

function renderQuantileLine(position: number, index: number): Html {
  const x = position.toFixed(1);
  return html`<line
    class="quantile"
    x1="${x}"
    x2="${x}"
    y1="${baselineOf(index) - 11}"
    y2="${PLOT.bottom}"
  />`;
}

function renderQuantile({ name, value }: Quantile, index: number, scale: Scale): Html {
  const x = scale(value).toFixed(1);
  const anchor = scale(value) > WIDTH / 2 ? 'end' : 'start';
  const shift = anchor === 'end' ? -5 : 5;
  return html`<text
    class="quantile"
    x="${x}"
    y="${baselineOf(index)}"
    dx="${shift}"
    text-anchor="${anchor}"
    >${name} ${formatDuration(value)}</text
  >`;
}

function baselineOf(index: number): number {
  return 14 + index * 18;
}

function logScale(low: number, high: number): Scale {
  const span = Math.log(high) - Math.log(low) || 1;
  return (milliseconds) =>
    PLOT.left + ((Math.log(milliseconds) - Math.log(low)) / span) * (PLOT.right - PLOT.left);
}

/** Round values within a range: 1, 2, 5 and their tenfolds; only tenfolds where the range is wide. */
function ticks(low: number, high: number): number[] {
  const factors = high / low > 200 ? [1] : [1, 2, 5];
  const exponents = Array.from({ length: 9 }, (_, index) => index - 1);
  return exponents
    .flatMap((exponent) => factors.map((factor) => factor * 10 ** exponent))
    .filter((tick) => tick >= low && tick <= high);
}
