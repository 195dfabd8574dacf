import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { figureOf, slopeOf, type Section } from './figures.ts';
import { startReference } from './reference-process.ts';

const RUN = fileURLToPath(new URL('memory-run.ts', import.meta.url));
const REQUESTS = [1_000, 5_000, 20_000];

/** Peak memory and time of random updates at growing counts, each in a process of its own. */
export async function memory(): Promise<Section> {
  const reference = await startReference();
  const measured = REQUESTS.map((runs) => ({ runs, ...measure(reference.url, runs) }));
  await reference.stop();
  const slope = slopeOf(measured.map(({ runs, ms }) => [runs, ms]));
  return {
    name: 'memory',
    figures: [
      ...measured.map(({ runs, mib }) => figureOf(`peak at ${runs} requests`, 'MiB', [mib])),
      ...measured.map(({ runs, ms }) => figureOf(`time of ${runs} requests`, 'ms', [ms])),
      figureOf('cost of one more request', 'ms', [slope]),
    ],
  };
}

function measure(url: string, runs: number): { readonly mib: number; readonly ms: number } {
  const args = ['--import', 'tsx', RUN, url, String(runs)];
  const { stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  const [mib = Number.NaN, ms = Number.NaN] = stdout.trim().split(' ').map(Number);
  return { mib, ms };
}
