import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { ContractError } from './contract-error.ts';
import { isJsonObject } from '../json/json-value.ts';
import { openApiParser } from './openapi-parser.ts';

/** An OpenAPI 3.1 document as it stands in a file: parsed, `$ref` kept, nothing else of it checked. */
export interface ParsedDocument {
  readonly file: string;
  readonly document: Readonly<Record<string, unknown>>;
}

/** The bytes of a file, and a digest that tells them from all others. */
export interface FileBytes {
  readonly file: string;
  readonly bytes: Buffer;
  readonly digest: string;
}

/**
 * Reads a file.
 * @throws ContractError when there is none, or it cannot be read
 */
export async function readBytes(file: string): Promise<FileBytes> {
  try {
    const bytes = await readFile(file);
    return { file, bytes, digest: createHash('sha256').update(bytes).digest('hex') };
  } catch (error) {
    throw new ContractError(file, '#', unreadable(error));
  }
}

/**
 * Parses a document, YAML or JSON.
 * @throws ContractError when it is neither, holds no object, or is not OpenAPI 3.1
 */
export async function parsedDocument({ file, bytes }: FileBytes): Promise<ParsedDocument> {
  const document = await valueOf(file, bytes.toString('utf8'));
  if (!isJsonObject(document)) {
    throw new ContractError(file, '#', 'holds no object; expected an OpenAPI 3.1 document');
  }
  requireOpenApi31(file, document);
  return { file, document };
}

/**
 * Reads a text, JSON or YAML, with or without a byte order mark.
 * @throws Error of the parser, which names the text `document.yaml`, when it is neither
 */
export async function readText(text: string): Promise<unknown> {
  const plain = text.replace(/^\uFEFF/, '');
  const given = { order: 1, canRead: true, read: () => plain };
  const resolve = { file: false, http: false, given };
  return jsonOf(plain) ?? (await openApiParser().parse('document.yaml', { resolve }));
}

/** JSON is read by the language itself, which takes a tenth of the time of YAML. */
function jsonOf(text: string): unknown {
  if (!/^\s*\{/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function valueOf(file: string, text: string): Promise<unknown> {
  try {
    return await readText(text);
  } catch (error) {
    throw new ContractError(file, '#', unparsable(error));
  }
}

function unparsable(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (message.includes('is not a valid JSON Schema')) {
    return 'holds no object; expected an OpenAPI 3.1 document';
  }
  if (/is not a valid OpenAPI/i.test(message)) {
    return 'is no OpenAPI 3.1 document: openapi, info and paths have to be there';
  }
  const line = message.split('\n')[0] ?? message;
  return line.replace(/^Error parsing \S+: /, 'cannot be parsed: ');
}

function unreadable(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
  return code === 'ENOENT'
    ? 'no such file; set CONTRACT to an OpenAPI 3.1 document'
    : `cannot be read (${code}); set CONTRACT to a file with an OpenAPI 3.1 document`;
}

function requireOpenApi31(file: string, document: Readonly<Record<string, unknown>>): void {
  const stated = document.openapi ?? document.swagger;
  if (document.openapi === stated && /^3\.1\.\d+/.test(String(stated))) return;
  const version = typeof stated === 'string' ? `states version ${stated}` : 'states no version';
  throw new ContractError(file, '#/openapi', `${version}; this suite reads OpenAPI 3.1`);
}
