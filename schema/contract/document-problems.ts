import { Ajv2020 } from 'ajv/dist/2020.js';
import type { OpenAPIV3_1 } from 'openapi-types';
import type { DocumentProblem } from './contract-error.ts';
import { isJsonObject } from '../json/json-value.ts';
import { childPointer } from '../json/json-pointer.ts';
import { type NodeKind, rebuilt, referenceAt, visitChildren } from './openapi-grammar.ts';
import { openApiParser } from './openapi-parser.ts';
import { enteredResource, type SchemaResource, SchemaResources } from './schema-resources.ts';

type Members = Readonly<Record<string, unknown>>;

const OFFLINE = { resolve: { http: false, file: false } } as const;
const META_SCHEMA = 'https://json-schema.org/draft/2020-12/schema';
/** What stands in for a reference, whose target is looked at where it stands itself. */
const STUBS: Partial<Readonly<Record<NodeKind, Members>>> = {
  parameter: { name: 'stub', in: 'query', schema: {} },
  response: { description: '' },
  requestBody: { content: {} },
  header: { schema: {} },
  link: { operationId: 'stub' },
  securityScheme: { type: 'openIdConnect', openIdConnectUrl: 'https://stub.example' },
};

/**
 * What the meta-schemas of OpenAPI 3.1 and of JSON Schema 2020-12 reject in a document, and references that
 * lead nowhere in it. Specification extensions and examples are not looked into.
 *
 * @param document parsed, `$ref` kept
 */
export async function documentProblems(document: Members): Promise<readonly DocumentProblem[]> {
  return [
    ...danglingReferences(document),
    ...(await openApiProblems(document)),
    ...schemaProblems(document),
  ];
}

/**
 * What the meta-schema of OpenAPI 3.1 rejects, schemas and `info` aside, and targets of references only where
 * they stand. The names of HTTP authentication schemes ignore case (RFC 9110, 11.1).
 */
export async function openApiProblems(document: Members): Promise<readonly DocumentProblem[]> {
  const skeleton = skeletonOf(document, 'document');
  const copy = { ...(isJsonObject(skeleton) ? skeleton : {}), info: { title: '', version: '' } };
  try {
    await openApiParser().validate('document.json', asDocument(copy), OFFLINE);
    return [];
  } catch (error) {
    return rejections(error);
  }
}

/** The schemas of a document that are no JSON Schema 2020-12: of each the problem that lies deepest. */
export function schemaProblems(document: Members): readonly DocumentProblem[] {
  const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false });
  const problems: DocumentProblem[] = [];
  const visit = (node: unknown, kind: NodeKind, pointer: string): void => {
    if (kind === 'schema') {
      if (!ajv.validate(META_SCHEMA, node)) problems.push(metaSchemaProblem(ajv, pointer));
      return;
    }
    visitChildren(node, kind, (child, childKind, ...tokens) => {
      visit(child, childKind, tokens.reduce<string>(childPointer, pointer));
    });
  };
  visit(document, 'document', '#');
  return problems;
}

function danglingReferences(document: Members): readonly DocumentProblem[] {
  const resources = new SchemaResources(document);
  const problems: DocumentProblem[] = [];
  const visit = (node: unknown, kind: NodeKind, pointer: string, around: SchemaResource): void => {
    const resource = kind === 'schema' ? enteredResource(node, pointer, around) : around;
    const reference = referenceAt(node, kind);
    if (reference !== undefined && resources.resolve(reference, resource) === 'nothing') {
      const problem = `points at ${reference}, which does not exist`;
      problems.push({ pointer: childPointer(pointer, '$ref'), problem });
    }
    visitChildren(node, kind, (child, childKind, ...tokens) => {
      visit(child, childKind, tokens.reduce<string>(childPointer, pointer), resource);
    });
  };
  visit(document, 'document', '#', resources.at('#'));
  return problems;
}

function skeletonOf(node: unknown, kind: NodeKind): unknown {
  if (kind === 'schema') return isJsonObject(node) || typeof node === 'boolean' ? {} : node;
  if (!isJsonObject(node)) return node;
  if (referenceAt(node, kind) !== undefined) return STUBS[kind] ?? {};
  if (kind === 'securityScheme' && typeof node.scheme === 'string') {
    return { ...node, scheme: node.scheme.toLowerCase() };
  }
  return rebuilt(withoutExamples(node, kind), kind, skeletonOf);
}

/** Examples and defaults are data, whatever stands in them. */
function withoutExamples(node: Members, kind: NodeKind): Members {
  if (kind === 'components' || kind === 'document') return node;
  return Object.fromEntries(
    Object.entries(node).filter(([key]) => key !== 'example' && key !== 'examples'),
  );
}

function asDocument(copy: Members): OpenAPIV3_1.Document {
  return { openapi: '3.1.0', info: { title: '', version: '' }, paths: {}, ...copy };
}

/** The lines of swagger-parser's message that name a place. */
function rejections(error: unknown): readonly DocumentProblem[] {
  const message = error instanceof Error ? error.message : String(error);
  const lines = [...message.matchAll(/^\s*(#\/\S*) (.+)$/gm)];
  const problems = lines.map(([, pointer = '#', problem = '']) => ({
    pointer,
    problem: `${problem} (OpenAPI 3.1 meta-schema)`,
  }));
  return problems.length > 0
    ? problems
    : [{ pointer: '#', problem: message.split('\n')[0] ?? message }];
}

function metaSchemaProblem(ajv: Ajv2020, pointer: string): DocumentProblem {
  const errors = ajv.errors ?? [];
  const deepest = errors.reduce((a, b) => (b.instancePath.length > a.instancePath.length ? b : a));
  const allowed: unknown = deepest.params.allowedValues;
  const hint = Array.isArray(allowed) ? `: ${allowed.map(String).join(', ')}` : '';
  return {
    pointer: `${pointer}${deepest.instancePath}`,
    problem: `${deepest.message ?? 'is no JSON Schema'}${hint} (JSON Schema 2020-12 meta-schema)`,
  };
}
