import { isJsonObject, type JsonObject } from '../../schema/json/json-value.ts';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { startServer, type RunningServer } from '../../fixtures/servers/reference/server.ts';
import type { Behaviour, Deviation } from '../../fixtures/servers/reference/behaviour.ts';
import { onUser } from '../../fixtures/servers/mutants/deviation.ts';
import { mutants } from '../../fixtures/servers/mutants/mutants.ts';
import { deleting } from '../../fixtures/servers/mutants/quota-variants.ts';
import { variants } from '../../fixtures/servers/mutants/variants.ts';
import { isRecordEntry } from '../../schema/record/record-shape.ts';
import type { RecordEntry } from '../../schema/record/record-entry.ts';

/**
 * Ends runs at random moments, in every way that a run can be ended, over several kinds of store, and compares the
 * store and the user before the run with those after it, or after the next run: `tsx specs/bench/kills.ts [TIMES]`.
 * `KILLS` and `STORES` choose some of them by name, and `STORES` any mutant as well. Takes long: a row is a run, or two.
 */
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const LAUNCHER = join(ROOT, 'fixtures/command/launch.mjs');
/** Fewer than any run against a conforming store sends before it puts back. */
const MOST_REQUESTS = 100;
/** About as many as a run sends that has found something, and searches its cause. */
const MOST_OF_FAULTY = 300;
const HAD_ENDED = 'had ended before';
/** Longer than putting back may take. */
const PATIENCE_MS = 400_000;

const FOUND: JsonObject = {
  theme: 'dark',
  columns: ['id', 'name'],
  'page size': 50,
  zoom: 3,
  deep: { a: { b: [1, { c: true }] } },
};

const appending: Behaviour['save'] = (sent, space, call) => {
  const live = call.store.of(space);
  for (const [name, value] of Object.entries(sent)) {
    const before = live[name];
    if (value === null) Reflect.deleteProperty(live, name);
    else if (Array.isArray(before) && Array.isArray(value))
      live[name] = (before as unknown[]).concat(value);
    else live[name] = value;
  }
  return live;
};

/** Leaves preferences out of a response where there are none. */
const leavingOutEmpty: Deviation = {
  ...onUser(({ preferences, ...user }) =>
    isJsonObject(preferences) && Object.keys(preferences).length > 0
      ? { ...user, preferences }
      : user,
  ),
  save: deleting,
};

/** A store to test with, and before which of its requests a run ends. */
interface Target {
  readonly behaviour: Deviation;
  readonly mostRequests: number;
  /** What is stored before the run. */
  readonly found: JsonObject;
}

const CONFORMING: Readonly<Record<string, Deviation>> = {
  'null-deletes': behaviourNamed('null-deletes'),
  replaces: behaviourNamed('replaces'),
  'keeps-nulls': {},
  appends: { save: appending },
};

/**
 * Stores with limits, which the suite looks for with updates of its own, and how many requests it sends to each before
 * it puts back: the looks come late.
 */
const LIMITED: Readonly<Record<string, number>> = {
  'quota-2000-octets': 170,
  'quota-4096-octets': 150,
  'quota-32-null-deletes': 220,
  'names-taken-in-any-case': 150,
  'names-taken-in-any-case-replaces': 150,
  'text-in-nfc-only': 190,
  'locked-while-compacting-423': 110,
};

const FAULTY = [
  'loses-updates-in-flight',
  'new-names-beyond-16-not-saved',
  'each-15th-update-goes-back',
  'identity-from-members-stays',
];

const STORES: Readonly<Record<string, Target>> = Object.fromEntries([
  ...Object.entries(CONFORMING).map(([name, behaviour]) =>
    store(name, behaviour, MOST_REQUESTS, FOUND),
  ),
  store('leaves-out-empty', leavingOutEmpty, MOST_REQUESTS, {}),
  ...Object.entries(LIMITED).map(([name, most]) => store(name, behaviourNamed(name), most, FOUND)),
  ...FAULTY.map((name) => store(name, behaviourNamed(name), MOST_OF_FAULTY, FOUND)),
]);

function store(name: string, behaviour: Deviation, mostRequests: number, found: JsonObject) {
  return [name, { behaviour, mostRequests, found }] as const;
}

interface Run {
  readonly child: ChildProcess;
  readonly out: string;
  readonly server: RunningServer;
}

const KILLS: Readonly<Record<string, (run: Run) => Promise<void> | void>> = {
  interrupt: ({ child }) => void child.kill('SIGINT'),
  'hang-up': ({ child }) => void child.kill('SIGHUP'),
  launcher: ({ child }) => void child.kill('SIGKILL'),
  'command-group': ({ child }) => {
    process.kill(-(child.pid ?? 0), 'SIGKILL');
  },
  runner: ({ out }) => {
    killAll(out, 'run');
  },
  worker: ({ out }) => {
    killAll(out, 'worker');
  },
  everything: ({ child, out }) => {
    process.kill(-(child.pid ?? 0), 'SIGKILL');
    killAll(out, 'run');
    killAll(out, 'worker');
  },
  'directory-removed': ({ out }) => {
    rmSync(out, { recursive: true, force: true });
  },
};

const times = Number(process.argv[2] ?? 1);
let bad = 0;
let untested = 0;
for (let time = 0; time < times; time += 1) {
  for (const [name, target] of chosen(STORES, process.env.STORES)) {
    for (const [kind, kill] of chosen(KILLS, process.env.KILLS)) {
      const moment = 1 + Math.floor(Math.random() * target.mostRequests);
      const told = await tryOnce(target, kill, moment);
      if (told.startsWith('NOT')) bad += 1;
      if (told.includes(HAD_ENDED)) untested += 1;
      process.stdout.write(`${name} | ${kind} at request ${moment} | ${told}\n`);
    }
  }
}
process.stdout.write(`${bad} not as found; ${untested} runs had ended before\n`);
process.exitCode = bad === 0 ? 0 : 1;

async function tryOnce(
  { behaviour, found }: Target,
  kill: (run: Run) => Promise<void> | void,
  moment: number,
): Promise<string> {
  const server = await startServer(behaviour, { forOtherProcesses: true });
  server.store.replace('', found);
  const user = await userOf(server);
  const begunAt = server.requests;
  const directory = mkdtempSync(join(tmpdir(), 'kills-'));
  const out = join(directory, 'out');
  const first = begin(server, directory);
  const ending = ended(first);
  await until(() => server.requests - begunAt >= moment || first.exitCode !== null);
  const wasAtWork = first.exitCode === null;
  if (wasAtWork) await kill({ child: first, out, server });
  const code = await ending;
  await until(() => !isAtWork(out));
  let next = '';
  const left = await difference(server, found, user);
  if (left !== '')
    next = `, next run ${String(await ended(begin(server, directory)))} (left: ${left})`;
  const after = await difference(server, found, user);
  await server.close();
  rmSync(directory, { recursive: true, force: true });
  const when = wasAtWork ? '' : ` (${HAD_ENDED})`;
  return `${after === '' ? 'as found' : `NOT as found: ${after}`}, run ${String(code)}${when}${next}`;
}

function begin(server: RunningServer, directory: string): ChildProcess {
  const args = [LAUNCHER, 'conformance', '--output', join(directory, 'artifacts')];
  return spawn(process.execPath, args, {
    cwd: ROOT,
    detached: true,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      CONFORMANCE_OUT: join(directory, 'out'),
      BASE_URL: server.url,
      PROFILE: 'smoke',
    },
    stdio: 'ignore',
  });
}

function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once('exit', resolve));
}

/** What of the store and the user is not as it was found; a null is what a store that keeps nulls leaves of a deletion. */
async function difference(server: RunningServer, found: JsonObject, user: string) {
  const now = server.store.preferences();
  const changed = Object.keys(found).filter((key) => !isDeepStrictEqual(now[key], found[key]));
  const added = Object.keys(now).filter((key) => !Object.hasOwn(found, key) && now[key] !== null);
  return [
    ...changed,
    ...added.slice(0, 5),
    ...(added.length > 5 ? [`${added.length} keys`] : []),
    ...((await userOf(server)) === user ? [] : ['the user']),
  ].join(' ');
}

/** All that a response shows of the user besides the preferences; a target that is locked for some requests is asked again. */
async function userOf(server: RunningServer): Promise<string> {
  const response = await fetch(`${server.url}/users/preferences/update`, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
    body: '{}',
  });
  if (response.status === 409 || response.status === 423) return userOf(server);
  const body: unknown = await response.json();
  const user = isJsonObject(body) && isJsonObject(body.object) ? body.object : {};
  return JSON.stringify({ ...user, preferences: undefined });
}

function isAtWork(out: string): boolean {
  return pidsOf(entriesIn(out)).some((pid) => isAlive(pid));
}

function killAll(out: string, what: 'run' | 'worker'): void {
  const entries = entriesIn(out).filter((entry) =>
    what === 'run' ? entry.entry === 'run' : entry.entry === 'beat' && entry.role === 'worker',
  );
  for (const pid of pidsOf(entries)) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
}

function pidsOf(entries: readonly RecordEntry[]): readonly number[] {
  const pids = entries.flatMap((entry) =>
    entry.entry === 'run' || entry.entry === 'beat' ? [entry.process.pid] : [],
  );
  return [...new Set(pids)];
}

function entriesIn(out: string): readonly RecordEntry[] {
  try {
    const lines = readFileSync(join(out, 'record.jsonl'), 'utf8').split('\n');
    return lines.map(parse).filter(isRecordEntry);
  } catch {
    return [];
  }
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function until(isTrue: () => boolean): Promise<void> {
  const start = Date.now();
  while (!isTrue()) {
    if (Date.now() - start > PATIENCE_MS) throw new Error('A run has not ended.');
    await sleep(2);
  }
}

function chosen<T>(all: Readonly<Record<string, T>>, names: string | undefined) {
  const wanted = names?.split(',');
  return Object.entries(all).filter(([name]) => wanted === undefined || wanted.includes(name));
}

function behaviourNamed(name: string): Deviation {
  const server = [...variants, ...mutants].find((candidate) => candidate.name === name);
  if (server === undefined) throw new Error(`There is no mutant or variant ${name}.`);
  return server.behaviour;
}
