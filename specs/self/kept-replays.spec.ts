import { expect, test } from '@playwright/test';
import { mutants } from '../../fixtures/servers/mutants/mutants.ts';
import type { Deviation } from '../../fixtures/servers/reference/behaviour.ts';
import { mergeEvidence } from '../../reports/verdict/merge-evidence.ts';
import { keptOn, replayOn } from './judging/kept-cases.ts';

test.describe.configure({ mode: 'parallel' });

/** Faults whose counterexample a new account, or a space that cannot be read, could keep from showing; the claims that find them. */
const KEPT: readonly { readonly name: string; readonly claims: readonly string[] }[] = [
  { name: 'crash-query-percent', claims: ['hazards'] },
  { name: 'framed-twice-when-long', claims: ['hazards'] },
  { name: 'counts-in-sent-objects', claims: ['saving', 'idempotence'] },
  { name: 'lists-append', claims: ['idempotence'] },
  { name: 'first-value-saved', claims: ['saving'] },
  { name: 'not-saved', claims: ['saving'] },
  { name: 'sent-keys-only-when-new', claims: ['saving', 'idempotence'] },
];

for (const { name, claims } of KEPT) {
  test(`what is kept of ${name} shows on a new server with the fault, and not on one without`, async () => {
    const behaviour = behaviourOf(name);
    const { evidences, cases } = await keptOn(behaviour, ['control', ...claims]);
    const { findings } = mergeEvidence(evidences);
    expect(findings.length).toBeGreaterThan(0);
    for (const { replay, signature } of findings) {
      const saved = cases.get(replay);
      if (saved === undefined) throw new Error(`${replay} was not kept.`);
      const codes = [await replayOn(behaviour, saved), await replayOn({}, saved)];
      expect(codes, signature).toEqual([1, 0]);
    }
  });
}

test('what shows only over what was saved under its names is told with the update that saved it', async () => {
  const { evidences } = await keptOn(behaviourOf('null-is-for-good'), [
    'control',
    'saving',
    'idempotence',
  ]);
  const { findings } = mergeEvidence(evidences);
  expect(findings.map(({ before, confirmed }) => [before.length, confirmed.label])).toEqual([
    [1, 'always'],
  ]);
});

function behaviourOf(name: string): Deviation {
  const mutant = mutants.find((each) => each.name === name);
  if (mutant === undefined) throw new Error(`There is no mutant ${name}.`);
  return mutant.behaviour;
}
