import type { ErrorObject } from 'ajv/dist/2020.js';
import type { DocumentProblem } from './contract-error.ts';
import { isJsonObject } from '../json/json-value.ts';
import { childPointer } from '../json/json-pointer.ts';
import { openApiErrors, schemaErrors } from './meta-schemas.ts';
import { type NodeKind, rebuilt, referenceAt, visitChildren } from './openapi-grammar.ts';
import { enteredResource, type SchemaResource, SchemaResources } from './schema-resources.ts';

type Members = Readonly<Record<string, unknown>>;

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
export function documentProblems(document: Members): readonly DocumentProblem[] {
  return [
    ...danglingReferences(document),
    ...openApiProblems(document),
    ...schemaProblems(document),
  ];
}

/**
 * What the meta-schema of OpenAPI 3.1 rejects, schemas and `info` aside, and targets of references only where
 * they stand. The names of HTTP authentication schemes ignore case (RFC 9110, 11.1).
 */
export function openApiProblems(document: Members): readonly DocumentProblem[] {
  const skeleton = skeletonOf(document, 'document');
  const info = { title: '', version: '' };
  const held = { paths: {}, ...(isJsonObject(skeleton) ? skeleton : {}), info };
  return openApiErrors(held).map(({ instancePath, message = 'is refused' }) => ({
    pointer: `#${instancePath}`,
    problem: `${message} (OpenAPI 3.1 meta-schema)`,
  }));
}

/** The schemas of a document that are no JSON Schema 2020-12: of each the problem that lies deepest. */
export function schemaProblems(document: Members): readonly DocumentProblem[] {
  const schemas: (readonly [schema: unknown, pointer: string])[] = [];
  const visit = (node: unknown, kind: NodeKind, pointer: string): void => {
    if (kind === 'schema') {
      schemas.push([node, pointer]);
      return;
    }
    visitChildren(node, kind, (child, childKind, ...tokens) => {
      visit(child, childKind, tokens.reduce<string>(childPointer, pointer));
    });
  };
  visit(document, 'document', '#');
  const found = schemaErrors(schemas.map(([schema]) => schema));
  return schemas.flatMap(([, pointer], index) => metaSchemaProblem(found[index] ?? [], pointer));
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

function metaSchemaProblem(
  errors: readonly ErrorObject[],
  pointer: string,
): readonly DocumentProblem[] {
  if (errors.length === 0) return [];
  const deepest = errors.reduce((a, b) => (b.instancePath.length > a.instancePath.length ? b : a));
  const allowed: unknown = deepest.params.allowedValues;
  const hint = Array.isArray(allowed) ? `: ${allowed.map(String).join(', ')}` : '';
  const problem = `${deepest.message ?? 'is no JSON Schema'}${hint} (JSON Schema 2020-12 meta-schema)`;
  return [{ pointer: `${pointer}${deepest.instancePath}`, problem }];
}
