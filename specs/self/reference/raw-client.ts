import { Agent, request } from 'node:http';
import { bodyPieces } from '../../../fixtures/http/ask.ts';
import { withDeadline } from '../../../fixtures/http/transport.ts';
import type { HeaderPair } from '../../../schema/http/exchange.ts';

/** What to send; no header field is added but `Host`, `Connection` and framing. */
export interface RawRequest {
  readonly method?: string;
  /** Path and query below the origin; the operation's path by default. */
  readonly target?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
  /** Whether the body is written in two pieces. */
  readonly inPieces?: boolean;
}

/** What came back. */
export interface WireResponse {
  readonly status: number;
  readonly headers: readonly HeaderPair[];
  readonly body: Buffer;
}

const TARGET = '/api/v1/users/preferences/update';
/** Only what hangs takes longer. */
const TIMEOUT_MS = 2_000;

/** Sends one request with node:http. Rejects with the client's error when no whole response comes in time. */
export function ask(origin: string, asked: RawRequest, agent?: Agent): Promise<WireResponse> {
  return withDeadline(TIMEOUT_MS, undefined, (signal) => send(origin, asked, signal, agent));
}

function send(
  origin: string,
  asked: RawRequest,
  signal: AbortSignal,
  agent?: Agent,
): Promise<WireResponse> {
  return new Promise((resolve, reject) => {
    const url = new URL(origin);
    const { method = 'PUT', target = TARGET, headers = {}, body, inPieces } = asked;
    const length =
      inPieces === true && body !== undefined ? { 'Content-Length': Buffer.byteLength(body) } : {};
    const sending = request(
      {
        ...{ host: url.hostname, port: url.port, path: target, method },
        ...{ headers: { ...headers, ...length }, agent, signal },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          resolve({
            status: response.statusCode ?? 0,
            headers: pairsOf(response.rawHeaders),
            body: Buffer.concat(chunks),
          });
        });
      },
    );
    sending.on('error', reject);
    if (inPieces === true && body !== undefined) bodyPieces(Buffer.from(body)).pipe(sending);
    else sending.end(body);
  });
}

/** A request with a JSON body. */
export function json(value: unknown, more: RawRequest = {}): RawRequest {
  const headers = { 'Content-Type': 'application/json', ...more.headers };
  return { ...more, headers, body: typeof value === 'string' ? value : JSON.stringify(value) };
}

/** The value of a header field, null where there is none. */
export function field({ headers }: WireResponse, name: string): string | null {
  const found = headers.find(([given]) => given.toLowerCase() === name.toLowerCase());
  return found?.[1] ?? null;
}

/** The body of a response as JSON. */
export function valueOf({ body }: WireResponse): unknown {
  return JSON.parse(body.toString());
}

function pairsOf(raw: readonly string[]): HeaderPair[] {
  const pairs: HeaderPair[] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) {
    pairs.push([raw[index] ?? '', raw[index + 1] ?? '']);
  }
  return pairs;
}
