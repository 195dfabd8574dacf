import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Behaviour } from '../../fixtures/servers/reference/behaviour.ts';
import { referenceBehaviour } from '../../fixtures/servers/reference/reference-behaviour.ts';
import { startServer } from '../../fixtures/servers/reference/server.ts';
import { RECORD_NAME } from '../../schema/record/record-entry.ts';
import { isJsonObject } from '../../schema/json/json-value.ts';
import { HOSTILE_RESPONSES, type HostileResponse } from './hostile-responses.ts';
import { memoryOf, processorOf, processTree } from './process-tree.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const RUN_MS = 60_000;
const TIMEOUT_MS = 4_000;
/** Goals: MiB above a conforming run, milliseconds beyond the run's limit, MiB of reports without the record. */
const GOALS = { memory: 150, beyondMs: 10_000, reports: 5 };
/** What ends a run that would take the machine. */
const MOST = { memory: 3_000, ms: 2 * RUN_MS };
const SAMPLE_MS = 150;

const NO_VERDICT = 'no verdict';
const CONFORMING: HostileResponse = { name: 'a conforming target', exitCode: 0 };

interface Measured {
  readonly name: string;
  readonly memory: number;
  readonly ms: number;
  /** Seconds of processor: what a busy machine makes of the time tells nothing. */
  readonly processor: number;
  /** MiB of all that was written but the record, which keeps what was found for putting it back. */
  readonly reports: number;
  /** MiB of the record. */
  readonly record: number;
  readonly exitCode: number | null;
  readonly expected: number;
  readonly reason: string;
}

/**
 * `tsx specs/bench/hostile.ts [WORD...]`: runs the suite against targets that give one hostile response to all requests
 * but the control, those whose names hold one of the words, and prints peak memory (PSS of all processes of a run),
 * time (of the clock, and of the processor), size of the reports and of the record, and verdict. Linux only.
 */
async function main(words: readonly string[]): Promise<void> {
  const chosen = HOSTILE_RESPONSES.filter(
    ({ name }) => words.length === 0 || words.some((word) => name.includes(word)),
  );
  // The first run of a checkout compiles the suite, which takes some 100 MiB more than another run.
  await measure(CONFORMING);
  const conforming = await measure(CONFORMING);
  if (conforming.reason === NO_VERDICT)
    throw new Error('The run against a conforming target gave no verdict.');
  print(conforming, conforming.memory);
  for (const response of chosen) print(await measure(response), conforming.memory);
}

async function measure(hostile: HostileResponse): Promise<Measured> {
  const server = await startServer(behaviourOf(hostile));
  if (hostile.found !== undefined) server.store.replace('', hostile.found());
  const out = mkdtempSync(join(tmpdir(), 'hostile-'));
  const started = performance.now();
  const child = spawn(
    process.execPath,
    ['fixtures/command/launch.mjs', 'conformance', '--output', join(out, 'artifacts')],
    {
      cwd: ROOT,
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        BASE_URL: server.url,
        PROFILE: process.env.PROFILE ?? 'smoke',
        TIMEOUT_MS: String(TIMEOUT_MS),
        RUN_TIMEOUT_MS: String(RUN_MS),
        CONFORMANCE_OUT: join(out, 'out'),
      },
      stdio: 'ignore',
    },
  );
  let memory = 0;
  let processor = 0;
  let ended = '';
  const sampling = setInterval(() => {
    const tree = child.pid === undefined ? [] : processTree(child.pid);
    memory = Math.max(memory, memoryOf(tree));
    processor = Math.max(processor, processorOf(tree));
    if (memory > MOST.memory) ended = 'ended by the bench for its memory';
    else if (performance.now() - started > MOST.ms) ended = 'ended by the bench for its time';
    if (ended !== '') tree.toReversed().forEach(end);
  }, SAMPLE_MS);
  const exitCode = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  clearInterval(sampling);
  const ms = performance.now() - started;
  const record = sizeOf(out, RECORD_NAME);
  const measured = {
    name: hostile.name,
    memory,
    ms,
    processor,
    reports: (sizeOf(out) - record) / 1024 ** 2,
    record: record / 1024 ** 2,
    exitCode,
    expected: hostile.exitCode,
    reason: ended === '' ? reasonIn(out) : ended,
  };
  await server.close();
  rmSync(out, { recursive: true });
  return measured;
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

function behaviourOf(hostile: HostileResponse): Partial<Behaviour> {
  const { success, refusal, unlike = false } = hostile;
  const responses = { success: unlike ? undefined : success?.(), refusal: refusal?.() };
  return {
    write: (response, message, call) => {
      const made = unlike ? success?.() : responses.success;
      const content = message.status < 300 ? made : responses.refusal;
      const isHostile = call.number > 1 && (content !== undefined || hostile.framing === 'drip');
      if (!isHostile || response.socket === null) {
        referenceBehaviour.write(response, message, call);
      } else answer(response, message.status, content ?? Buffer.alloc(0), hostile);
    },
  };
}

function answer(
  response: ServerResponse,
  status: number,
  content: Buffer,
  { fields = [], framing }: HostileResponse,
): void {
  const { socket } = response;
  if (socket === null) return;
  const isTyped = fields.some((field) => field.startsWith('Content-Type'));
  const typed = isTyped ? fields : [...fields, 'Content-Type: application/json'];
  const head = [`HTTP/1.1 ${status} Hostile`, 'Connection: close', ...typed];
  if (framing === 'chunk-extensions') {
    socket.write(`${[...head, 'Transfer-Encoding: chunked'].join('\r\n')}\r\n\r\n`);
    const chunks = Array.from(
      content,
      (octet) => `1;${'x'.repeat(8_000)}\r\n${String.fromCharCode(octet)}\r\n`,
    );
    socket.end(`${chunks.join('')}0\r\n\r\n`);
  } else if (framing === 'drip') {
    socket.write(`${head.join('\r\n')}\r\n\r\n`);
    drip(socket);
  } else {
    socket.write(`${[...head, `Content-Length: ${content.length}`].join('\r\n')}\r\n\r\n`);
    socket.end(content);
  }
}

function drip(socket: Socket): void {
  const timer = setInterval(() => socket.write(' '), 1_000);
  socket.on('error', () => undefined);
  socket.once('close', () => {
    clearInterval(timer);
  });
}

/** Octets of the files in a directory, or of those of one name. */
function sizeOf(directory: string, name?: string): number {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && (name === undefined || entry.name === name))
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}

function reasonIn(out: string): string {
  try {
    const report: unknown = JSON.parse(readFileSync(join(out, 'out/conformance.json'), 'utf8'));
    const reason = isJsonObject(report) ? report.reason : undefined;
    return isJsonObject(reason) ? String(reason.message) : 'no reason';
  } catch {
    return NO_VERDICT;
  }
}

function print(measured: Measured, conforming: number): void {
  const { name, memory, ms, processor, reports, record, exitCode, expected, reason } = measured;
  const misses = [
    ...(memory - conforming > GOALS.memory ? ['memory'] : []),
    ...(ms > RUN_MS + GOALS.beyondMs ? ['time'] : []),
    ...(reports > GOALS.reports ? ['reports'] : []),
    ...(reason === NO_VERDICT ? ['verdict'] : []),
    ...(exitCode === expected ? [] : [`exit code, not ${expected}`]),
  ];
  const figures = [
    `${memory.toFixed(0)} MiB (${(memory - conforming).toFixed(0)} more)`,
    `${(ms / 1000).toFixed(1)} s (${processor.toFixed(1)} s of processor)`,
    `${reports.toFixed(1)} MiB of reports and ${record.toFixed(1)} of record`,
    `exit ${String(exitCode)}`,
  ];
  const miss = misses.length === 0 ? '' : `  MISSED: ${misses.join(', ')}`;
  process.stdout.write(
    `${name}: ${figures.join(', ')}${miss}\n    ${reason.replaceAll(/\s+/g, ' ').slice(0, 220)}\n`,
  );
}

await main(process.argv.slice(2));
