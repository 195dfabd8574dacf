import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { startServer } from '../../fixtures/servers/reference/server.ts';
import { handedOnContract, handOnContract } from '../../fixtures/run/run-contract.ts';
import { runContract } from '../../reports/commands/run-contract.ts';
import { runDrift } from '../../reports/commands/run-drift.ts';
import { ContractError } from '../../schema/contract/contract-error.ts';
import { type Contract, loadContract, operationOf } from '../../schema/contract/contract.ts';
import { loadDocument } from '../../schema/contract/document.ts';
import { isJsonObject } from '../../schema/json/json-value.ts';
import { PINNED_CONTRACT } from '../../schema/contract/pinned-contract.ts';
import { requirementRows } from '../../schema/preferences/catalogue.ts';
import { editedDocument } from './drift-mutations/edited-document.ts';
import { hostFile } from './documents/host-file.ts';
import { HOSTS } from './documents/host.ts';
import { type Edits, EMAIL, OPERATION, SCHEMAS, UPDATE } from './drift-mutations/mutation.ts';
import { judgeTarget } from './judging/judge-target.ts';

const OURS = 'updateUserPreferences';
const PINNED = fileURLToPath(PINNED_CONTRACT);
const PATH = OPERATION.replace(/\/put$/, '');

function ours(file: string): Promise<Contract> {
  return loadContract(file, { operations: [OURS] });
}

function idsOf(contract: Contract): readonly string[] {
  return requirementRows(contract, operationOf(contract, OURS)).map(({ id }) => id);
}

/** Where a contract finds fault with a response that is wrong in each of its parts. */
function wrongPlaces(contract: Contract): readonly string[] {
  const [response] = operationOf(contract, OURS).responses;
  const violations = contract.validators.of(response?.content[0] ?? { schema: true, pointer: '' });
  const value = { message: 1, object: { email: 1, roles: ['ROLE_NONE'], preferences: {} } };
  return [...new Set(violations(value).map(({ where }) => where))].sort();
}

for (const [name, edits] of HOSTS) {
  test(`our operation is the same in a document with ${name}`, async ({}, testInfo) => {
    const contract = await ours(await hostFile(edits, testInfo));
    expect(idsOf(contract)).toEqual(idsOf(await ours(PINNED)));
    expect(wrongPlaces(contract)).toEqual(['/message', '/object/email', '/object/roles/0']);
    expect(contract.document.form).toBe('dereferenced');
    expect(contract.document.notes).toEqual([]);
  });
}

test('a run by a whole document comes to the verdict of the operation alone', async ({}, testInfo) => {
  const [, edits] = HOSTS.at(-1) ?? ['', {}];
  const contract = await ours(await hostFile(edits, testInfo));
  const verdicts = [];
  for (const judged of [await ours(PINNED), contract]) {
    const server = await startServer();
    const report = await judgeTarget(server.url, { PROFILE: 'smoke' }, undefined, judged);
    await server.close();
    verdicts.push([report.verdict, report.requirements.map(({ id, verdict }) => [id, verdict])]);
  }
  expect(verdicts[1]).toEqual(verdicts[0]);
  expect(verdicts[0]?.[0]).toBe('conformant');
});

test('what is wrong elsewhere is listed with its pointer by npm run contract', async ({}, testInfo) => {
  const [, edits] = HOSTS.at(-1) ?? ['', {}];
  const file = await hostFile(edits, testInfo);
  const { exitCode, output } = await runContract([file, '--format', 'json'], {});
  expect(exitCode).toBe(0);
  const report: unknown = JSON.parse(output);
  const elsewhere = isJsonObject(report) && Array.isArray(report.elsewhere) ? report.elsewhere : [];
  const pointers = elsewhere.filter(isJsonObject).map(({ pointer }) => String(pointer));
  const expected = [
    ...[`${SCHEMAS}/Lost/$ref`, '#/components/responses/Bare', `${SCHEMAS}/Slip/type`],
    ...[`${SCHEMAS}/Slip/maxLenght`, `${SCHEMAS}/Slip/format`, `${SCHEMAS}/Old/required`],
    ...[`${SCHEMAS}/Bound/exclusiveMinimum`, `${SCHEMAS}/Old/properties/a/nullable`],
  ];
  expect(pointers).toEqual(expect.arrayContaining(expected));
  expect(pointers.filter((pointer) => pointer.includes('x-'))).toEqual([]);
  const text = await runContract([file], {});
  expect(text.output).toContain(`${SCHEMAS}/Slip/maxLenght is no keyword`);
});

test('what is wrong at a path with a space in it is listed with its whole pointer', async ({}, testInfo) => {
  const operation = { operationId: 'getSpace', responses: { 200: { description: '' } }, oddity: 1 };
  const file = await hostFile({ set: { '#/paths/~1a space': { get: operation } } }, testInfo);
  const { output } = await runContract([file, '--format', 'json'], {});
  expect(JSON.parse(output)).toMatchObject({
    elsewhere: [
      {
        pointer: '#/paths/~1a space/get',
        problem: 'must NOT have unevaluated properties (OpenAPI 3.1 meta-schema)',
      },
    ],
  });
});

const REFUSED: readonly (readonly [name: string, edits: Edits, message: RegExp])[] = [
  [
    'a schema that is none',
    { set: { [`${EMAIL}/type`]: 'strng' } },
    /CompleteUser\/properties\/email\/type: must be equal to one of the allowed values.*meta-schema/,
  ],
  [
    'a name required twice',
    { set: { [`${UPDATE}/required`]: ['a', 'a'] } },
    /#\/components\/schemas\/UserPreferenceUpdate\/required: must NOT have duplicate items/,
  ],
  [
    'a boolean exclusiveMinimum',
    { set: { [`${EMAIL}/exclusiveMinimum`]: true } },
    /email\/exclusiveMinimum: must be number/,
  ],
  [
    'a reference to nothing',
    { set: { [EMAIL]: { $ref: `${SCHEMAS}/Gone` } } },
    /email\/\$ref: points at #\/components\/schemas\/Gone, which does not exist/,
  ],
  [
    'a reference to a file that is not there',
    { set: { [EMAIL]: { $ref: 'gone.json#/Email' } } },
    /email\/\$ref: points at gone\.json#\/Email, which cannot be read/,
  ],
  [
    'a pattern that is none',
    { set: { [`${EMAIL}/pattern`]: '(' } },
    /responses\/200\/content\/.*cannot be compiled: Invalid regular expression/,
  ],
  [
    'a member that an operation does not have',
    { set: { [`${OPERATION}/operationIdd`]: 'x' } },
    /update\/put: must NOT have unevaluated properties/,
  ],
];

for (const [name, edits, message] of REFUSED) {
  test(`what the operation reaches is refused for ${name}`, async ({}, testInfo) => {
    const file = await hostFile(edits, testInfo);
    const load = async () => operationOf(await ours(file), OURS);
    await expect(load()).rejects.toThrow(message);
  });
}

const DRAFT_7 = 'http://json-schema.org/draft-07/schema#';
const NOTED: readonly (readonly [name: string, edits: Edits, pointer: string])[] = [
  ['a slip in a keyword', { set: { [`${EMAIL}/maxLenght`]: 3 } }, `${EMAIL}/maxLenght`],
  ['an unknown format', { set: { [`${EMAIL}/format`]: 'colour' } }, `${EMAIL}/format`],
  ['a keyword of OpenAPI 3.0', { set: { [`${EMAIL}/nullable`]: true } }, `${EMAIL}/nullable`],
  ['a nullable without a type', { set: { [EMAIL]: { nullable: true } } }, `${EMAIL}/nullable`],
  ['another dialect', { set: { '#/jsonSchemaDialect': DRAFT_7 } }, '#/jsonSchemaDialect'],
  ['a schema of another dialect', { set: { [`${EMAIL}/$schema`]: DRAFT_7 } }, `${EMAIL}/$schema`],
  ['a keyword of draft 4', { set: { [`${EMAIL}/id`]: 'email' } }, `${EMAIL}/id`],
];

for (const [name, edits, pointer] of NOTED) {
  test(`${name} in what the operation reaches is noted, not refused`, async ({}, testInfo) => {
    const contract = await ours(await hostFile(edits, testInfo));
    operationOf(contract, OURS);
    expect(contract.document.notes.map((note) => note.pointer)).toEqual([pointer]);
  });
}

test('an unknown format asserts nothing, and nullable admits null', async ({}, testInfo) => {
  const set = { [`${EMAIL}/format`]: 'colour', [`${EMAIL}/nullable`]: true };
  const contract = await ours(await hostFile({ set }, testInfo));
  const content = operationOf(contract, OURS).responses[0]?.content[0];
  const violations = contract.validators.of(content ?? { schema: false, pointer: '' });
  const response = (email: unknown) => ({ object: { email, roles: [], preferences: {} } });
  expect(['red', null].flatMap((email) => violations(response(email)))).toEqual([]);
  expect(violations(response(1))).toHaveLength(1);
});

test('sound schemas that a strict validator would refuse are compiled', async ({}, testInfo) => {
  const set = {
    [EMAIL]: { minLength: 1, required: ['a'], anyOf: [{ maximum: 3 }, { required: ['b'] }] },
    [`${SCHEMAS}/UserResponse/properties/message`]: { type: ['string', 'integer'], items: {} },
  };
  const contract = await ours(await hostFile({ set }, testInfo));
  expect(operationOf(contract, OURS).id).toBe(OURS);
});

test('cyclic schemas keep their references, and shared responses are read behind theirs', async ({}, testInfo) => {
  const [, shared] = HOSTS.find(([name]) => name.includes('shared')) ?? ['', {}];
  const file = await hostFile(
    {
      ...shared,
      set: {
        ...shared.set,
        [`${SCHEMAS}/Error/properties/context`]: {
          properties: { cause: { $ref: `${SCHEMAS}/Error` } },
        },
      },
    },
    testInfo,
  );
  const contract = await ours(file);
  expect(contract.document.form).toBe('bundled');
  const failure = operationOf(contract, OURS).responses.find(({ key }) => key === 'default');
  const [content] = failure?.content ?? [];
  const violations = contract.validators.of(content ?? { schema: false, pointer: '' });
  expect(violations({ context: { cause: { status: '1' } } })).toEqual([]);
  expect(violations({ context: { cause: { status: 1 } } })).toMatchObject([
    { clause: `${SCHEMAS}/Error/properties/status/type`, where: '/context/cause/status' },
  ]);
});

test('what stands next to a reference applies as well', async ({}, testInfo) => {
  const set = {
    [`${SCHEMAS}/Text`]: { type: 'string' },
    [EMAIL]: { $ref: `${SCHEMAS}/Text`, minLength: 3 },
  };
  const contract = await ours(await hostFile({ set }, testInfo));
  const content = operationOf(contract, OURS).responses[0]?.content[0];
  const violations = contract.validators.of(content ?? { schema: true, pointer: '' });
  const clauses = [1, 'ab', 'abc'].map((email) =>
    violations({ object: { email, roles: [] } }).map(({ clause }) => clause),
  );
  expect(clauses).toEqual([[`${SCHEMAS}/Text/type`], [`${EMAIL}/minLength`], []]);
});

test('cyclic schemas that refer to one another by identifier, anchor and dynamic anchor are found by their places', async ({}, testInfo) => {
  const set = {
    [`${SCHEMAS}/Error/$id`]: 'errors/error',
    [`${SCHEMAS}/Error/$dynamicAnchor`]: 'error',
    [`${SCHEMAS}/Error/properties/context`]: {
      properties: { cause: { $dynamicRef: '#error' }, other: { $ref: 'error' } },
    },
  };
  const contract = await ours(await hostFile({ set }, testInfo));
  expect(contract.document.form).toBe('bundled');
  const failure = operationOf(contract, OURS).responses.find(({ key }) => key === 'default');
  const violations = contract.validators.of(failure?.content[0] ?? { schema: true, pointer: '' });
  const wrong = { context: { cause: { context: { other: { status: 1 } } } } };
  expect(violations(wrong)).toMatchObject([
    {
      clause: `${SCHEMAS}/Error/properties/status/type`,
      where: '/context/cause/context/other/status',
    },
  ]);
});

test('schemas that refer to one another in a long row are compiled', async ({}, testInfo) => {
  const place = (index: number) => `${SCHEMAS}/Link${String(index)}`;
  const links = Array.from({ length: 150 }, (_, index) => {
    return [place(index), { properties: { next: { items: { $ref: place(index + 1) } } } }] as const;
  });
  const set = { ...Object.fromEntries(links), [place(150)]: {}, [EMAIL]: { $ref: place(0) } };
  const contract = await ours(await hostFile({ set }, testInfo));
  expect(operationOf(contract, OURS).id).toBe(OURS);
});

test('what looks like a reference in a value is a value', async ({}, testInfo) => {
  const contract = await ours(
    await hostFile({ set: { [EMAIL]: { const: { $ref: '#/email' } } } }, testInfo),
  );
  const content = operationOf(contract, OURS).responses[0]?.content[0];
  const violations = contract.validators.of(content ?? { schema: false, pointer: '' });
  const response = (email: unknown) => ({ object: { email, roles: [], preferences: {} } });
  expect(violations(response({ $ref: '#/email' }))).toEqual([]);
  expect(violations(response('#/email'))).toHaveLength(1);
});

test('a description next to a reference takes the place of the other', async ({}, testInfo) => {
  const [, edits] = HOSTS.find(([name]) => name.includes('description next')) ?? ['', {}];
  const { responses } = operationOf(await ours(await hostFile(edits, testInfo)), OURS);
  expect(responses.find(({ key }) => key === 'default')?.description).toBe('Wrong');
});

test('a document in several files is read as one', async ({}, testInfo) => {
  const { source } = await loadDocument(PINNED);
  const paths = isJsonObject(source.paths) ? source.paths : {};
  const item = JSON.stringify(paths['/users/preferences/update']);
  writeFileSync(
    testInfo.outputPath('update.json'),
    item.replaceAll('"#/components/', '"host.json#/components/'),
  );
  const file = await hostFile(
    { set: { '#/paths/~1users~1preferences~1update': { $ref: './update.json' } } },
    testInfo,
  );
  expect(idsOf(await ours(file))).toEqual(idsOf(await ours(PINNED)));
});

test('a file may refer back to what the operation does not reach but through it', async ({}, testInfo) => {
  writeFileSync(
    testInfo.outputPath('user.json'),
    JSON.stringify({ $ref: 'host.json#/components/schemas/Complete' }),
  );
  const file = await hostFile(
    {
      move: { [`${SCHEMAS}/CompleteUser`]: `${SCHEMAS}/Complete` },
      set: { [`${SCHEMAS}/UserResponse/properties/object`]: { $ref: 'user.json' } },
    },
    testInfo,
  );
  expect(idsOf(await ours(file))).toEqual(idsOf(await ours(PINNED)));
});

test('the fingerprint is that of what the operation reaches, whatever version the document has', async ({}, testInfo) => {
  const pinned = (await ours(PINNED)).document.sha256;
  for (const [set, isSame] of [
    [{ [`${SCHEMAS}/Elsewhere`]: { title: 'a' } }, true],
    [{ '#/info/version': 'another' }, true],
    [{ [`${SCHEMAS}/Error/title`]: 'a' }, false],
    [{ '#/servers': [{ url: '/other' }] }, false],
  ] as const) {
    const { document } = await ours(await hostFile({ set }, testInfo));
    expect(document.sha256 === pinned, JSON.stringify(set)).toBe(isSame);
  }
});

test('the processes of a run hand on what the operation reaches', async ({}, testInfo) => {
  const [, edits] = HOSTS.at(-1) ?? ['', {}];
  const file = await hostFile(edits, testInfo);
  const contract = await ours(file);
  const contractFile = handOnContract(contract, { out: testInfo.outputPath('out') });
  const whole = readFileSync(file);
  rmSync(file);
  const handed = await handedOnContract({ contractFile }, { contract: file, readOperation: null });
  expect(handed.document).toEqual(contract.document);
  expect(idsOf(handed)).toEqual(idsOf(contract));
  writeFileSync(contractFile ?? '', '{"file": 1}');
  await expect(
    handedOnContract({ contractFile }, { contract: file, readOperation: null }),
  ).rejects.toThrow('no such file');
  writeFileSync(file, whole);
  const loaded = await handedOnContract({ contractFile }, { contract: file, readOperation: null });
  expect(loaded.document.sha256).toBe(contract.document.sha256);
});

test('a header that OpenAPI ignores as a parameter is asked of no request', async ({}, testInfo) => {
  const ignored = ['Authorization', 'accept', 'Content-Type'].map((name, index) => {
    const parameter = { name, in: 'header', required: true, schema: {} };
    return [`${OPERATION}/parameters/${index + 1}`, parameter] as const;
  });
  const file = await hostFile({ set: Object.fromEntries(ignored) }, testInfo);
  const { parameters } = operationOf(await ours(file), OURS);
  expect(parameters.map(({ name }) => name)).toEqual(['space']);
});

test('a header parameter overrides that of its path, whatever the case of its name', async ({}, testInfo) => {
  const header = (name: string, required: boolean) => {
    return { name, in: 'header', required, schema: { type: 'string' } };
  };
  const set = {
    [`${PATH}/parameters`]: [header('x-team', true)],
    [`${OPERATION}/parameters/1`]: header('X-Team', false),
  };
  const { parameters } = operationOf(await ours(await hostFile({ set }, testInfo)), OURS);
  expect(parameters.map(({ name, required }) => [name, required])).toEqual([
    ['X-Team', false],
    ['space', false],
  ]);
});

const VERSION = { v: { default: 'v1' } };
for (const [name, set] of [
  ['a server with variables', { '#/servers': [{ url: '/api/{v}', variables: VERSION }] }],
  [
    'a server of its path',
    { '#/servers': [{ url: '/' }], [`${PATH}/servers`]: [{ url: '/api/v1' }] },
  ],
  [
    'a server of its own',
    {
      '#/servers': [{ url: '/' }],
      [`${PATH}/servers`]: [{ url: '/path' }],
      [`${OPERATION}/servers`]: [{ url: '/api/v1' }],
    },
  ],
] as const) {
  test(`our operation is asked at its server in a document with ${name}`, async ({}, testInfo) => {
    const { document } = await ours(await hostFile({ set }, testInfo));
    expect(document.serverUrl).toBe('/api/v1');
  });
}

/** The text of a document whose schema of requests nests to some levels: too deep for JSON.stringify, too. */
async function nestedFile(name: string, levels: number, file: string): Promise<string> {
  const { source } = await loadDocument(PINNED);
  const marked = editedDocument(source, { set: { [`${SCHEMAS}/${name}`]: 'DEEP' } });
  const [before = '', after = ''] = JSON.stringify(marked).split('"DEEP"');
  const deep = `${'{"properties":{"a":'.repeat(levels)}true${'}}'.repeat(levels)}`;
  writeFileSync(file, before + deep + after);
  return file;
}

test('a schema of the operation that nests too deep is told with its place', async ({}, testInfo) => {
  const file = await nestedFile('UserPreferenceUpdate', 5_000, testInfo.outputPath('deep.json'));
  const loading = ours(file);
  await expect(loading).rejects.toThrow(ContractError);
  await expect(loading).rejects.toThrow(`${UPDATE}: nests too deep for a validator`);
  const { exitCode, errorOutput } = await runDrift([file], {});
  expect([exitCode, errorOutput]).toEqual([2, expect.stringMatching(/drift: .+nests too deep/)]);
});

test('a schema elsewhere that nests too deep is listed by npm run contract', async ({}, testInfo) => {
  const file = await nestedFile('Elsewhere', 5_000, testInfo.outputPath('deep.json'));
  const { exitCode, output } = await runContract([file], {});
  expect([exitCode, output]).toEqual([
    0,
    expect.stringContaining(`${SCHEMAS}/Elsewhere nests too deep`),
  ]);
});
