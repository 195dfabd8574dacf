import type { ConformanceReport } from '../../../reports/formats/conformance-report.ts';
import { sampleFinding, sampleResponse } from './sample-finding.ts';
import { sampleReport } from './sample-report.ts';
import { sampleCatalogue, sampleRequirement } from './sample-requirements.ts';

/** A run whose control failed: nothing was exercised. */
export function inconclusiveRun(): ConformanceReport {
  return sampleReport({
    verdict: 'inconclusive',
    exitCode: 2,
    reason: {
      kind: 'unauthorized',
      message: 'The target answers 401 to the control: set API_TOKEN to a valid bearer token.',
    },
    requests: 1,
    durationMs: 240,
    requirements: sampleCatalogue().map((each) => ({
      ...each,
      verdict: 'unverified',
      exercised: 0,
      note: 'The control failed.',
    })),
    observations: [],
    hazards: [],
    coverage: {
      response: {},
      requestExercised: {},
      requestViolated: {},
      responseKeys: {},
      statuses: { '401': 1 },
    },
    latencies: [],
    contractStrength: { tried: 0, caught: 0, untried: [], weaknesses: [] },
  });
}

/** A selection of claims: everything it ran passes, the rest is unverified. */
export function partialRun(): ConformanceReport {
  const notRun = { verdict: 'unverified', exercised: 0 } as const;
  const untested = { verdict: 'not-applicable', exercised: 0, untested: true } as const;
  return sampleReport({
    verdict: 'inconclusive',
    exitCode: 2,
    reason: { kind: 'partial', message: 'Only a selection of the claims was run.' },
    partial: true,
    strict: true,
    requirements: sampleCatalogue({
      'default-status': notRun,
      'default-violations': notRun,
      '401-has-www-authenticate': untested,
    }),
  });
}

/** A run with a baseline: one known deviation, one entry that is stale, and an error in the suite. */
export function baselineRun(): ConformanceReport {
  const known = {
    reason: 'Serialises an empty map as a list; fixed with the next release.',
    link: 'https://tracker.example.com/AL-17',
    until: '2026-06-30',
  };
  const emptyList = sampleFinding({
    requirement: '200-object-preferences',
    clause: '#/components/schemas/UserPreferences/type',
    where: '/object/preferences',
    expected: 'an object',
    actual: '[] (an empty list)',
    message: '/object/preferences is [], not an object.',
    response: sampleResponse(
      200,
      '{"message":"Saved","object":{"email":"ada@example.com","roles":[],"preferences":[]}}',
    ),
    known,
  });
  return sampleReport({
    verdict: 'inconclusive',
    exitCode: 2,
    reason: { kind: 'stale', message: 'One entry of the baseline no longer matches: remove it.' },
    requirements: [
      ...sampleCatalogue({
        '200-object-preferences': { verdict: 'known', failures: [emptyList] },
        'default-status': {
          verdict: 'stale',
          note: 'The baseline entry for /status matched nothing in this run.',
        },
      }),
      sampleRequirement({
        id: 'put-is-idempotent',
        level: 'implied',
        statement: 'The same PUT twice leaves the same preferences.',
        source: {
          ref: 'RFC 9110 9.2.2',
          quote: 'A request method is considered "idempotent" if …',
        },
        verdict: 'error',
        exercised: 0,
        note: 'The judge threw: Cannot read properties of undefined.',
      }),
    ],
  });
}
