import { startServer } from '../../fixtures/reference/server.ts';
import { countRoundTrips, type CountedTrips } from '../self/judging/round-trips.ts';
import type { Section } from './figures.ts';

const PROFILES = ['smoke', 'default'] as const;

/** Round trips that a run against a conforming server waits for one after another, by claim; counted, not timed. */
export async function roundTrips(): Promise<Section> {
  const runs: (readonly CountedTrips[])[] = [];
  for (const profile of PROFILES) runs.push(await partsOf(profile));
  const names = [...new Set(runs.flatMap((parts) => parts.map(({ part }) => part)))];
  const rows = names.map((name) => {
    const parts = runs.map((each) => each.filter(({ part }) => part === name));
    return rowOf(name, parts);
  });
  return {
    name: 'round-trips',
    figures: [],
    tables: { 'one after another': [...HEAD, ...rows, rowOf('all', runs)].join('\n') },
  };
}

const HEAD = [
  `| claim | ${PROFILES.flatMap((profile) => [profile, 'requests']).join(' | ')} |`,
  `| --- | ${PROFILES.flatMap(() => ['---', '---']).join(' | ')} |`,
];

async function partsOf(profile: string): Promise<readonly CountedTrips[]> {
  const server = await startServer();
  const counting = countRoundTrips(server.url, { PROFILE: profile });
  const { parts } = await counting.finally(() => server.close());
  return parts;
}

function rowOf(name: string, runs: readonly (readonly CountedTrips[])[]): string {
  const cells = runs.flatMap((parts) => [
    parts.reduce((sum, { roundTrips }) => sum + roundTrips, 0),
    parts.reduce((sum, { requests }) => sum + requests, 0),
  ]);
  return `| ${[name, ...cells].join(' | ')} |`;
}
