import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { referenceBehaviour } from '../../fixtures/servers/reference/reference-behaviour.ts';
import { startServer } from '../../fixtures/servers/reference/server.ts';
import { delay } from './delaying-proxy.ts';
import type { Section } from './figures.ts';
import { memoryOf, processTree } from './process-tree.ts';
import { installedPeer, peerArguments } from './peers.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const LAUNCHER = join(ROOT, 'fixtures/command/launch.mjs');
/** Milliseconds that each response comes later. */
const DELAYS = [1, 20, 100, 200];
const LOOK_EVERY_MS = 500;

/** A whole command, from its start to its end. */
interface Taken {
  readonly seconds: number;
  readonly requests: number;
  /** Most memory of all its processes together, MiB. */
  readonly peak: number;
}

type Start = (url: string) => {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
};

/**
 * How long somebody waits for a verdict on a conforming server that is so many milliseconds away: this suite, and
 * Schemathesis with its defaults where it is on the PATH, one after the other for each delay.
 */
export async function waiting(): Promise<Section> {
  const peer = await installedPeer();
  const who: Record<string, Start> = {
    smoke: suite('smoke'),
    default: suite('default'),
    ...(peer === null
      ? {}
      : { Schemathesis: (url) => ({ command: peer, args: peerArguments(url), env: {} }) }),
  };
  const rows: string[] = [];
  for (const milliseconds of DELAYS) {
    for (const [name, start] of Object.entries(who)) {
      const { seconds, requests, peak } = await take(milliseconds, start);
      const figures = [seconds.toFixed(1), requests, peak.toFixed(0)];
      rows.push(`| ${[milliseconds, name, ...figures].join(' | ')} |`);
    }
  }
  const head = [
    '| ms away | run | seconds | requests | MiB, all processes |',
    '| --- | --- | --- | --- | --- |',
  ];
  return {
    name: 'waiting',
    figures: [],
    tables: { 'to a verdict': [...head, ...rows].join('\n') },
  };
}

function suite(profile: string): Start {
  return (url) => ({
    command: process.execPath,
    args: [LAUNCHER, 'conformance'],
    env: { BASE_URL: url, PROFILE: profile, SPACES: 'one,two' },
  });
}

async function take(milliseconds: number, start: Start): Promise<Taken> {
  const server = await startServer(referenceBehaviour);
  const proxy = await delay(server.url, milliseconds);
  const { command, args, env } = start(proxy.url);
  const out = mkdtempSync(join(tmpdir(), 'waiting-'));
  const started = performance.now();
  const child = spawn(command, args, {
    cwd: ROOT,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, CONFORMANCE_OUT: out, ...env },
    stdio: 'ignore',
  });
  let peak = 0;
  const look = setInterval(() => {
    peak = Math.max(peak, memoryOf(processTree(child.pid ?? 0)));
  }, LOOK_EVERY_MS);
  await new Promise((resolve) => child.once('close', resolve));
  clearInterval(look);
  const seconds = (performance.now() - started) / 1000;
  const { requests } = server;
  proxy.close();
  await server.close();
  return { seconds, requests, peak };
}
