import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test, type TestInfo } from '@playwright/test';

test.describe.configure({ mode: 'parallel' });

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PARTS = [
  'package.json',
  'schema',
  'fixtures/settings',
  'fixtures/redaction',
  'fixtures/command/launch.mjs',
  'fixtures/command/run-command.ts',
  'fixtures/command/help-text.ts',
  'fixtures/command/hushed-end.ts',
];
const STALE = ['conformance.json', 'index.html', 'summary.md', 'junit.xml', 'html/index.html'];

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** What is left of the reports of an earlier, conformant run. */
  readonly left: readonly string[];
}

interface Ending {
  /** What the command does, as source text of a function's body: it has `args` and `report`. */
  readonly body?: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly name?: string;
  /** Changes the checkout before the command is started. */
  readonly prepare?: (root: string) => void;
  /** A signal for the launcher, once the command has printed something. */
  readonly signal?: NodeJS.Signals;
  /** Whether the signal is sent again and again, until the launcher has ended. */
  readonly isInsistent?: boolean;
  /** Whether it is started on a terminal, which is closed once the command has printed something. */
  readonly terminal?: boolean;
  /** Where it is started; in its checkout by default. */
  readonly cwd?: string;
}

/** A checkout with a command of its own in place of `npm run conformance`, after a run that was conformant. */
async function end(testInfo: TestInfo, ending: Ending): Promise<Ended> {
  const root = testInfo.outputPath('checkout');
  for (const part of PARTS) cpSync(join(ROOT, part), join(root, part), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'));
  writeFileSync(
    join(root, 'fixtures/command/conformance-command.ts'),
    source(ending.body ?? 'return 0;'),
  );
  const out = join(root, 'out');
  mkdirSync(join(out, 'html'), { recursive: true });
  for (const name of STALE) writeFileSync(join(out, name), '{"exitCode":0}');
  ending.prepare?.(root);
  return launch(root, out, ending);
}

async function launch(root: string, out: string, ending: Ending): Promise<Ended> {
  const { args = [], env = {}, name = 'conformance', signal, terminal = false } = ending;
  const { isInsistent = false, cwd = root } = ending;
  const [program, ...before] = [
    ...(terminal ? ['python3', '-c', ON_TERMINAL] : []),
    process.execPath,
  ];
  const launcher = join(root, 'fixtures/command/launch.mjs');
  const child = spawn(program, [...before, launcher, name, ...args], {
    cwd,
    env: { PATH: process.env.PATH, CONFORMANCE_OUT: out, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
    if (signal !== undefined) insist(signal);
  });
  const insist = (wanted: NodeJS.Signals): void => {
    if (child.kill(wanted) && isInsistent) setImmediate(insist, wanted);
  };
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  const left = STALE.filter((each) => existsSync(join(out, each)));
  return { code, stdout, stderr, left };
}

function source(body: string): string {
  return `import { writeFileSync } from 'node:fs';
    const report = (exitCode) => writeFileSync(process.env.CONFORMANCE_OUT + '/conformance.json', JSON.stringify({ exitCode }));
    const run = async (args) => { ${body} };
    export const command = {
      name: 'conformance', summary: 'A command.', positionals: [{ name: 'FILE', meaning: 'A file' }],
      options: { much: { type: 'boolean', meaning: 'Much' }, given: { type: 'string', value: 'TEXT', meaning: 'A text' } },
      settings: [], exitCodes: { 0: 'well' }, writesOutput: true,
      run: async (args) => { const end = await run(args); return typeof end === 'number' ? { exitCode: end } : end; },
    };`;
}

for (const code of [0, 1, 2, 130]) {
  test(`a command that says ${code} ends with ${code}, and its verdict stays`, async ({}, testInfo) => {
    const ended = await end(testInfo, { body: `report(${code}); return ${code};` });
    expect(ended).toEqual({ code, stdout: '', stderr: '', left: ['conformance.json'] });
  });
}

test('a command starts from any directory', async ({}, testInfo) => {
  const ended = await end(testInfo, { body: `return 0;`, cwd: '/' });
  expect(ended).toMatchObject({ code: 0, stdout: '', stderr: '' });
});

const CRASHES: readonly (readonly [name: string, ending: Ending, says: RegExp])[] = [
  [
    'an error that nobody caught',
    {
      body: `report(1); setTimeout(() => { throw new Error('x'); }); await new Promise(() => setInterval(() => {}, 1e6));`,
    },
    /ended with exit code 1 before/,
  ],
  ['an error', { body: `report(1); throw new Error('It broke.');` }, /^It broke\.$/m],
  ['an exit of its own', { body: `report(1); process.exit(1);` }, /ended with exit code 1 before/],
  [
    'nothing left to do',
    { body: `report(0); await new Promise(() => {});` },
    /ended with exit code 13 before/,
  ],
  [
    'memory that is used up',
    {
      body: `report(1); const all = []; for (;;) all.push(new Array(1e5).fill(all.length));`,
      env: { NODE_OPTIONS: '--max-old-space-size=40' },
    },
    /perhaps out of memory/,
  ],
  [
    'a kill',
    {
      body: `report(0); process.kill(process.pid, 'SIGKILL'); await new Promise(() => setInterval(() => {}, 1e6));`,
    },
    /ended by SIGKILL/,
  ],
  ['another verdict in its report', { body: `report(0); return 2;` }, /^$/],
  ['a command that cannot be read', { body: 'const = ;' }, /ERROR: Expected identifier/],
  [
    'an option that is not known',
    { args: ['--nope'] },
    /^Unknown option '--nope'\. See npm run conformance -- --help\. Nothing was sent\.\n$/,
  ],
  [
    'an option without its value',
    { args: ['--given'] },
    /^Option '--given <value>' argument missing\. See .*\n$/,
  ],
  [
    'a value for an option that takes none',
    { args: ['--much=1'] },
    /^Option '--much' does not take an argument\. See .*\n$/,
  ],
  [
    'no temporary directory',
    { env: { TMPDIR: '/dev/null' } },
    /^The temporary directory \/dev\/null cannot be written to \(\w+\): set TMPDIR to one that can\. Nothing was sent\.\n$/,
  ],
  [
    'a package that is not there',
    {
      prepare: (root) => {
        writeFileSync(
          join(root, 'package.json'),
          manifest({ dependencies: { 'not-there': '1.0.0' } }),
        );
      },
    },
    /^Run npm ci in \S+ first: not-there 1\.0\.0 is not installed\. Nothing was sent\.\n$/,
  ],
  [
    'a package of another version',
    {
      prepare: (root) => {
        writeFileSync(join(root, 'package.json'), manifest({ dependencies: { tsx: '0.0.1' } }));
      },
    },
    /^Run npm ci in \S+ first: tsx 0\.0\.1 is not installed\. Nothing was sent\.\n$/,
  ],
  [
    'a Node that is too old',
    {
      prepare: (root) => {
        writeFileSync(
          join(root, 'package.json'),
          manifest({ engines: { node: '^98.1.0 || >=99.0.0' } }),
        );
      },
    },
    /^Node \S+ is too old: the suite needs \^98\.1\.0 \|\| >=99\.0\.0\. Nothing was sent\.\n$/,
  ],
  [
    'a file that cannot be written',
    { body: `return { exitCode: 0, output: 'x' };`, args: ['--output', '/dev/null/x'] },
    /^\/dev\/null\/x cannot be written \(ENOTDIR\): give --output another file\.\n$/,
  ],
];

for (const [name, ending, says] of CRASHES) {
  test(`${name}: exit code 2, a sentence, and no verdict`, async ({}, testInfo) => {
    const ended = await end(testInfo, ending);
    expect(ended.stderr).toMatch(says);
    expect([ended.code, ended.left]).toEqual([2, []]);
  });
}

test('reports that cannot be removed are named', async ({}, testInfo) => {
  const prepare = (root: string) => {
    mkdirSync(join(root, 'out/badge.json'));
  };
  const ended = await end(testInfo, { prepare });
  expect(ended.code).toBe(2);
  expect(ended.stderr).toMatch(
    /^No report can be written to \S+ \(\w+\); what is there is of an earlier run\. Nothing was sent\.\n$/,
  );
});

/** A command's `over`: nothing but a timer keeps Node from ending before the signal comes. */
const UNTIL_HUNG_UP = `
  const alive = setInterval(() => {}, 1e6);
  const over = new Promise((resolve) => process.once('SIGHUP', resolve)).then(() => clearInterval(alive));`;

/** Starts a program on a terminal, closes the terminal once something was printed, and prints how the program ended. */
const ON_TERMINAL = `
import os, pty, sys
pid, terminal = pty.fork()
if pid == 0: os.execvp(sys.argv[1], sys.argv[1:])
os.read(terminal, 1)
os.close(terminal)
print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))`;

test('a terminal that was closed aborts no launcher: its exit code is one of its own', async ({}, testInfo) => {
  const hasPython = spawnSync('python3', ['-c', 'import pty, os; os.waitstatus_to_exitcode']);
  // eslint-disable-next-line playwright/no-skipped-test -- Node opens no terminals
  test.skip(hasPython.status !== 0, 'needs a terminal of Python');
  const body = `${UNTIL_HUNG_UP} console.log('at work'); await over; return 130;`;
  const ended = await end(testInfo, { body, terminal: true });
  // 2 where the command broke off, because it could not write any more.
  expect(['130', '2'], ended.stderr).toContain(ended.stdout.trim());
});

test('a launcher that cannot do its own work ends with 2, and says why', async ({}, testInfo) => {
  const prepare = (root: string): void => {
    writeFileSync(join(root, 'package.json'), '{');
  };
  const ended = await end(testInfo, { prepare });
  expect(ended).toMatchObject({ code: 2, left: [] });
  expect(ended.stderr).toMatch(/^npm run conformance could not be started: .*JSON.*\n$/);
});

test('a directory that none can be made in is named', async ({}, testInfo) => {
  // eslint-disable-next-line playwright/no-skipped-test -- only Linux has such a directory
  test.skip(process.platform !== 'linux', 'needs /proc');
  const ended = await end(testInfo, { env: { CONFORMANCE_OUT: '/proc/none' } });
  expect(ended.code).toBe(2);
  expect(ended.stderr).toMatch(/^No report can be written to \/proc\/none \(ENOENT\); /);
});

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  test(`${signal} is handed on; a command that ends by it was interrupted`, async ({}, testInfo) => {
    const body = `process.stdout.write('begun'); await new Promise(() => setInterval(() => {}, 1e6));`;
    expect(await end(testInfo, { body, signal })).toMatchObject({ code: 130, left: [] });
  });
}

test('a signal that comes while a launcher ends is not its exit code', async ({}, testInfo) => {
  const body = `${UNTIL_HUNG_UP} process.stdout.write('begun'); await over; return 130;`;
  const ended = await end(testInfo, { body, signal: 'SIGHUP', isInsistent: true });
  expect(ended.code, ended.stderr).toBe(130);
});

test('a command ends with its launcher', async ({}, testInfo) => {
  const body = `process.on('SIGTERM', () => { report(130); process.exit(130); }); process.stdout.write('begun'); await new Promise(() => setInterval(() => {}, 1e6));`;
  const ended = await end(testInfo, { body, signal: 'SIGKILL' });
  expect(ended.code).toBeNull();
  const file = join(testInfo.outputPath('checkout'), 'out/conformance.json');
  expect(readFileSync(file, 'utf8')).toBe('{"exitCode":130}');
});

test('every command is started by the launcher: all have --help, and refuse what they do not know', async () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  const launcher = readFileSync(join(ROOT, 'fixtures/command/launch.mjs'), 'utf8');
  const names = Object.keys(scripts).filter((name) => !/^(?:test|check:\w+|format)$/.test(name));
  expect(names).toContain('picture');
  for (const name of names) {
    expect(scripts[name]).toBe(`node fixtures/command/launch.mjs ${name}`);
    const [, module = ''] = new RegExp(`^  ${name}: '(.+)',$`, 'm').exec(launcher) ?? [];
    const loaded: unknown = await import(join(ROOT, module));
    expect(loaded).toMatchObject({ command: { name } });
  }
});

test('the bench measures no section that it does not have', () => {
  const launcher = ['fixtures/command/launch.mjs', 'bench', 'nope'];
  const refused = spawnSync(process.execPath, launcher, { encoding: 'utf8' });
  expect(refused).toMatchObject({ status: 2, stdout: '' });
  expect(refused.stderr).toMatch(/^There is no section nope: give waiting, round-trips, /);
});

test('--help tells of arguments, options and exit codes, and leaves reports alone', async ({}, testInfo) => {
  const ended = await end(testInfo, { args: ['--help'] });
  expect([ended.code, ended.stderr, ended.left]).toEqual([0, '', STALE]);
  for (const part of [
    'Usage: npm run conformance -- [OPTION...] [FILE]',
    '--much',
    '--given TEXT',
    '--output FILE',
    'Exit codes:\n  0  well',
  ]) {
    expect(ended.stdout).toContain(part);
  }
});

test('--output writes to a file, with nothing before it', async ({}, testInfo) => {
  const file = testInfo.outputPath('told.txt');
  const body = `return { exitCode: 1, output: args.join(' ') + '\\n' };`;
  const args = ['--much', '--output', file, 'a'];
  expect(await end(testInfo, { body, args })).toMatchObject({ code: 1, stdout: '' });
  expect(readFileSync(file, 'utf8')).toBe('--much a\n');
});

test('no command gives the secrets that a document holds', ({}, testInfo) => {
  const [token, password] = ['q7f9c2a7e51b84d36zx09klmw4typ81', 'pr0xypassw0rd'];
  const file = testInfo.outputPath('contract.yaml');
  const pinned = readFileSync(join(ROOT, 'schema/alumio.openapi.yaml'), 'utf8');
  const encoded = Buffer.from(`me:${password}`).toString('base64');
  writeFileSync(file, pinned.replace('ROLE_USER', `ROLE_${token}_${encoded}`));
  const missing = testInfo.outputPath('missing.yaml');
  writeFileSync(
    missing,
    pinned.replace('operationId: updateUserPreferences', `operationId: ${token}`),
  );
  const env = { API_TOKEN: token, HTTPS_PROXY: `http://me:${password}@proxy.example` };
  const given = (args: readonly string[], CONTRACT = file) => {
    const { stdout, stderr } = spawnSync(process.execPath, [join(ROOT, PARTS[4] ?? ''), ...args], {
      env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env, CONTRACT },
    });
    return `${stdout.toString()}${stderr.toString()}`;
  };
  const texts = [
    given(['contract']),
    given(['contract', '--format', 'json']),
    given(['requirements']),
    given(['requirements'], missing),
    given(['replay', testInfo.outputPath(token)]),
  ];
  for (const text of texts) {
    expect(text).not.toMatch(new RegExp(`${token}|${encoded}`, 'i'));
  }
  expect(texts.join('\n')).toMatch(/ROLE_\$API_TOKEN|_\[redacted\]/);
  expect(texts.at(-1)).toContain('cannot be read');
});

test('the launcher removes all that a run writes', () => {
  const launcher = readFileSync(join(ROOT, 'fixtures/command/launch.mjs'), 'utf8');
  const written = readFileSync(join(ROOT, 'reports/write-reports.ts'), 'utf8');
  const names = [...written.matchAll(/^ {2}'([a-z]+\.[a-z]+)':/gm)].map(([, name]) => name ?? '');
  expect(names).toHaveLength(6);
  expect(names.filter((name) => !launcher.includes(`'${name}'`))).toEqual([]);
});

function manifest(change: Readonly<Record<string, unknown>>): string {
  const whole = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as object;
  return JSON.stringify({ ...whole, ...change });
}
