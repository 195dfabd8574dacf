import { readFile } from 'node:fs/promises';
import { EnvHttpProxyAgent, fetch, type Response } from 'undici';
import { isJsonObject } from '../../schema/json/json-value.ts';
import { readText } from '../../schema/contract/parsed-document.ts';

/** Drift that cannot be judged: says in one sentence what is in the way and what to do. */
export class CannotJudge extends Error {
  override readonly name = 'CannotJudge';
}

const TIMEOUT_MS = 30_000;
const ACCEPT = 'application/json, application/yaml;q=0.9, */*;q=0.5';

/** A document as it was served: parsed, `$ref` kept, nothing else of it checked. */
export interface ServedDocument {
  /** The path, or the URL without query. */
  readonly name: string;
  readonly document: Readonly<Record<string, unknown>>;
}

/**
 * Reads a document from a URL or a file, in JSON or YAML; references out of it are left alone.
 * @param token bearer token for a URL; dropped by redirects to another origin
 * @throws CannotJudge when it is out of reach or no OpenAPI 3.1 document
 */
export async function readServedDocument(
  source: URL | string,
  token: string | null,
): Promise<ServedDocument> {
  const name = typeof source === 'string' ? source : `${source.origin}${source.pathname}`;
  const text = typeof source === 'string' ? await fileText(source) : await urlText(source, token);
  if (text.trim() === '') throw new CannotJudge(`${name} is empty; check the address`);
  if (/^\s*</.test(text)) {
    throw new CannotJudge(`${name} is a web page, not a document; check the address`);
  }
  return { name, document: requireOpenApi31(name, await parse(name, text)) };
}

async function fileText(path: string): Promise<string> {
  // Not quoted: it may hold credentials.
  if (/^https?:/i.test(path)) {
    throw new CannotJudge('a URL was given in place of a file; give it by DRIFT_URL');
  }
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new CannotJudge(`${path} cannot be read (${codeOf(error)}); check the path`);
  }
}

/** Messages of fetch may quote headers, so that only codes of its errors are told. */
async function urlText(url: URL, token: string | null): Promise<string> {
  const name = `${url.origin}${url.pathname}`;
  const authorization = token === null ? {} : { authorization: `Bearer ${token}` };
  let response: Response;
  let text: string;
  const dispatcher = new EnvHttpProxyAgent({ proxyTunnel: false });
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const headers = { accept: ACCEPT, ...authorization };
    response = await fetch(url, { headers, signal, dispatcher });
    text = await response.text();
  } catch (error) {
    throw new CannotJudge(`${name} does not answer (${codeOf(error)}); check DRIFT_URL`);
  } finally {
    // It would connect forever to a proxy that closes without a response.
    await dispatcher.destroy();
  }
  if (response.ok) return text;
  throw new CannotJudge(
    `${name} answered ${response.status}; ${remedyFor(response.status, token)}`,
  );
}

function remedyFor(status: number, token: string | null): string {
  if (status !== 401 && status !== 403) return 'check DRIFT_URL';
  return token === null ? 'set API_TOKEN' : 'check that API_TOKEN is valid and may read it';
}

async function parse(name: string, text: string): Promise<unknown> {
  try {
    return await readText(text);
  } catch (error) {
    throw new CannotJudge(`${name} is no OpenAPI 3.1 document: ${problemOf(error)}`);
  }
}

function requireOpenApi31(name: string, document: unknown): ServedDocument['document'] {
  const version = isJsonObject(document) ? (document.openapi ?? document.swagger) : undefined;
  if (isJsonObject(document) && /^3\.1\.\d+/.test(String(version))) return document;
  if (typeof version !== 'string') {
    throw new CannotJudge(`${name} is no OpenAPI 3.1 document: it states no version`);
  }
  throw new CannotJudge(`${name} is OpenAPI ${version}; only 3.1 can be compared`);
}

function problemOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const line = message.split('\n')[0] ?? message;
  return line.replace(/^Error parsing \S+: /, '').replaceAll(/\S*document\.yaml/g, 'it');
}

function codeOf(error: unknown): string {
  const cause = error instanceof Error && isCoded(error.cause) ? error.cause : error;
  if (isCoded(cause)) return cause.code;
  return error instanceof Error && error.name === 'TimeoutError'
    ? `no response in ${TIMEOUT_MS / 1000} s`
    : 'failed';
}

function isCoded(error: unknown): error is { readonly code: string } {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}
