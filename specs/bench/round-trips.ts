import { startServer } from '../../fixtures/servers/reference/server.ts';
import type { Variables } from '../self/judging/judge-target.ts';
import { countRoundTrips, type CountedTrips } from '../self/judging/round-trips.ts';
import type { Section } from './figures.ts';

const TWO = 'one,two';
const RUNS = [
  { name: 'smoke', variables: { PROFILE: 'smoke', SPACES: '' } },
  { name: 'smoke, two spaces', variables: { PROFILE: 'smoke', SPACES: TWO } },
  { name: 'default', variables: { PROFILE: 'default', SPACES: '' } },
  { name: 'default, two spaces', variables: { PROFILE: 'default', SPACES: TWO } },
] as const;

/** Round trips that a run against a conforming server waits for one after another, by claim; counted, not timed. */
export async function roundTrips(): Promise<Section> {
  const runs: (readonly CountedTrips[])[] = [];
  for (const { variables } of RUNS) runs.push(await partsOf(variables));
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
  `| claim | ${RUNS.flatMap(({ name }) => [name, 'requests']).join(' | ')} |`,
  `| --- | ${RUNS.flatMap(() => ['---', '---']).join(' | ')} |`,
];

async function partsOf(variables: Variables): Promise<readonly CountedTrips[]> {
  const server = await startServer();
  const counting = countRoundTrips(server.url, variables);
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
