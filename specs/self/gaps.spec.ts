import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { runContract } from '../../reports/commands/run-contract.ts';
import { scoreSentence } from '../../reports/formats/gaps-words.ts';
import { operationOf } from '../../schema/contract/contract.ts';
import { PINNED_CONTRACT } from '../../schema/contract/pinned-contract.ts';
import { loadDocument, type ContractDocument } from '../../schema/contract/document.ts';
import { readOperations } from '../../schema/contract/read-operation.ts';
import { contractGaps, type ContractGaps } from '../../schema/gaps/contract-gaps.ts';
import { responsesUnderTest } from '../../schema/gaps/response-under-test.ts';
import { createValidators } from '../../schema/contract/validators.ts';
import { editedDocument } from './drift-mutations/edited-document.ts';
import { EMAIL, OPERATION, ROLES, SCHEMAS, type Edits } from './drift-mutations/mutation.ts';

let pinned: ContractDocument;

test.beforeAll(async () => {
  pinned = await loadDocument(fileURLToPath(PINNED_CONTRACT));
});

/** The strength of the pinned contract with edits made to it. */
function gapsOf(edits: Edits = {}): ContractGaps {
  const source = editedDocument(pinned.source, edits);
  const document = { ...pinned, source, resolved: source, form: 'bundled' as const };
  const validators = createValidators(document);
  const operations = readOperations(source, pinned.addresses, validators.locations);
  const contract = { document, operations, reader: null, validators };
  return contractGaps(responsesUnderTest(contract, operationOf(contract, 'updateUserPreferences')));
}

test('the pinned contract admits what its optional properties cannot catch', () => {
  const { weaknesses, tried, caught } = gapsOf();
  expect(weaknesses).toContainEqual({
    pointer: '#/components/schemas/UserResponse',
    change:
      'message removed; object removed; the body replaced by {}; the body of default in its place',
    remedy: 'required: [message, object]',
  });
  expect(weaknesses.map(({ remedy }) => remedy)).toEqual([
    'required: [message, object]',
    'required: [email, roles, preferences]',
    'format: email',
    'minItems: 1',
    'required: [status, context, type, title, detail, violations]',
    'uniqueItems: true',
    'minItems: 1',
    'required: [title, propertyPath, type]',
    '4XX and 5XX in place of default',
    'additionalProperties: false, where responses are meant to be closed',
  ]);
  expect([caught, tried]).toEqual([95, 121]);
});

test('the same contract always gives the same response', () => {
  expect(gapsOf()).toEqual(gapsOf());
});

test('openness is one line, the last, however many objects are open', () => {
  const { weaknesses } = gapsOf();
  const open = weaknesses.filter(({ change }) => change.includes('open by design'));
  expect(open).toHaveLength(1);
  expect(weaknesses.at(-1)).toBe(open[0]);
});

test('each remedy catches what it promises to catch', () => {
  const before = gapsOf();
  for (const [pointer, value] of Object.entries(before.edits)) {
    if (pointer.includes('/responses/')) continue;
    const after = gapsOf({ set: { [pointer]: value } });
    const gone = before.weaknesses.filter(
      (one) =>
        !after.weaknesses.some(
          ({ pointer: at, remedy }) => at === one.pointer && remedy === one.remedy,
        ),
    );
    expect(gone.map((one) => `${one.pointer}/${one.remedy.split(':')[0] ?? ''}`)).toEqual([
      pointer,
    ]);
    expect(after.untried).toEqual([]);
  }
});

test('with all remedies only openness is left', () => {
  const { edits } = gapsOf();
  const gone = `${OPERATION}/responses/default`;
  const set = Object.fromEntries(Object.entries(edits).filter(([pointer]) => pointer !== gone));
  const after = gapsOf({ set, remove: [gone] });
  expect(after.weaknesses.map(({ change }) => change)).toEqual([
    expect.stringContaining('open by design'),
  ]);
  expect(after.edits).toEqual({});
});

test('a schema that cannot be exemplified is named, not judged', () => {
  const edits = { set: { [`${EMAIL}/pattern`]: '^[A-Z]{3}$' } };
  const { untried, weaknesses } = gapsOf(edits);
  expect(untried).toEqual(['200']);
  expect(weaknesses.some(({ pointer }) => pointer === `${SCHEMAS}/UserResponse`)).toBe(false);
});

test('where no schema can be exemplified, nothing is tried and nothing caught', () => {
  const pattern = `${SCHEMAS}/Error/properties/title/pattern`;
  const gaps = gapsOf({
    set: { [`${EMAIL}/pattern`]: '^[A-Z]{3}$', [pattern]: '^[0-9]{3}$' },
  });
  expect(gaps).toEqual({
    tried: 0,
    caught: 0,
    weaknesses: [],
    edits: {},
    untried: ['200', 'default'],
  });
  expect(scoreSentence(gaps)).toBe('Nothing was tried.');
});

const EXEMPLIFIED: Readonly<Record<string, unknown>> = {
  cycle: {
    type: 'object',
    properties: { next: { $ref: `${SCHEMAS}/Error/properties/cycle` }, name: { type: 'string' } },
  },
  'a uuid': { type: 'string', format: 'uuid' },
  'a moment': { type: 'string', format: 'date-time' },
  'bounded text': { type: 'string', minLength: 20, maxLength: 20 },
  'bounded numbers': { type: 'number', exclusiveMinimum: 4, maximum: 9, multipleOf: 2 },
  'a negative number': { type: 'integer', maximum: -5 },
  'three different items': {
    type: 'array',
    minItems: 3,
    uniqueItems: true,
    items: { type: 'string' },
  },
  'a tuple': {
    type: 'array',
    prefixItems: [{ type: 'null' }, { type: 'boolean' }],
    minItems: 2,
    items: false,
  },
  'a map of numbers': { type: 'object', additionalProperties: { type: 'number' } },
  'joined objects': {
    allOf: [
      { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] },
      { type: 'object', properties: { b: { type: 'number' } }, required: ['b'] },
    ],
  },
  alternatives: { oneOf: [{ type: 'string' }, { type: 'number' }] },
  'a stated example': { type: 'string', pattern: '^x{4}$', examples: ['xxxx'] },
};

test('examples conform to schemas of many kinds', () => {
  const properties = Object.fromEntries(
    Object.entries(EXEMPLIFIED).map(([name, schema]) => [
      `${SCHEMAS}/Error/properties/${name}`,
      schema,
    ]),
  );
  const edits = { set: properties };
  expect(gapsOf(edits).untried).toEqual([]);
});

test('a list that needs no unique items admits its double', () => {
  const edits = { remove: [`${ROLES}/uniqueItems`] };
  const { weaknesses } = gapsOf(edits);
  expect(weaknesses).toContainEqual({
    pointer: ROLES,
    change: 'object.roles doubled',
    remedy: 'uniqueItems: true',
  });
});

test('a type that the contract declares is no wrong type', () => {
  const edits = { set: { [`${EMAIL}/type`]: ['string', 'null'] } };
  const { weaknesses } = gapsOf(edits);
  expect(weaknesses.map(({ change }) => change).join()).not.toContain('of type null');
});

test('two ways to the same wrong response count once', () => {
  const only = { type: 'object', properties: { a: { type: 'boolean' } } };
  const set = { [`${SCHEMAS}/UserResponse`]: only, [`${SCHEMAS}/Error`]: only };
  const { tried, caught } = gapsOf({ set });
  // Per response: 5 types of the whole and 5 of `a`, `{}`, a further property, the other body; and 299.
  expect([tried, caught]).toEqual([27, 20]);
});

test('npm run contract tells it as text, JSON and Markdown', async () => {
  const [text, json, markdown] = await Promise.all(
    ['text', 'json', 'markdown'].map((format) => runContract(['--format', format], {})),
  );
  expect(text?.output).toContain(
    'Of 121 single changes to conforming responses the schemas catch 95',
  );
  expect(text?.output).toContain('required: [message, object]');
  expect(JSON.parse(json?.output ?? '')).toMatchObject({
    operations: [{ id: 'updateUserPreferences', tried: 121, caught: 95, untried: [] }],
  });
  expect(markdown?.output).toContain('| Admitted change |');
});

test('a contract that cannot be used exits 2 and says why', async () => {
  const missing = await runContract([], { CONTRACT: 'no-such-file.yaml' });
  expect(missing).toMatchObject({ exitCode: 2, output: '' });
  expect(missing.errorOutput).toContain('no-such-file.yaml');
  expect(await runContract(['--format', 'toString'], {})).toMatchObject({ exitCode: 2 });
});
