import { Inquiry } from '../../fixtures/inquiry/inquiry.ts';
import { updateCase } from '../../fixtures/preferences/update-case.ts';
import { openTarget } from '../self/judging/open-target.ts';
import { figureOf, slopeOf, type Figure, type Section } from './figures.ts';
import { startReference } from './reference-process.ts';

const KEYS = [1, 250, 500, 1_000, 2_000];
const REQUESTS = 40;
const ROUNDS = 5;

/** What a checked request costs as the preferences grow: keys against time, with the fitted slope. */
export async function growth(): Promise<Section> {
  const points: [keys: number, ms: number][] = [];
  const figures: Figure[] = [];
  for (const keys of KEYS) {
    const taken: number[] = [];
    for (let round = 0; round <= ROUNDS; round += 1) taken.push(await requestMs(keys));
    // The first round warms up.
    const figure = figureOf(`a request of ${keys} keys`, 'ms', taken.slice(1));
    figures.push(figure);
    points.push([keys, figure.median]);
  }
  const slope = slopeOf(points) * 1_000;
  const [, small, , , large] = points.map(([keys, ms]) => (ms * 1_000) / keys);
  return {
    name: 'growth',
    figures: [
      ...figures,
      figureOf('one more key (fitted slope)', 'µs', [slope]),
      figureOf('a key at 2,000 over a key at 250', 'ratio', [(large ?? NaN) / (small ?? NaN)], {
        text: 'at most 1.5',
        met: (ratio) => ratio <= 1.5,
      }),
    ],
  };
}

/** Milliseconds of one checked request to a server that holds just the keys that are sent. */
async function requestMs(keys: number): Promise<number> {
  const reference = await startReference();
  const session = await openTarget(reference.url, { PROFILE: 'full' });
  const inquiry = new Inquiry(session);
  const update = Object.fromEntries(
    Array.from({ length: keys }, (_, key) => [`key-${key}`, { at: key, on: true }]),
  );
  const asked = updateCase(session.operation, `${keys} keys`, update);
  await inquiry.ask(asked);
  const started = performance.now();
  for (let request = 0; request < REQUESTS; request += 1) await inquiry.ask(asked);
  const ms = (performance.now() - started) / REQUESTS;
  await session.close();
  await reference.stop();
  return ms;
}
