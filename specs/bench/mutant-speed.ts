import { mutants, semanticMutants } from '../../fixtures/mutants/mutants.ts';
import { figureOf, type Section } from './figures.ts';
import { hunt, type Hunt } from './hunt.ts';
import { CLAIMS } from '../self/judging/claims.ts';

/**
 * Requests until the first finding of each mutant, and what each claim alone finds: in smoke of all mutants, in
 * default of those of what answers mean and of those that smoke misses.
 */
export async function mutantSpeed(): Promise<Section> {
  const smoke: Hunt[] = [];
  for (const mutant of mutants) smoke.push(await hunt(mutant, 'smoke'));
  const missed = smoke.filter(({ requests }) => requests === null).map(({ mutant }) => mutant);
  const longer: Hunt[] = [];
  for (const mutant of new Set([...semanticMutants, ...missed])) {
    longer.push(await hunt(mutant, 'default'));
  }
  const later = longer.filter(({ mutant }) => missed.includes(mutant));
  const found = smoke.flatMap(({ requests }) => requests ?? []);
  const early = found.filter((requests) => requests <= 60).length / mutants.length;
  const all = found.length + later.filter(({ requests }) => requests !== null).length;
  return {
    name: 'mutants',
    figures: [
      figureOf('requests until the first finding, smoke', 'requests', found),
      figureOf(
        'time until the first finding, smoke',
        'ms',
        smoke.flatMap(({ ms }) => ms ?? []),
      ),
      figureOf('found within 60 requests', 'of all', [early], {
        text: 'at least 0.95',
        met: (part) => part >= 0.95,
      }),
      figureOf('found in smoke', 'mutants', [found.length]),
      figureOf('found in smoke or default', `mutants of ${mutants.length}`, [all], {
        text: 'all',
        met: (count) => count === mutants.length,
      }),
    ],
    tables: {
      'what only one claim finds in smoke': uniqueTable(smoke),
      'what only one claim finds in default': uniqueTable(longer),
      'missed by smoke': later.map(missedLine).join('\n'),
    },
  };
}

function uniqueTable(hunts: readonly Hunt[]): string {
  const rows = CLAIMS.map(({ id }) => {
    const finds = hunts.filter(({ claims }) => claims.includes(id));
    const alone = finds.filter(({ claims }) => claims.length === 1);
    const names = alone.slice(0, 4).map(({ mutant }) => mutant.name);
    return `| ${id} | ${finds.length} | ${alone.length} | ${names.join(', ')} |`;
  });
  return ['| claim | finds | alone | for example |', '| --- | --- | --- | --- |', ...rows].join(
    '\n',
  );
}

function missedLine({ mutant, requests }: Hunt): string {
  return `- ${mutant.name}: ${requests === null ? 'not found' : `request ${requests} of default`}`;
}
