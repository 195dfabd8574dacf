import { hazardMutants } from '../../fixtures/servers/mutants/mutants.ts';
import { CLAIMS } from '../self/judging/claims.ts';
import { deletingNulls } from '../self/judging/deleting-nulls.ts';
import { figureOf, type Section } from './figures.ts';
import { hunt, type Hunt } from './hunt.ts';

const SHORT = 60;
const UP_TO_HAZARDS = CLAIMS.slice(0, CLAIMS.findIndex(({ id }) => id === 'hazards') + 1);

/** Requests until each mutant of a hazard is found in smoke, and the size of its counterexample. */
export async function hazardHunt(): Promise<Section> {
  const hunts: Hunt[] = [];
  for (const mutant of hazardMutants) {
    // Where null is stored, few names are tried.
    const deleting = { ...mutant, behaviour: deletingNulls(mutant.behaviour) };
    hunts.push(await hunt(deleting, 'smoke', UP_TO_HAZARDS));
  }
  const octets = hunts.flatMap((each) => each.octets ?? []);
  const short = octets.filter((size) => size <= SHORT).length;
  return {
    name: 'hazards',
    figures: [
      figureOf(
        'requests until found',
        'requests',
        hunts.flatMap(({ requests }) => requests ?? []),
      ),
      figureOf('body of the counterexample', 'bytes', octets),
      figureOf(`of at most ${SHORT} bytes`, `of ${octets.length} counterexamples`, [short]),
      figureOf('found', `servers of ${hunts.length}`, [octets.length]),
    ],
    tables: { found: foundTable(hunts) },
  };
}

function foundTable(hunts: readonly Hunt[]): string {
  const rows = hunts.map(
    ({ mutant, requests, octets }) =>
      `| ${mutant.hazard ?? ''} | ${mutant.name} | ${requests ?? 'not in smoke'} | ${octets ?? ''} |`,
  );
  return [
    '| hazard | server | requests until found | bytes of the body |',
    '| --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}
