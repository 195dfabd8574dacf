import { noEvidence } from '../../../schema/record/recorded-evidence.ts';
import type { Evidence, ReportedFinding } from '../../../schema/requirements/evidence.ts';
import type { RunTerms } from '../../../schema/requirements/run-terms.ts';
import { readSuite } from '../../../schema/requirements/suite.ts';
import { sampleFinding } from '../reports/sample-finding.ts';

/** The evidence of a claim that learned nothing, with whatever differs. */
export function fakeEvidence(overrides: Partial<Evidence> = {}): Evidence {
  return { ...noEvidence('control'), requests: 1, ...overrides };
}

/** A finding of a requirement under a status, with the signature that the judge would give it. */
export function fakeFinding(
  requirement: string,
  status: number | null = 200,
  overrides: Partial<ReportedFinding> = {},
): ReportedFinding {
  const clause = '#/a/type';
  const signature = `${requirement} ${status ?? 'no answer'} ${clause} /a`;
  return sampleFinding({ requirement, status, clause, where: '/a', signature, ...overrides });
}

/** What a run of a target was asked with, with whatever differs. */
export function fakeTerms({ settings, ...overrides }: Partial<RunTerms> = {}): RunTerms {
  return {
    suite: readSuite().version,
    contract: { version: '1', fingerprint: '00' },
    baseline: null,
    ...overrides,
    settings: {
      BASE_URL: 'http://127.0.0.1:1',
      PROFILE: 'smoke',
      SEED: '1',
      STRICT: '0',
      ...settings,
    },
  };
}
