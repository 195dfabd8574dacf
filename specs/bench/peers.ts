import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mutants } from '../../fixtures/servers/mutants/mutants.ts';
import { variants } from '../../fixtures/servers/mutants/variants.ts';
import type { Deviation } from '../../fixtures/servers/reference/behaviour.ts';
import { startServer } from '../../fixtures/servers/reference/server.ts';
import { figureOf, type Section } from './figures.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const MUTANTS = 24;
const VARIANTS = 6;
/** Commands that Schemathesis installs. */
const PEER_COMMANDS = ['st', 'schemathesis'];

/** A server that both are run against. */
interface Target {
  readonly name: string;
  readonly conforms: boolean;
  readonly behaviour: Deviation;
}

/** A whole command against one server. */
interface Outcome {
  readonly accused: boolean;
  readonly requests: number;
  readonly seconds: number;
}

/**
 * Whole commands of this suite (smoke) and of Schemathesis with its defaults, side by side against the same servers:
 * mutants and conforming variants, evenly spread over their tables. Empty where Schemathesis is not on the PATH.
 */
export async function peers(): Promise<Section> {
  const peer = await installedPeer();
  if (peer === null) return { name: 'peers', figures: [] };
  const targets = [
    ...spread(mutants, MUTANTS).map((row) => ({ ...row, conforms: false })),
    ...spread(
      variants.filter(({ token, spaces }) => token === undefined && spaces === undefined),
      VARIANTS,
    ).map((row) => ({ ...row, conforms: true })),
  ];
  const rows: { target: Target; suite: Outcome; peer: Outcome }[] = [];
  for (const target of targets) {
    rows.push({
      target,
      suite: await outcome(target, process.execPath, (url) => [suiteArguments, { BASE_URL: url }]),
      peer: await outcome(target, peer, (url) => [peerArguments(url), {}]),
    });
  }
  return {
    name: 'peers',
    figures: (['suite', 'peer'] as const).flatMap((who) => figuresOf(who, rows)),
    tables: { 'server by server': tableOf(rows) },
  };
}

const suiteArguments = [join(ROOT, 'fixtures/command/launch.mjs'), 'conformance'];

/** Arguments of Schemathesis for a run with its defaults. */
export function peerArguments(url: string): readonly string[] {
  return ['run', join(ROOT, 'schema/alumio.openapi.yaml'), '--url', url, '--seed', '1'];
}

function figuresOf(
  who: 'suite' | 'peer',
  rows: readonly { target: Target; suite: Outcome; peer: Outcome }[],
): Section['figures'] {
  const name = who === 'suite' ? 'this suite, smoke' : 'Schemathesis';
  const count = (conforms: boolean): number =>
    rows.filter((row) => row.target.conforms === conforms && row[who].accused).length;
  const of = (pick: (outcome: Outcome) => number): number[] => rows.map((row) => pick(row[who]));
  return [
    figureOf(`${name}: found`, `of ${MUTANTS} mutants`, [count(false)]),
    figureOf(`${name}: accused wrongly`, `of ${VARIANTS} conforming servers`, [count(true)]),
    figureOf(
      `${name}: a run`,
      'requests',
      of(({ requests }) => requests),
    ),
    figureOf(
      `${name}: a run`,
      's',
      of(({ seconds }) => seconds),
    ),
  ];
}

function tableOf(rows: readonly { target: Target; suite: Outcome; peer: Outcome }[]): string {
  const said = ({ accused, requests, seconds }: Outcome): string =>
    `${accused ? 'accused' : 'passed'} | ${requests} | ${seconds.toFixed(1)}`;
  return [
    '| server | should be | this suite | requests | s | Schemathesis | requests | s |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...rows.map(({ target, suite, peer }) => {
      const due = target.conforms ? 'passed' : 'accused';
      return `| ${target.name} | ${due} | ${said(suite)} | ${said(peer)} |`;
    }),
  ].join('\n');
}

type Invocation = readonly [args: readonly string[], env: Readonly<Record<string, string>>];

async function outcome(
  { behaviour }: Target,
  command: string,
  invoke: (url: string) => Invocation,
): Promise<Outcome> {
  const server = await startServer(behaviour, { forOtherProcesses: true });
  const [args, variables] = invoke(server.url);
  const started = performance.now();
  const code = await exitCodeOf(command, args, variables);
  const seconds = (performance.now() - started) / 1000;
  const { requests } = server;
  await server.close();
  return { accused: code === 1, requests, seconds };
}

async function exitCodeOf(
  command: string,
  args: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<number | null> {
  const out = mkdtempSync(join(tmpdir(), 'peers-'));
  const child = spawn(command, args, {
    cwd: ROOT,
    env: { ...process.env, PROFILE: 'smoke', STRICT: '1', CONFORMANCE_OUT: out, ...variables },
    stdio: 'ignore',
  });
  return new Promise((resolve) => {
    child.once('error', () => {
      resolve(null);
    });
    child.once('exit', resolve);
  });
}

/** The command of Schemathesis on the PATH; `null` without one. */
export async function installedPeer(): Promise<string | null> {
  for (const command of PEER_COMMANDS) {
    if ((await exitCodeOf(command, ['--version'])) === 0) return command;
  }
  return null;
}

/** So many of a list, evenly spread over it. */
function spread<T>(all: readonly T[], count: number): readonly T[] {
  return Array.from({ length: Math.min(count, all.length) }, (_, index) =>
    all.at(Math.floor((index * all.length) / count)),
  ).filter((each) => each !== undefined);
}
