import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import type { ErrorObject } from 'ajv';
import { type CaseParts, makeCase } from '../../fixtures/http/make-case.ts';
import { startServer } from '../../fixtures/servers/reference/server.ts';
import { renderCoverage } from '../../reports/page/coverage-section.ts';
import { mergeEvidence } from '../../reports/verdict/merge-evidence.ts';
import { loadContract, operationOf } from '../../schema/contract/contract.ts';
import type { ContractDocument } from '../../schema/contract/document.ts';
import type { JsonSchema } from '../../schema/contract/operation.ts';
import { PINNED_CONTRACT } from '../../schema/contract/pinned-contract.ts';
import { createValidators } from '../../schema/contract/validators.ts';
import {
  contentCoverage,
  type ContentCoverage,
  type Covered,
  enumerateNegatives,
} from '../../schema/generate/index.ts';
import { requestCoverage } from '../../schema/requirements/request-coverage.ts';
import { claimNamed, examine } from './judging/claims.ts';
import { openTarget } from './judging/open-target.ts';
import { sampleReport } from './reports/sample-report.ts';
import { collection } from './schemas/collection.ts';

const control = claimNamed('control');
const refusals = claimNamed('refusals');
const validUpdates = claimNamed('valid-updates');

const AT = '#/components/schemas/S';
const pinned = loadContract(fileURLToPath(PINNED_CONTRACT));

/** The contract with one schema under its components, and the coverage of bodies that are held against it. */
async function contractOf(schema: JsonSchema): Promise<{
  readonly coverage: ContentCoverage;
  readonly errors: (value: unknown) => readonly ErrorObject[];
}> {
  const { document } = await pinned;
  const resolved = { ...document.resolved, components: { schemas: { S: schema } } };
  const changed = { ...document, resolved } as ContractDocument;
  const validators = createValidators(changed);
  const content = { mediaType: 'application/json', schema, pointer: AT };
  const errors = validators.errorsOf(content);
  return { coverage: contentCoverage({ document: changed, validators }, content), errors };
}

const text = { type: 'string', minLength: 2 };
const ROWS: readonly (readonly [
  name: string,
  schema: JsonSchema,
  value: unknown,
  exercised: readonly string[],
  violated: readonly string[],
])[] = [
  ['a keyword of another type', text, 1, ['type'], ['type']],
  ['a bound', text, 'a', ['type', 'minLength'], ['minLength']],
  [
    'a member that is absent',
    { type: 'object', properties: { a: text } },
    { b: 'a' },
    ['type', 'properties'],
    [],
  ],
  [
    'items of a list, each schema once',
    { type: 'array', items: text },
    ['ab', 'c', 1],
    ['type', 'items', 'items/type', 'items/minLength'],
    ['items/minLength', 'items/type'],
  ],
  [
    'the branch that a condition takes',
    { if: { type: 'string' }, then: text, else: { type: 'number', minimum: 2 } },
    3,
    ['if', 'if/type', 'else/type', 'else/minimum'],
    [],
  ],
  [
    'no branch of anyOf: the choice is violated, not each branch',
    { anyOf: [{ type: 'string' }, { type: 'null' }] },
    1,
    ['anyOf', 'anyOf/0/type', 'anyOf/1/type'],
    ['anyOf'],
  ],
  [
    'members that nothing evaluated',
    { type: 'object', properties: { a: true }, unevaluatedProperties: text },
    { a: 1, b: 1 },
    ['type', 'properties', 'unevaluatedProperties', 'unevaluatedProperties/type'],
    ['unevaluatedProperties/type'],
  ],
  [
    'data that looks like a schema',
    { const: { type: 'string' } },
    { type: 'string' },
    ['const'],
    [],
  ],
  [
    'a member that must not be',
    { type: 'object', properties: { a: false } },
    { a: 1 },
    ['type', 'properties', 'properties/a'],
    ['properties/a'],
  ],
];

for (const [name, schema, value, exercised, violated] of ROWS) {
  test(`keywords that are exercised and violated: ${name}`, async () => {
    const covered = (await contractOf(schema)).coverage.of(value);
    const located = (names: readonly string[]): string[] => names.map((each) => `${AT}/${each}`);
    expect([...covered.exercised].toSorted()).toEqual(located(exercised).toSorted());
    expect([...covered.violated].toSorted()).toEqual(located(violated).toSorted());
  });
}

test('whatever a value exercises or violates is listed as possible, for schemas with every keyword', async () => {
  for (const [name, schema] of collection) {
    const { coverage, errors } = await contractOf(schema);
    const covered = [...enumerateNegatives(schema, { errors })].map(({ value }) =>
      coverage.of(value),
    );
    const [exercised, violated] = [covered.flatMap(exercisedOf), covered.flatMap(violatedOf)];
    const unknown = [...exercised, ...violated].filter(
      (each) => !coverage.exercisable.includes(each),
    );
    expect([name, unknown]).toEqual([name, []]);
    expect([name, violated.filter((each) => !coverage.violable.includes(each))]).toEqual([
      name,
      [],
    ]);
  }
});

function exercisedOf({ exercised }: Covered): readonly string[] {
  return [...exercised];
}

function violatedOf({ violated }: Covered): readonly string[] {
  return [...violated];
}

test('the page tells what was never exercised or violated from what cannot be violated', () => {
  const coverage = {
    ...sampleReport().coverage,
    requestExercised: { '#/a/type': 1200, '#/a/minLength': 0, '#/a/properties': 3 },
    requestViolated: { '#/a/type': 0, '#/a/minLength': 0 },
  };
  const { markup } = renderCoverage(sampleReport({ coverage }));
  expect(markup.replaceAll(/\s+/g, ' ')).toContain(
    'exercised 2 of 3 places in the request, and violated 0 of 2 places that can be violated',
  );
  const cells = markup.slice(markup.indexOf('Violated</th>')).replaceAll(/<[^>]*>|\s+/g, ' ');
  expect(cells.match(/1,200|never|\b3\b|–/g)).toEqual([
    '1,200',
    'never',
    'never',
    'never',
    '3',
    '–',
  ]);
});

for (const form of ['dereferenced', 'bundled'] as const) {
  test(`the request of the contract, ${form}: keywords of its definitions, its parameter, its body`, async () => {
    const contract = await loadContract(fileURLToPath(PINNED_CONTRACT), { form });
    const operation = operationOf(contract, 'updateUserPreferences');
    const coverage = requestCoverage(contract, operation);
    const [update, at] = ['#/components/schemas/UserPreferenceUpdate', operation.pointer];
    const of = (parts: Omit<CaseParts, 'label'>): unknown => {
      const { exercised, violated } = coverage.of(makeCase(operation, { label: '', ...parts }));
      return [[...exercised].toSorted(), [...violated]];
    };
    const body = `${at}/requestBody/required`;
    const root = [`${update}/properties`, `${update}/type`];
    const preferences = `${update}/properties/updatedPreferences`;
    expect([...coverage.violable].toSorted()).toEqual([
      `${preferences}/type`,
      `${update}/type`,
      body,
    ]);
    expect(of({ body: null })).toEqual([[body], [body]]);
    expect(of({ body: '{}' })).toEqual([[...root, body], []]);
    expect(of({ body: '[]' })).toEqual([[`${update}/type`, body], [`${update}/type`]]);
    expect(of({ body: '{"updatedPreferences":1}' })).toEqual([
      [`${update}/properties`, `${preferences}/type`, `${update}/type`, body],
      [`${preferences}/type`],
    ]);
    expect(of({ body: '{', query: 'space=a' })).toEqual([
      [`${at}/parameters/0/schema/type`, body],
      [],
    ]);
    expect(of({ body: '{}', query: 'space=a&space=b' })).toEqual([[...root, body], []]);
    expect(of({ body: '{}', contentType: 'text/plain' })).toEqual([[body], []]);
    expect(of({ body: '{}', method: 'GET' })).toEqual([[], []]);
  });
}

const RECURSIVE = `
    Filter:
      type: object
      required: [name]
      properties:
        name: { type: string, maxLength: 5 }
        all: { type: array, items: { $ref: '#/components/schemas/Filter' }, maxItems: 3 }
    UserResponse:`;

test('each keyword of a recursive request schema is exercised, and violated by few requests', async ({}, testInfo) => {
  const pinnedText = readFileSync(PINNED_CONTRACT, 'utf8');
  const grown = pinnedText
    .replace(
      '\n        updatedPreferences:',
      `\n        filter: { $ref: '#/components/schemas/Filter' }$&`,
    )
    .replace('\n    UserResponse:', RECURSIVE);
  const file = testInfo.outputPath('recursive.yaml');
  writeFileSync(file, grown);
  const contract = await loadContract(file);
  expect(contract.document.form).toBe('bundled');
  const server = await startServer();
  const session = await openTarget(server.url, {}, contract);
  const evidences = await examine(session, [control, refusals, validUpdates]);
  await session.close();
  await server.close();
  const { requests, coverage } = mergeEvidence(evidences);
  expect(evidences.flatMap(({ errors }) => errors)).toEqual([]);
  const counts = { ...coverage.requestExercised };
  expect(Object.keys(counts).filter((each) => each.includes('/Filter/'))).toHaveLength(8);
  // No request of these claims has a query.
  expect(Object.keys(counts).filter((each) => counts[each] === 0)).toEqual([
    `${session.operation.pointer}/parameters/0/schema/type`,
  ]);
  expect(Object.values(coverage.requestViolated)).not.toContain(0);
  // The reference takes filters of any kind: what it should have refused is made small as well.
  expect(requests).toBeLessThanOrEqual(320);
});
