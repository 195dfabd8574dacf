import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { AnySchemaObject } from 'ajv';
import { isPutBack, toObservation } from '../../reports/formats/restoration.ts';
import { decide } from '../../reports/verdict/verdict.ts';
import type { RestoreReport } from '../../schema/record/restore-report.ts';
import { runResults } from './reporter/fake-run-results.ts';
import { sampleReport } from './reports/sample-report.ts';

const file = new URL('../../reports/conformance.schema.json', import.meta.url);
const schema = JSON.parse(readFileSync(file, 'utf8')) as AnySchemaObject;
const validate = new Ajv2020({ strict: true, allErrors: true }).compile(schema);

const RESIDUE: RestoreReport = {
  target: 'http://127.0.0.1:1/api/v1',
  foundAt: '2026-03-03T10:15:00.000Z',
  complete: true,
  requests: 4,
  statement: 'The preferences are back, but the target keeps "a" of the run.',
  spaces: [
    {
      query: null,
      outcome: 'residue',
      residue: [{ key: 'a', now: 'null' }],
      changed: [],
      uncertain: [],
      curl: 'curl',
      remedy: 'Drop it.',
    },
    { query: 'space=b', outcome: 'restored', residue: [], changed: [], uncertain: [] },
  ],
};
const LOST: RestoreReport = { ...RESIDUE, complete: false, requests: 0, spaces: [] };

test('what was put back is told by space, with the keys that stay', () => {
  const [residue, lost] = [RESIDUE, LOST].map(toObservation);
  expect(residue).toEqual({
    kind: 'restore',
    statement: RESIDUE.statement,
    data: {
      complete: true,
      requests: 4,
      spaces: [
        {
          query: null,
          outcome: 'residue',
          residue: [{ key: 'a', now: 'null' }],
          changed: [],
          uncertain: [],
        },
        { query: 'space=b', outcome: 'restored', residue: [], changed: [], uncertain: [] },
      ],
    },
  });
  expect(lost?.data).toEqual({ complete: false, requests: 0, spaces: [] });
});

test('the schema of conformance.json describes it, and asks for it', () => {
  const observations = [RESIDUE, LOST].map(toObservation);
  expect(validate(sampleReport({ observations }))).toBe(true);
  const [restored] = observations;
  for (const data of [undefined, {}, { ...restored?.data, spaces: [{}] }]) {
    const wrong = [{ kind: 'restore', statement: 'Done.', ...(data && { data }) }];
    expect(validate(sampleReport({ observations: wrong })), JSON.stringify(data)).toBe(false);
  }
});

for (const [now, putBack] of [
  ['null', true],
  ['refused', true],
  ['value', false],
] as const) {
  test(`a key that stays (${now}) is ${putBack ? 'told' : 'a warning of the verdict, and in strict mode no verdict'}`, () => {
    const [first] = RESIDUE.spaces;
    const spaces = first === undefined ? [] : [{ ...first, residue: [{ key: 'a', now }] }];
    const observations = [toObservation({ ...RESIDUE, spaces })];
    expect(isPutBack(observations)).toBe(putBack);
    const [lenient, strict] = [false, true].map((each) =>
      decide(runResults({ observations, strict: each })),
    );
    expect(lenient?.exitCode).toBe(0);
    expect(lenient?.reason.message.includes('Warning: not all')).toBe(!putBack);
    expect(strict?.exitCode).toBe(putBack ? 0 : 2);
  });
}
