import { expect, test } from '@playwright/test';
import { startServer } from '../../fixtures/servers/reference/server.ts';
import { runRequirements } from '../../reports/commands/run-requirements.ts';
import { loadPreferencesContract } from '../../schema/preferences/load-contract.ts';
import type { Contract } from '../../schema/contract/contract.ts';
import type { Edits } from './drift-mutations/mutation.ts';
import { SCHEMAS } from './drift-mutations/mutation.ts';
import { reading, readerFile, SPACE_PARAMETER, withReaders } from './documents/reader-contract.ts';
import { claimNamed } from './judging/claims.ts';
import { judgeTarget } from './judging/judge-target.ts';

const FILTER = { name: 'filter', in: 'query', required: true, schema: { type: 'string' } };
const AUTHORIZATION = { name: 'Authorization', in: 'header', required: true, schema: {} };

async function load(edits: Edits, named: string | null = null): Promise<Contract> {
  return loadPreferencesContract(await readerFile(test.info(), edits), named);
}

async function chosen(edits: Edits, named: string | null = null): Promise<string | null> {
  const { reader } = await load(edits, named);
  return reader && `${reader.method} ${reader.path}`;
}

const CHOSEN: readonly (readonly [name: string, edits: Edits])[] = [
  ['the only GET whose 200 has the same schema', withReaders()],
  ['one without parameters', withReaders({ '/users/current': reading({ parameters: [] }) })],
  [
    'one that requires space',
    withReaders({
      '/users/current': reading({ parameters: [{ ...SPACE_PARAMETER, required: true }] }),
    }),
  ],
  [
    'one that declares a header which OpenAPI ignores',
    withReaders({ '/users/current': reading({ parameters: [AUTHORIZATION] }) }),
  ],
  [
    'one next to another that requires more',
    withReaders({ '/users/current': reading(), '/users': reading({ parameters: [FILTER] }) }),
  ],
  [
    'one next to another with a parameter in its path',
    withReaders({ '/users/current': reading(), '/users/{id}': reading() }),
  ],
  [
    'one whose response stands in the components',
    {
      set: {
        '#/components/responses/User': {
          description: 'User',
          content: { 'application/json': { schema: { $ref: `${SCHEMAS}/UserResponse` } } },
        },
        '#/paths/~1users~1current': {
          parameters: [SPACE_PARAMETER],
          get: { responses: { 200: { $ref: '#/components/responses/User' } } },
        },
      },
    },
  ],
];

for (const [name, edits] of CHOSEN) {
  test(`the contract gives the operation that reads: ${name}`, async () => {
    expect(await chosen(edits)).toBe('GET /users/current');
  });
}

const OTHER = reading({
  responses: { 200: { description: '', content: { 'application/json': { schema: {} } } } },
});
const NONE: readonly (readonly [name: string, edits: Edits])[] = [
  ['the pinned contract', {}],
  ['a GET of another schema', withReaders({ '/users/current': OTHER })],
  [
    'a parameter that is required',
    withReaders({ '/users/current': reading({ parameters: [FILTER] }) }),
  ],
  ['several', withReaders({ '/users/current': reading(), '/me': reading({ operationId: 'me' }) })],
];

for (const [name, edits] of NONE) {
  test(`no operation reads: ${name}`, async () => {
    expect(await chosen(edits)).toBeNull();
  });
}

test('of several that would do none is taken, and the report lists them', async () => {
  const edits = withReaders({ '/users/current': reading(), '/me': reading({ operationId: 'me' }) });
  const contract = await load(edits);
  const server = await startServer();
  const report = await judgeTarget(server.url, {}, [claimNamed('control')], contract).finally(() =>
    server.close(),
  );
  const told = report.observations.find(({ kind }) => kind === 'reading')?.statement ?? '';
  expect(told).toContain('READ_OPERATION');
  expect(told).toContain('GET /users/current (getCurrentUser)');
  expect(told).toContain('GET /me (me)');
  expect(await chosen(edits, 'me')).toBe('GET /me');
});

test('an operation that reads and is not sound is not taken, with a note', async () => {
  const wrong = { 200: { $ref: '#/components/responses/Wrong' }, default: { $ref: '#/nowhere' } };
  const { reader, document } = await load({
    set: {
      '#/components/responses/Wrong': {
        description: '',
        content: { 'application/json': { schema: { $ref: `${SCHEMAS}/UserResponse` } } },
      },
      '#/paths/~1users~1current': { get: reading({ responses: wrong }) },
    },
  });
  expect(reader).toBeNull();
  expect(document.notes.map(({ problem }) => problem).join()).toContain('not taken');
});

const NAMED: readonly (readonly [named: string, edits: Edits])[] = [
  ['getCurrentUser', withReaders()],
  ['GET /users/current', withReaders()],
  ['GET /users/current', {}],
  ['get /users/current', {}],
];

for (const [named, edits] of NAMED) {
  const how = edits.set === undefined ? 'does not declare' : 'declares';

  test(`READ_OPERATION=${named} names an operation that the contract ${how}`, async () => {
    expect(await chosen(edits, named)).toBe('GET /users/current');
  });
}

const REFUSED: readonly (readonly [named: string, edits: Edits, why: RegExp])[] = [
  [
    'getCurrentUser',
    withReaders({ '/users/current': reading({ parameters: [FILTER] }) }),
    /requires filter in its query: the suite reads with no parameter but space/,
  ],
  ['GET /users/{id}', withReaders({ '/users/{id}': reading() }), /has a parameter in its path/],
  ['GET /users/{id}', {}, /has a parameter in its path/],
  ['getNobody', {}, /names getNobody, which the contract does not declare/],
  ['updateUserPreferences', {}, /names updateUserPreferences, the operation that is judged/],
  ['POST /users/current', {}, /only a GET reads/],
  ['GET /users/../admin', {}, /no path below BASE_URL/],
  ['GET //other.example/users', {}, /no path below BASE_URL/],
  ['GET /users?all=1', {}, /no path below BASE_URL/],
];

for (const [named, edits, why] of REFUSED) {
  const where = edits.set === undefined ? '' : ', which is declared,';

  test(`READ_OPERATION=${named}${where} is refused in words: ${why.source}`, async () => {
    await expect(load(edits, named)).rejects.toThrow(why);
    await expect(load(edits, named)).rejects.toThrow(/READ_OPERATION/);
  });
}

async function targetsOf(edits: Edits, named: string | null = null): Promise<readonly string[]> {
  const contract = await load(edits, named);
  const server = await startServer({}, { record: true });
  const claims = [claimNamed('control'), claimNamed('spaces')];
  await judgeTarget(server.url, { PROFILE: 'smoke' }, claims, contract).finally(() =>
    server.close(),
  );
  const reads = server.recorded.filter(({ method }) => method === 'GET');
  return [...new Set(reads.map(({ target }) => target.slice('/api/v1'.length)))].toSorted();
}

const PATH = '/users/current';
const SPACES = [`${PATH}?space=one`, `${PATH}?space=two`];

test('what reads is asked with space where it declares that, and for nothing else', async () => {
  expect(await targetsOf(withReaders())).toEqual([PATH, ...SPACES]);
  expect(await targetsOf(withReaders({ [PATH]: reading({ parameters: [] }) }))).toEqual([PATH]);
  expect(await targetsOf({}, `GET ${PATH}`)).toEqual([PATH]);
  const required = { ...SPACE_PARAMETER, required: true };
  expect(await targetsOf(withReaders({ [PATH]: reading({ parameters: [required] }) }))).toEqual(
    SPACES,
  );
});

test('npm run requirements lists those of the operation that reads', async () => {
  const file = await readerFile(test.info());
  const listed = await runRequirements([], { CONTRACT: file });
  expect(listed).toMatchObject({ exitCode: 0 });
  expect(listed.output).toContain('read-200-object-email');
  expect(listed.output).toContain('read-shows-same-user');
  const pinned = await runRequirements([], {});
  expect(pinned.output).not.toContain('read-');
  const named = await runRequirements([], { READ_OPERATION: 'GET /users/current' });
  expect(named.output).toContain('read-shows-same-user');
  expect(named.output).not.toContain('read-200-object-email');
});
