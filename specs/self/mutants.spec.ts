import { expect, test } from '@playwright/test';
import type { Mutant } from '../../fixtures/servers/mutants/mutant.ts';
import { responseMutants, semanticMutants } from '../../fixtures/servers/mutants/mutants.ts';
import { startServer } from '../../fixtures/servers/reference/server.ts';
import { KEY_PREFIX } from '../../schema/preferences/sent-names.ts';
import type { ConformanceReport } from '../../reports/formats/conformance-report.ts';
import { CLAIMS } from './judging/claims.ts';
import { judgeTarget, tripped } from './judging/judge-target.ts';

test.describe.configure({ mode: 'parallel' });

const withoutHazards = CLAIMS.filter(({ id }) => id !== 'hazards');
const HAZARDOUS = new Set<Mutant['needs']>([
  'hazards',
  'many-requests',
  'refused-coding',
  'other-accept',
]);
/** What hangs costs its time limit each time: three claims are enough to see it. */
const ENOUGH = new Set(['control', 'saving', 'refusals']);

/** Hazards cost as much as all else, and their own mutants have a spec: they are asked where nothing else will do. */
function claimsFor({ trips, needs }: Mutant): typeof CLAIMS {
  if (HAZARDOUS.has(needs)) return CLAIMS;
  if (trips.includes('answer-is-whole')) return CLAIMS.filter(({ id }) => ENOUGH.has(id));
  return withoutHazards;
}

/** Random sequences are not for smoke. */
const BEYOND_SMOKE = new Set<Mutant['needs']>(['sequence', 'default-profile']);
/** Random updates of the default profile: fewer than it sends, and enough for all of these. */
const DEFAULT = { PROFILE: 'default', RUNS: '40' };
const SMOKE = { PROFILE: 'smoke' };

for (const mutant of [...responseMutants, ...semanticMutants]) {
  const { name, sentence, trips, also = [], needs, behaviour } = mutant;

  test(`the mutant ${name} trips ${trips.join(', ')}: ${sentence}`, async () => {
    const server = await startServer(behaviour);
    const report = await judgeTarget(
      server.url,
      {
        ...(BEYOND_SMOKE.has(needs) ? DEFAULT : SMOKE),
        STRICT: '1',
        PROBE_METHODS: '1',
        // What hangs costs its time limit; all else must not run into it on a busy machine.
        TIMEOUT_MS: trips.includes('answer-is-whole') ? '500' : '8000',
      },
      claimsFor(mutant),
    ).finally(() => server.close());
    const found = tripped(report);
    expect(found).toEqual(expect.arrayContaining([...trips]));
    expect(found.filter((id) => !trips.includes(id) && !also.includes(id))).toEqual([]);
    expect(report.verdict).toBe('nonconformant');
    expect(unnamed(report, name)).toEqual([]);
    expect(signaturesOf(report).filter((signature) => signature.includes(KEY_PREFIX))).toEqual([]);
  });
}

/** What it drops is shown as an earlier claim saved it, because claims use the same names again. */
const KEEPING_EARLIER = 'drops-last-key';

function signaturesOf({ requirements }: ConformanceReport): readonly string[] {
  return requirements.flatMap(({ failures }) => failures.map(({ signature }) => signature));
}

/** Findings of changed preferences that do not name what was done to them. */
function unnamed({ requirements }: ConformanceReport, mutant: string): readonly string[] {
  if (mutant === KEEPING_EARLIER) return [];
  const changed = requirements.filter(({ id }) => id === 'sent-keys-are-returned');
  return changed.flatMap(({ failures }) =>
    failures
      .filter(({ label }) => label === undefined || label === 'changed')
      .map(({ message }) => message),
  );
}
