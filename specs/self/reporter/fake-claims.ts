import type { Evidence } from '../../../schema/requirements/evidence.ts';
import { fakeEvidence } from './fake-evidence.ts';

/** Source of a spec with one claim that attaches evidence, and then does something more. */
export function claimSpec(evidence: Partial<Evidence> & { claim: string }, more = ''): string {
  const body = JSON.stringify(JSON.stringify(fakeEvidence(evidence)));
  return `import { test } from '@playwright/test';
    test('A fact', { tag: '@${evidence.claim}' }, async ({}, info) => {
      await info.attach('evidence', { body: ${body}, contentType: 'application/json' });
      ${more}
    });`;
}
