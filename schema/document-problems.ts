import { Ajv2020 } from 'ajv/dist/2020.js';
import { childPointer, valueAt } from './json-pointer.ts';
import { walkDocument } from './schema-walk.ts';

/** A problem of a document and where it stands. */
export interface DocumentProblem {
  readonly pointer: string;
  readonly problem: string;
}

/** The first `$ref` of the document that points into it and finds nothing; `null` when all resolve. */
export function danglingReference(document: unknown): DocumentProblem | null {
  for (const { node, pointer, inData } of walkDocument(document)) {
    const reference = node.$ref;
    if (inData || typeof reference !== 'string' || !/^#(?:\/|$)/.test(reference)) continue;
    if (valueAt(document, reference) === undefined) {
      return {
        pointer: childPointer(pointer, '$ref'),
        problem: `points at ${reference}, which does not exist`,
      };
    }
  }
  return null;
}

/**
 * The first Schema Object under `components/schemas` or a `schema` member that JSON Schema 2020-12's
 * meta-schema rejects (`type: strng`), or that uses `nullable`, which OpenAPI 3.1 does not know.
 */
export function schemaProblem(document: unknown): DocumentProblem | null {
  const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false });
  for (const { node, pointer, inData } of walkDocument(document)) {
    if (inData || !isSchemaRoot(pointer)) continue;
    if (ajv.validateSchema(node) !== true) return metaSchemaProblem(ajv, pointer);
  }
  return nullableProblem(document);
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

function nullableProblem(document: unknown): DocumentProblem | null {
  for (const { node, pointer, inData } of walkDocument(document)) {
    if (inData || /\/(?:properties|schemas|\$defs)$/.test(pointer)) continue;
    if (typeof node.nullable !== 'boolean') continue;
    const problem = "nullable is not a keyword of OpenAPI 3.1; write type: [..., 'null']";
    return { pointer: childPointer(pointer, 'nullable'), problem };
  }
  return null;
}

function isSchemaRoot(pointer: string): boolean {
  return /^#\/components\/schemas\/[^/]+$/.test(pointer) || /^#\/paths\/.*\/schema$/.test(pointer);
}
