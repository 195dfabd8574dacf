import { expect, test } from '@playwright/test';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { childEnvironment } from '../../fixtures/settings/child-environment.ts';
import { describeProblems, readSettings } from '../../fixtures/settings/settings.ts';
import { defaultSeed, settingsTable } from '../../fixtures/settings/settings-table.ts';
import { testDirectory } from './test-directory.ts';

const elsewhere = { BASE_URL: 'https://acme.example/api/v1', ALLOW_WRITES: 'acme.example' };

function problemNames(env: Record<string, string>): readonly string[] {
  return readSettings(env).problems?.map(({ name }) => name) ?? [];
}

test('no variables give the defaults for the embedded reference API', () => {
  expect(readSettings({}).settings).toMatchObject({
    baseUrl: null,
    profile: 'default',
    seed: defaultSeed,
    maxRps: Infinity,
    concurrency: 4,
    timeoutMs: 10_000,
    probeMethods: true,
    showEmails: false,
    showPreferences: false,
    spaces: [],
  });
});

test('an empty variable counts as not set, except for BASE_URL', () => {
  const names = Object.values(settingsTable).map(({ name }) => name);
  const empty = names.filter((name) => name !== 'BASE_URL').map((name) => [name, ''] as const);
  expect(readSettings(Object.fromEntries(empty))).toEqual(readSettings({}));
  for (const BASE_URL of ['', ' ']) expect(namesOf({ BASE_URL })).toContain('BASE_URL');
});

test('a misspelled setting shows its right name in the example', () => {
  const { problems = [] } = readSettings({ PROFIL: 'smoke' });
  expect(describeProblems(problems)).toBe(
    "PROFIL is no setting, PROFILE is: correct the name, or unset it. Example: PROFILE='smoke'",
  );
});

test('a server that is wrong is no target by its name', () => {
  const { problems = [] } = readSettings({ MUTANT: 'roles-unknown' });
  expect(describeProblems(problems)).toBe(
    "MUTANT is for npm run reference, which prints its address: give that as BASE_URL. Example: BASE_URL='http://127.0.0.1:PORT/api/v1'",
  );
  expect(namesOf({ MUTANT: 'roles-unknown', BASE_URL: 'http://127.0.0.1:1' })).toEqual([]);
});

test('spaces between commas that are none are refused', () => {
  for (const SPACES of [',,', ' , ']) {
    expect(describeProblems(readSettings({ SPACES }).problems ?? [])).toMatch(
      /^SPACES names nothing/,
    );
  }
  expect(readSettings({ SPACES: 'a,,b,' }).settings?.spaces).toEqual(['a', 'b']);
});

test('a variable that is one letter off a setting is a problem, unless that is set too', () => {
  for (const name of ['PROFIL', 'PROFILES', 'BASE_UR', 'BASELNIE', 'CONTRAKT', 'SPACE']) {
    expect(namesOf({ [name]: 'x' }), name).toEqual([name]);
  }
  for (const name of ['PROFILE_ID', 'AWS_PROFILE', 'SEEDS', 'API', 'http_proxy', 'SPACES_ID']) {
    expect(namesOf({ [name]: 'http://127.0.0.1:1' }), name).toEqual([]);
  }
  expect(namesOf({ PROFIL: 'x', PROFILE: 'smoke' })).toEqual([]);
  expect(namesOf({ HTTP_PROXY: 'http://127.0.0.1:1' })).toEqual([]);
});

function told(env: Readonly<Record<string, string>>): string {
  return describeProblems(readSettings(env).problems ?? []);
}

function namesOf(env: Record<string, string>): readonly string[] {
  return (readSettings(env).problems ?? []).map(({ name }) => name);
}

test('a target elsewhere is paced, and gets declared methods only', () => {
  const { settings } = readSettings({ ...elsewhere });
  expect(settings).toMatchObject({ maxRps: 20, probeMethods: false });
  expect(readSettings({ ...elsewhere, MAX_RPS: '0' }).settings?.maxRps).toBe(Infinity);
});

test('a server on this machine has no pace, and gets declared methods only', () => {
  const { settings } = readSettings({ BASE_URL: 'http://127.0.0.1:4010' });
  expect(settings).toMatchObject({ maxRps: Infinity, probeMethods: false });
});

test('all problems come at once, each with its variable and an example', () => {
  const { problems = [] } = readSettings({
    BASE_URL: 'acme',
    API_HEADERS: '{"Host": "x"}',
    PROFILE: 'huge',
    SEED: '1e3',
    RUNS: '0',
    CONCURRENCY: '1.5',
    TIMEOUT_MS: 'soon',
    STRICT: 'maybe',
    CA_FILE: '/nowhere/ca.pem',
    CLIENT_CERT: 'package.json',
  });
  expect(problems.map(({ name }) => name)).toEqual([
    'BASE_URL',
    'API_HEADERS',
    'PROFILE',
    'SEED',
    'RUNS',
    'CONCURRENCY',
    'TIMEOUT_MS',
    'STRICT',
    'CA_FILE',
    'CLIENT_KEY',
  ]);
  const lines = describeProblems(problems).split('\n');
  expect(lines[2]).toBe("PROFILE must be one of smoke, default, full. Example: PROFILE='smoke'");
  expect(lines).toHaveLength(problems.length);
});

test('every example is accepted by its own parser', () => {
  const files = ['CONTRACT', 'CA_FILE', 'NODE_EXTRA_CA_CERTS', 'CLIENT_CERT', 'CLIENT_KEY'];
  const rows = Object.values(settingsTable).filter(({ name }) => !files.includes(name));
  expect(rows.filter(({ parse, example }) => !parse(example).ok)).toEqual([]);
});

test('no problem repeats what a variable holds', () => {
  const secret = 's3cret value';
  const names = Object.values(settingsTable).map(({ name }) => name);
  const env = Object.fromEntries(names.map((name) => [name, secret]));
  const shown = JSON.stringify(readSettings(env));
  expect(problemNames(env)).toContain('API_TOKEN');
  expect(shown).not.toContain(secret);
});

test('credentials have one way in, and none that cannot be redacted', () => {
  expect(problemNames({ API_TOKEN: 'Bearer abcdef' })).toEqual(['API_TOKEN']);
  expect(problemNames({ API_TOKEN: 'abc' })).toEqual(['API_TOKEN']);
  expect(problemNames({ API_TOKEN: 'two words' })).toEqual(['API_TOKEN']);
  expect(problemNames({ API_TOKEN: 'abcdef', API_TOKEN_COMMAND: 'echo' })).toEqual(['API_TOKEN']);
  expect(problemNames({ API_HEADERS: '{"X-Api-Key": "abc"}' })).toEqual(['API_HEADERS']);
  expect(problemNames({ API_HEADERS: '{"X": "a\\nb"}' })).toEqual(['API_HEADERS']);
  expect(problemNames({ API_HEADERS: '{"X-Tenant": "de", "X": ["a", "b"]}' })).toEqual([]);
  expect(problemNames({ BASE_URL: 'http://me:pw@localhost/' })).toEqual(['BASE_URL']);
});

test('a header that cannot be sent is told by its place: name and value may be mixed up', () => {
  const swapped = told({ API_HEADERS: '{"X-Tenant": "de", "s3cr3t-value-123": 5}' });
  expect(swapped).toContain('API_HEADERS must give header 2 as a string or a list of strings');
  const unsendable = told({ API_HEADERS: '{"s3cr3t-value-123": "a\\nb"}' });
  expect(unsendable).toContain('API_HEADERS gives header 1 a value that no header can carry');
  expect(swapped + unsendable).not.toContain('s3cr3t');
});

test('two or three ways to say who asks are told by their names', () => {
  const two = { API_TOKEN: 'abcdef', API_TOKEN_COMMAND: 'echo' };
  expect(told(two)).toContain('API_TOKEN and API_TOKEN_COMMAND are both set; set only one.');
  expect(told({ ...two, API_HEADERS: '{"authorization": "Basic abcdef"}' })).toContain(
    'API_TOKEN and API_TOKEN_COMMAND and Authorization in API_HEADERS are all set; set only one.',
  );
});

test('a proxy has a user and a password that can be decoded', () => {
  expect(problemNames({ ...elsewhere, HTTPS_PROXY: 'http://me:50%25@proxy.example' })).toEqual([]);
  expect(problemNames({ ...elsewhere, HTTPS_PROXY: 'http://me:50%@proxy.example' })).toEqual([
    'HTTPS_PROXY',
  ]);
  expect(
    problemNames({
      ...elsewhere,
      BASE_URL: 'http://acme.example',
      http_proxy: 'm%ff:secret@proxy.example',
    }),
  ).toEqual(['HTTP_PROXY']);
});

test('a random seed is drawn once and handed on to other processes', () => {
  const env = { SEED: 'random' };
  const seed = readSettings(env).settings?.seed;
  expect(seed).toBeGreaterThanOrEqual(0);
  expect(env.SEED).toBe(String(seed));
  expect(readSettings(env).settings?.seed).toBe(seed);
});

for (const baseUrl of [
  'http://localhost:1/',
  'http://127.9.9.9/a',
  'http://[::1]:3/',
  'http://a.localhost',
]) {
  test(`${baseUrl} is this machine and needs no permission`, () => {
    expect(problemNames({ BASE_URL: baseUrl })).toEqual([]);
  });
}

for (const baseUrl of [
  'http://localhost.example/',
  'http://127.0.0.1.example',
  'http://0.0.0.0/',
  'http://10.0.0.1/',
  'http://[::2]/',
]) {
  test(`${baseUrl} is elsewhere and needs permission`, () => {
    expect(problemNames({ BASE_URL: baseUrl })).toEqual(['ALLOW_WRITES']);
  });
}

test('permission names the host, with or without its port', () => {
  const allow = (host: string) => problemNames({ ...elsewhere, ALLOW_WRITES: host });
  expect(allow('acme.example')).toEqual([]);
  expect(allow('ACME.example:443')).toEqual([]);
  expect(allow('acme.example:8443')).toEqual(['ALLOW_WRITES']);
  expect(allow('example')).toEqual(['ALLOW_WRITES']);
  expect(allow('1')).toEqual(['ALLOW_WRITES']);
});

test('the message on missing permission says what would be written, and how to allow it', () => {
  const { problems = [] } = readSettings({ BASE_URL: elsewhere.BASE_URL });
  expect(describeProblems(problems)).toMatch(/overwrite.*puts back.*ALLOW_WRITES='acme\.example'/);
});

test('other clients of the run learn of the private authority, and to reach this machine directly', () => {
  const { settings } = readSettings({ CA_FILE: 'package.json', NO_PROXY: 'a.example' });
  const nowhere = '/nowhere';
  expect(settings && childEnvironment(settings, nowhere)).toMatchObject({
    NODE_EXTRA_CA_CERTS: 'package.json',
    NO_PROXY: 'a.example,localhost,127.0.0.1,[::1],::1',
  });
});

test('an authority of the machine and one of the run are both trusted, also by Node', async () => {
  const directory = testDirectory();
  const [mine, machines] = ['mine.pem', 'machines.pem'].map((name) => join(directory, name));
  await writeFile(mine ?? '', 'mine');
  await writeFile(machines ?? '', 'of the machine\n');
  const { settings } = readSettings({ CA_FILE: mine, NODE_EXTRA_CA_CERTS: machines });
  const { NODE_EXTRA_CA_CERTS: both = '' } = settings ? childEnvironment(settings, directory) : {};
  expect(await readFile(both, 'utf8')).toBe('mine\nof the machine\n');
});

test('a proxy that cannot be used is a problem only where the target is reached through it', () => {
  const [HTTP_PROXY, BASE_URL] = ['socks5://proxy.example:1080', 'http://a.example'];
  const ALLOW_WRITES = 'a.example';
  for (const variables of [
    {},
    { BASE_URL: 'http://localhost:3000' },
    { BASE_URL: 'https://a.example', ALLOW_WRITES },
    { BASE_URL, ALLOW_WRITES, NO_PROXY: '.example' },
  ]) {
    expect(problemNames({ HTTP_PROXY, ...variables })).toEqual([]);
  }
  expect(problemNames({ HTTP_PROXY, BASE_URL, ALLOW_WRITES })).toEqual(['HTTP_PROXY']);
});

test('a token with quotes around it is told from the token', () => {
  for (const API_TOKEN of ['"0f9c2a7e"', "'0f9c2a7e'"]) {
    expect(problemNames({ API_TOKEN })).toEqual(['API_TOKEN']);
  }
});
