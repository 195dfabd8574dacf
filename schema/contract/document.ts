import { ContractError, type DocumentProblem } from './contract-error.ts';
import { deepNestingOr } from './deep-nesting.ts';
import { openApiProblems, schemaProblems } from './document-problems.ts';
import { fingerprintOf } from './fingerprint.ts';
import { isJsonObject } from '../json/json-value.ts';
import { childPointer, valueAt } from '../json/json-pointer.ts';
import { type NodeKind, rebuilt } from './openapi-grammar.ts';
import { openApiParser } from './openapi-parser.ts';
import { serversOf, serverUrls } from './operation-node.ts';
import {
  hasPathsElsewhere,
  type OperationAddress,
  operationAddresses,
  operationsNamed,
} from './operation-address.ts';
import { parsedDocument, readBytes } from './parsed-document.ts';
import { PINNED_SHA256 } from './pinned-contract.ts';
import { prunedDocument, type PrunedDocument, ROOT_MEMBERS } from './pruned-document.ts';
import {
  chooseReading,
  NO_READING,
  type ReadingChoice,
  type ReadingWish,
  UnreadableError,
} from './reading-operation.ts';
import { type DocumentForm, resolvedDocument } from './resolved-document.ts';
import { indexLocations } from './schema-locations.ts';
import { schemaNotes } from './schema-notes.ts';

type Members = Readonly<Record<string, unknown>>;

/** What some operations of an OpenAPI 3.1 document reach, validated, with the form its validators compile from. */
export interface ContractDocument {
  readonly file: string;
  readonly title: string;
  /** `info.version`: any string; the fingerprint tells contracts apart. */
  readonly version: string;
  /** The fingerprint: of what the operations reach. */
  readonly sha256: string;
  readonly serverUrl: string;
  /** The operations that were asked for, and the one that reads where the document declares it. */
  readonly addresses: readonly OperationAddress[];
  /** The operation that shows what one of them saves, where that was asked for. */
  readonly reading: ReadingChoice;
  /** What they reach, as written, `$ref` kept. */
  readonly source: Members;
  /** The same with references replaced where that is faithful, else those between schemas kept. */
  readonly resolved: Members;
  readonly form: DocumentForm;
  /** What is odd in what they reach, and does no harm: keywords and formats that nobody knows. */
  readonly notes: readonly DocumentProblem[];
}

/** What of a document is loaded, and how, where not as usual. */
export interface LoadingOptions {
  /** Operations by `operationId`, or by method and path; all by default. The rest of the document has no say. */
  readonly operations?: readonly string[];
  /** Whether an operation that reads is looked for, and which. */
  readonly reading?: ReadingWish | null;
  /** One form, for tests; by default dereferenced where that is faithful. */
  readonly form?: DocumentForm;
}

/** What this process has loaded, by the bytes of the file: a run asks for the same contract several times. */
const LOADED = new Map<string, ContractDocument>();
const OFFLINE = { resolve: { http: false } } as const;
const MOST_NAMED = 20;

/**
 * Loads what operations of an OpenAPI 3.1 document (YAML or JSON) reach. Only that has to be sound.
 *
 * @param file path of the document
 * @throws ContractError with file and pointer when the file is unreadable, no OpenAPI 3.1, has no such operation, or
 *   what the operations reach breaks a meta-schema, refers to nothing, or nests too deep
 */
export async function loadDocument(
  file: string,
  options: LoadingOptions = {},
): Promise<ContractDocument> {
  const { operations, reading: wish = null, form } = options;
  const bytes = await readBytes(file);
  const key = JSON.stringify([file, bytes.digest, operations ?? null, wish, form ?? null]);
  const known = LOADED.get(key);
  if (known !== undefined) return known;
  const { document } = await parsedDocument(bytes);
  try {
    const { loaded, isWhole } = await loadedFrom(file, document, options);
    if (isWhole) LOADED.set(key, loaded);
    return loaded;
  } catch (error) {
    throw deepNestingOr(error, file, document);
  }
}

/** What operations of a parsed document reach, and whether no other file has a part in it. */
async function loadedFrom(
  file: string,
  document: Members,
  { operations, reading: wish = null, form }: LoadingOptions,
): Promise<{ readonly loaded: ContractDocument; readonly isWhole: boolean }> {
  const whole = await withPaths(file, document, wanted(operations, wish));
  const asked = askedOf(file, whole.addresses, operations);
  const reading = readingOf(file, whole, asked, wish);
  const addresses = withReading(asked, reading);
  const { pruned, isWhole } = await reached(file, whole.document, addresses);
  return {
    loaded: { ...(await checked(file, document, pruned, addresses, form)), reading },
    isWhole,
  };
}

/**
 * Holds a document against the meta-schemas of OpenAPI 3.1 and JSON Schema.
 *
 * @param document pruned: what the operations reach, `$ref` kept
 * @param resolved the same with references replaced
 * @throws ContractError with file and pointer of the first problem
 */
export function validateDocument({
  file,
  source,
  resolved,
  addresses,
}: Pick<ContractDocument, 'file' | 'source' | 'resolved' | 'addresses'>): void {
  const locations = indexLocations(resolved);
  const [problem] = [
    ...openApiProblems(operationsAlone(resolved, addresses)),
    ...schemaProblems(source),
  ];
  if (problem === undefined) return;
  const node = valueAt(resolved, problem.pointer);
  const defined = isJsonObject(node) ? locations.pointerOf(node) : undefined;
  throw new ContractError(file, defined ?? problem.pointer, problem.problem);
}

async function checked(
  file: string,
  document: Members,
  { document: source, loose }: PrunedDocument,
  addresses: readonly OperationAddress[],
  form: DocumentForm | undefined,
): Promise<Omit<ContractDocument, 'reading'>> {
  const info = isJsonObject(document.info) ? document.info : {};
  const loaded = {
    file,
    title: textOf(info.title),
    version: textOf(info.version),
    sha256: fingerprintOf(source),
    serverUrl: serverUrlOf(source, addresses),
    addresses,
    source,
    ...(await resolvedDocument(source, form)),
    notes: [...loose, ...schemaNotes(source)],
  };
  if (loaded.sha256 !== PINNED_SHA256) validateDocument(loaded);
  return loaded;
}

/** What operations reach, what they reach in other files included. */
async function reached(
  file: string,
  document: Members,
  addresses: readonly OperationAddress[],
): Promise<{ readonly pruned: PrunedDocument; readonly isWhole: boolean }> {
  const pruned = prunedDocument(document, addresses);
  const [dangling] = pruned.dangling;
  if (dangling !== undefined) throw new ContractError(file, dangling.pointer, dangling.problem);
  const [external] = pruned.external;
  if (external === undefined) return { pruned, isWhole: true };
  const bundled = await bundledPart(file, pruned.document, document, external);
  return { pruned: prunedDocument(bundled, addresses), isWhole: false };
}

/** Another file may refer back to what only the whole document has; what else is wrong in that is no news. */
async function bundledPart(
  file: string,
  part: Members,
  whole: Members,
  external: Elsewhere,
): Promise<Members> {
  try {
    return await bundle(file, part, external);
  } catch (error) {
    const bundled = await bundle(file, withoutData(whole, 'document'), external).catch(() => null);
    if (bundled === null) throw error;
    return bundled;
  }
}

/** A document with all operations that it has. */
interface WithAddresses {
  readonly document: Members;
  readonly addresses: readonly OperationAddress[];
}

/** A document whose path items stand in other files is bundled before anybody looks for an operation in it. */
async function withPaths(
  file: string,
  document: Members,
  operations: readonly string[] | undefined,
): Promise<WithAddresses> {
  const addresses = operationAddresses(document);
  const found = operations?.every((id) => operationsNamed(addresses, id).length > 0) ?? false;
  if (found || !hasPathsElsewhere(document)) return { document, addresses };
  const elsewhere = { pointer: '#/paths', reference: 'other files' };
  const bundled = await bundle(file, withoutData(document, 'document'), elsewhere);
  return { document: bundled, addresses: operationAddresses(bundled) };
}

/** What leads out of a document, and where it stands. */
type Elsewhere = PrunedDocument['external'][number];

async function bundle(
  file: string,
  document: unknown,
  { pointer, reference }: Elsewhere,
): Promise<Members> {
  try {
    const copy = asApi(structuredClone(document));
    return { ...(await openApiParser().bundle(file, copy, OFFLINE)) };
  } catch (error) {
    const message = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
    const problem = `points at ${reference}, which cannot be read: ${message}; nothing is fetched from a network`;
    throw new ContractError(file, pointer, problem);
  }
}

function askedOf(
  file: string,
  addresses: readonly OperationAddress[],
  operations: readonly string[] | undefined,
): readonly OperationAddress[] {
  if (operations === undefined) return addresses;
  return operations.map((id) => {
    const [address, another] = operationsNamed(addresses, id);
    if (address === undefined) {
      throw new ContractError(file, '#/paths', `has no operation ${id}; ${known(addresses)}`);
    }
    if (another === undefined) return address;
    const places = `${address.path} and ${another.path}`;
    throw new ContractError(file, '#/paths', `has two operations ${id}, at ${places}`);
  });
}

/** Operations that have to be looked for in other files, too, where this one does not have them. */
function wanted(
  operations: readonly string[] | undefined,
  wish: ReadingWish | null,
): readonly string[] | undefined {
  const named = wish?.named ?? null;
  return named === null ? operations : operations?.concat(named);
}

function readingOf(
  file: string,
  { document, addresses }: WithAddresses,
  asked: readonly OperationAddress[],
  wish: ReadingWish | null,
): ReadingChoice {
  const of = asked.find(({ id }) => id === wish?.of);
  if (wish === null || of === undefined) return NO_READING;
  try {
    return chooseReading(document, addresses, of, wish);
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error;
    throw new ContractError(file, '#/paths', `READ_OPERATION ${error.message}`);
  }
}

function withReading(
  addresses: readonly OperationAddress[],
  { address, isDeclared }: ReadingChoice,
): readonly OperationAddress[] {
  if (address === null || !isDeclared) return addresses;
  const isAsked = addresses.some(({ id, path }) => id === address.id && path === address.path);
  return isAsked ? addresses : [...addresses, address];
}

function known(addresses: readonly OperationAddress[]): string {
  const names = addresses.slice(0, MOST_NAMED).map(({ id }) => id);
  const more = addresses.length - names.length;
  const rest = more > 0 ? ` and ${String(more)} more` : '';
  return `it has: ${names.join(', ') || 'none'}${rest}`;
}

/** The operations with all that they refer to in place, and nothing that is there only to be referred to. */
function operationsAlone(resolved: Members, addresses: readonly OperationAddress[]): Members {
  const paths = [...new Set(addresses.map(({ path }) => path))];
  const items = paths.map((path) => {
    const methods = addresses.filter((each) => each.path === path).map(({ method }) => method);
    const item = valueAt(resolved, childPointer('#/paths', path));
    const kept = ['servers', 'parameters', ...methods];
    const entries = Object.entries(isJsonObject(item) ? item : {});
    return [path, Object.fromEntries(entries.filter(([key]) => kept.includes(key)))] as const;
  });
  const others = Object.entries(resolved).filter(([key]) => ROOT_MEMBERS.includes(key));
  const { securitySchemes } = isJsonObject(resolved.components) ? resolved.components : {};
  return {
    ...Object.fromEntries(others),
    paths: Object.fromEntries(items),
    ...(securitySchemes === undefined ? {} : { components: { securitySchemes } }),
  };
}

function withoutData(node: unknown, kind: NodeKind): unknown {
  if (!isJsonObject(node) || kind === 'example') return kind === 'example' ? {} : node;
  return rebuilt(node, kind, withoutData);
}

function asApi(document: unknown) {
  const members = isJsonObject(document) ? document : {};
  return { openapi: '3.1.0', info: { title: '', version: '' }, paths: {}, ...members };
}

/** Where the first operation is asked; one that reads is asked there, too. */
function serverUrlOf(document: Members, [address]: readonly OperationAddress[]): string {
  const servers = address && serversOf(document, address);
  return (servers && serverUrls(servers)[0]) ?? '/';
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
