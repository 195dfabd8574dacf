import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { figureOf, slopeOf, type Section } from './figures.ts';
import { startReference } from './reference-process.ts';

const RUN = fileURLToPath(new URL('memory-run.ts', import.meta.url));
const REQUESTS = [1_000, 5_000, 20_000];

/**
 * Memory and time of random updates at growing counts, each in a process of its own. The peak swings with the
 * garbage collector; what is in use afterwards shows whether anything is held for each request.
 */
export async function memory(): Promise<Section> {
  const reference = await startReference();
  const measured = REQUESTS.map((runs) => ({ runs, ...measure(reference.url, runs) }));
  await reference.stop();
  const slope = slopeOf(measured.map(({ runs, ms }) => [runs, ms]));
  return {
    name: 'memory',
    figures: [
      ...measured.map(({ runs, peak }) => figureOf(`peak at ${runs} requests`, 'MiB', [peak])),
      ...measured.map(({ runs, inUse }) => figureOf(`heap after ${runs} requests`, 'MiB', [inUse])),
      ...measured.map(({ runs, ms }) => figureOf(`time of ${runs} requests`, 'ms', [ms])),
      figureOf('cost of one more request', 'ms', [slope]),
    ],
  };
}

interface Measured {
  readonly peak: number;
  readonly inUse: number;
  readonly ms: number;
}

function measure(url: string, runs: number): Measured {
  const args = ['--import', 'tsx', RUN, url, String(runs)];
  const { stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  const [peak = Number.NaN, inUse = Number.NaN, ms = Number.NaN] = stdout
    .trim()
    .split(' ')
    .map(Number);
  return { peak, inUse, ms };
}
