import type { ConformanceReport } from '../../../reports/formats/conformance-report.ts';
import type { Coverage } from '../../../schema/requirements/evidence.ts';
import { sampleCatalogue } from './sample-requirements.ts';

const SCHEMAS = '#/components/schemas';
const REQUEST = `${SCHEMAS}/UserPreferenceUpdate`;

const COVERAGE: Coverage = {
  response: {
    [`200 ${SCHEMAS}/UserResponse`]: 412,
    [`200 ${SCHEMAS}/UserResponse/properties/message`]: 412,
    [`200 ${SCHEMAS}/UserResponse/properties/object`]: 412,
    [`200 ${SCHEMAS}/CompleteUser`]: 412,
    [`200 ${SCHEMAS}/CompleteUser/properties/email`]: 412,
    [`200 ${SCHEMAS}/CompleteUser/properties/roles`]: 412,
    [`200 ${SCHEMAS}/CompleteUser/properties/roles/items`]: 410,
    [`200 ${SCHEMAS}/CompleteUser/properties/roles/items/anyOf/0`]: 410,
    [`200 ${SCHEMAS}/CompleteUser/properties/roles/items/anyOf/1`]: 0,
    [`200 ${SCHEMAS}/CompleteUser/properties/roles/items/anyOf/2`]: 12,
    [`200 ${SCHEMAS}/CompleteUser/properties/preferences`]: 400,
    [`200 ${SCHEMAS}/UserPreferences`]: 400,
    [`default ${SCHEMAS}/Error`]: 96,
    [`default ${SCHEMAS}/Error/properties/status`]: 96,
    [`default ${SCHEMAS}/Error/properties/context`]: 0,
    [`default ${SCHEMAS}/Error/properties/type`]: 96,
    [`default ${SCHEMAS}/Error/properties/title`]: 96,
    [`default ${SCHEMAS}/Error/properties/detail`]: 90,
    [`default ${SCHEMAS}/Error/properties/violations`]: 41,
    [`default ${SCHEMAS}/Error/properties/violations/items`]: 41,
    [`default ${SCHEMAS}/Error/properties/violations/items/properties/title`]: 41,
    [`default ${SCHEMAS}/Error/properties/violations/items/properties/propertyPath`]: 41,
    [`default ${SCHEMAS}/Error/properties/violations/items/properties/type`]: 0,
  },
  requestExercised: {
    [`${REQUEST}/type`]: 508,
    [`${REQUEST}/properties/updatedPreferences/type`]: 480,
    '#/paths/~1users~1preferences~1update/put/requestBody/required': 512,
  },
  requestViolated: {
    [`${REQUEST}/type`]: 24,
    [`${REQUEST}/properties/updatedPreferences/type`]: 60,
    '#/paths/~1users~1preferences~1update/put/requestBody/required': 4,
  },
  responseKeys: { '200': 412, default: 96 },
  statuses: { '200': 412, '400': 55, '415': 12, '422': 29 },
};

/** The report of a conforming run, with whatever differs. */
export function sampleReport(overrides: Partial<ConformanceReport> = {}): ConformanceReport {
  return {
    suite: { name: 'alumio-conformance', version: '0.1.0' },
    verdict: 'conformant',
    exitCode: 0,
    reason: {
      kind: 'conformant',
      message: 'All 11 gating requirements that apply were exercised and kept.',
    },
    partial: false,
    strict: false,
    contract: {
      title: 'Alumio API',
      version: '01KVQG1C20MKD0B8FDPE4RHEDH',
      sha256: '9f2c4e6a8b0d1f3e5c7a9b8d6f4e2c0a1b3d5f7e9c8a6b4d2f0e1c3a5b7d9f8e',
    },
    operation: { id: 'updateUserPreferences', method: 'PUT', path: '/users/preferences/update' },
    target: 'https://staging.example.com/api/v1',
    profile: 'default',
    seed: 42,
    requests: 512,
    startedAt: '2026-03-03T10:15:00.000Z',
    durationMs: 8_412,
    requirements: sampleCatalogue(),
    observations: [
      {
        kind: 'limit',
        statement:
          'Bodies of up to 1,048,576 bytes are accepted; 1,048,577 bytes are refused with 413.',
        data: { bytes: 1_048_576, status: 413 },
      },
      { kind: 'limit', statement: 'Preferences may nest 512 levels deep.' },
      {
        kind: 'merge-or-replace',
        statement: 'An update merges into the preferences that are stored.',
      },
      {
        kind: 'undeclared-property',
        statement: 'Responses carry the undeclared property /object/id.',
        data: { seen: 412, example: '7' },
      },
    ],
    hazards: [
      { hazard: '__proto__', outcome: 'cleared', status: 200 },
      { hazard: 'constructor', outcome: 'cleared', status: 200 },
      { hazard: 'toString', outcome: 'cleared', status: 200 },
      { hazard: 'empty name', outcome: 'refused', status: 422 },
      { hazard: 'a.b', outcome: 'cleared', status: 200 },
      { hazard: '$where', outcome: 'refused', status: 400 },
    ],
    coverage: COVERAGE,
    latencies: sampleLatencies(508),
    contractStrength: {
      tried: 121,
      caught: 95,
      untried: [],
      weaknesses: [
        {
          pointer: `${SCHEMAS}/UserResponse`,
          change: 'object removed',
          remedy: 'required: [message, object]',
        },
        {
          pointer: `${SCHEMAS}/UserResponse`,
          change: 'response replaced by {}',
          remedy: 'required: [message, object]',
        },
        {
          pointer: `${SCHEMAS}/Error`,
          change: 'status removed',
          remedy: 'required: [status, title]',
        },
      ],
    },
    ...overrides,
  };
}

/** Latencies with a body around ten milliseconds and a long tail, the same each time. */
function sampleLatencies(count: number): number[] {
  return Array.from({ length: count }, (_, index) => {
    const spread = (index * 7919) % 1000;
    const tail = spread > 970 ? (spread - 970) * 9 : 0;
    return 4 + spread / 90 + tail;
  });
}
