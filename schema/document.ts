import type { OpenAPIV3_1 } from 'openapi-types';
import { ContractError } from './contract-error.ts';
import { fingerprint } from './fingerprint.ts';
import { isJsonObject } from './json-object.ts';
import { danglingReference, schemaProblem } from './document-problems.ts';
import { openApiParser } from './openapi-parser.ts';
import { dereferencingIsFaithful } from './faithful-dereferencing.ts';
import { PINNED_SHA256 } from './pinned-contract.ts';

/** An OpenAPI 3.1 document, validated, with the form its validators compile from. */
export interface ContractDocument {
  readonly file: string;
  readonly title: string;
  /** `info.version`: any string; the fingerprint tells documents apart. */
  readonly version: string;
  /** sha256 of the canonical JSON of the document as written. */
  readonly sha256: string;
  readonly serverUrl: string;
  /** The document with `$ref` kept. */
  readonly source: OpenAPIV3_1.Document;
  /** Dereferenced where that is faithful, else the bundle with `$ref` kept. */
  readonly resolved: OpenAPIV3_1.Document;
  readonly form: 'dereferenced' | 'bundled';
}

/** How a document is loaded, where not as usual. */
export interface LoadingOptions {
  /** One form, for tests; by default dereferenced where that is faithful. */
  readonly form?: ContractDocument['form'];
  /** sha256 of a document known to be valid: it is not held against the meta-schema again. */
  readonly validated?: string | null;
}

const OFFLINE = { resolve: { http: false } } as const;
/** Fingerprint and file of what this process has held against the meta-schema, which takes a tenth of a second. */
const VALID = new Set<string>();

/**
 * Loads an OpenAPI 3.1 document from a file (YAML or JSON) with swagger-parser.
 *
 * @param file path of the document
 * @throws ContractError when the file is unreadable, no YAML, empty, not OpenAPI 3.1, or breaks its meta-schema
 */
export async function loadDocument(
  file: string,
  { form, validated }: LoadingOptions = {},
): Promise<ContractDocument> {
  const parsed = await attempt(file, () => openApiParser().parse(file, OFFLINE));
  const source = requireOpenApi31(file, parsed);
  const sha256 = fingerprint(source);
  const known = `${sha256} ${file}`;
  const proved = sha256 === PINNED_SHA256 || sha256 === validated || VALID.has(known);
  if (!proved) await validateDocument(file, source);
  VALID.add(known);
  const chosen = form ?? (dereferencingIsFaithful(source) ? 'dereferenced' : 'bundled');
  return {
    file,
    title: source.info.title,
    version: source.info.version,
    sha256,
    serverUrl: source.servers?.[0]?.url ?? '/',
    source,
    resolved: await resolve(file, source, chosen),
    form: chosen,
  };
}

/**
 * Holds a document against the meta-schemas of OpenAPI 3.1 and JSON Schema.
 *
 * @param file where it stands: relative references are resolved from there
 * @throws ContractError with file and pointer of the first problem
 */
export async function validateDocument(file: string, source: OpenAPIV3_1.Document): Promise<void> {
  const dangling = danglingReference(source);
  if (dangling !== null) throw new ContractError(file, dangling.pointer, dangling.problem);
  await attempt(file, () => openApiParser().validate(file, structuredClone(source), OFFLINE));
  const problem = schemaProblem(source);
  if (problem !== null) throw new ContractError(file, problem.pointer, problem.problem);
}

async function resolve(
  file: string,
  source: OpenAPIV3_1.Document,
  form: ContractDocument['form'],
): Promise<OpenAPIV3_1.Document> {
  const copy = structuredClone(source);
  const resolved = await attempt(file, () =>
    form === 'dereferenced'
      ? openApiParser().dereference(file, copy, OFFLINE)
      : openApiParser().bundle(file, copy, OFFLINE),
  );
  return requireOpenApi31(file, resolved);
}

async function attempt<T>(file: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    throw asContractError(file, error);
  }
}

function asContractError(file: string, error: unknown): ContractError {
  const message = error instanceof Error ? error.message : String(error);
  if (message.includes('ENOENT')) {
    return new ContractError(file, '#', 'no such file; set CONTRACT to an OpenAPI 3.1 document');
  }
  if (message.includes('is not a valid JSON Schema')) {
    return new ContractError(file, '#', 'holds no object; expected an OpenAPI 3.1 document');
  }
  const detail = /\n\s*(#\/\S*) (.+)/.exec(message);
  if (detail?.[1] !== undefined && detail[2] !== undefined) {
    return new ContractError(file, detail[1], `${detail[2]} (OpenAPI 3.1 meta-schema)`);
  }
  const firstLine = (message.split('\n')[0] ?? message).replace(
    /^Error parsing \S+: /,
    'cannot be parsed: ',
  );
  return new ContractError(file, '#', firstLine);
}

function requireOpenApi31(file: string, document: unknown): OpenAPIV3_1.Document {
  if (isOpenApi31(document)) return document;
  const stated = isJsonObject(document) ? (document.openapi ?? document.swagger) : undefined;
  const version = typeof stated === 'string' ? `states version ${stated}` : 'states no version';
  throw new ContractError(file, '#/openapi', `${version}; this suite reads OpenAPI 3.1`);
}

function isOpenApi31(document: unknown): document is OpenAPIV3_1.Document {
  if (!isJsonObject(document)) return false;
  const version = document.openapi;
  return typeof version === 'string' && /^3\.1\.\d+/.test(version);
}
