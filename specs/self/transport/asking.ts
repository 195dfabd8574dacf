import type { Case, Exchange, HeaderPair } from '../../../schema/http/exchange.ts';
import { Credentials, type CredentialSettings } from '../../../fixtures/http/credentials.ts';
import { Pace } from '../../../fixtures/http/pace.ts';
import {
  createTransport,
  type Transport,
  type TransportOptions,
} from '../../../fixtures/http/transport.ts';

/** Credentials of a test that needs none. */
export const nobody: CredentialSettings = { apiToken: null, apiTokenCommand: null, apiHeaders: [] };

/** Options for a target of a test: unpaced, and a time limit that only a hang reaches. */
export function optionsFor(url: string, more: Partial<TransportOptions> = {}): TransportOptions {
  return {
    baseUrl: url,
    serverUrl: '',
    credentials: new Credentials(nobody),
    classify: () => 'valid',
    pace: new Pace({ maxRps: Infinity, concurrency: 8 }),
    timeoutMs: 30_000,
    scrub: (text) => text,
    ...more,
  };
}

/** A PUT of a small JSON body, or with other parts. */
export function put(parts: Partial<Case> = {}): Case {
  const headers: readonly HeaderPair[] = [['Content-Type', 'application/json']];
  const body = Buffer.from('{}');
  return { label: 'a case', method: 'PUT', path: '/x', query: null, headers, body, ...parts };
}

/** Sends one case and closes the transport. */
export async function sendOnce(
  url: string,
  given: Case = put(),
  more: Partial<TransportOptions> = {},
): Promise<Exchange> {
  return withTransport(url, (transport) => transport.send(given), more);
}

/** Lends a transport to some work and closes it. */
export async function withTransport<T>(
  url: string,
  work: (transport: Transport) => Promise<T>,
  more: Partial<TransportOptions> = {},
): Promise<T> {
  const transport = createTransport(optionsFor(url, more));
  try {
    return await work(transport);
  } finally {
    await transport.close();
  }
}
