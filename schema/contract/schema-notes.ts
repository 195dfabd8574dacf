import type { DocumentProblem } from './contract-error.ts';
import { isJsonObject } from '../json/json-value.ts';
import { childPointer } from '../json/json-pointer.ts';
import { vocabularies } from './meta-schemas.ts';
import { isExtension, type NodeKind, visitChildren } from './openapi-grammar.ts';

type Members = Readonly<Record<string, unknown>>;

/** Keywords that ajv does not list: definitions, annotations, and those of OpenAPI (OpenAPI 3.1.0, 4.8.24). */
const SILENT: ReadonlySet<string> = new Set([
  ...['$schema', '$id', '$defs', '$comment', '$vocabulary', '$anchor', '$ref', 'definitions'],
  ...['title', 'description', 'default', 'deprecated', 'readOnly', 'writeOnly', 'examples'],
  ...['contentMediaType', 'contentEncoding', 'contentSchema'],
  ...['example', 'xml', 'externalDocs', 'discriminator'],
]);
/** Keywords that ajv lists and JSON Schema 2020-12 does not have. */
const FOREIGN: ReadonlySet<string> = new Set(['id', 'nullable', '$recursiveRef']);
const NULLABLE =
  "is no keyword of OpenAPI 3.1; it is taken for type: [..., 'null'], which is how to write it";

/** Whether JSON Schema 2020-12 or OpenAPI 3.1 has a keyword. */
export function isKnownKeyword(keyword: string): boolean {
  if (SILENT.has(keyword) || isExtension(keyword)) return true;
  return !FOREIGN.has(keyword) && vocabularies().getKeyword(keyword) !== false;
}

/**
 * Which keywords and formats of schemas say nothing to validators, each with its place: slips, or extensions.
 *
 * @param document parsed, `$ref` kept
 */
export function schemaNotes(document: Members): readonly DocumentProblem[] {
  const notes: DocumentProblem[] = [];
  const visit = (node: unknown, kind: NodeKind, pointer: string): void => {
    if (kind === 'schema' && isJsonObject(node)) notes.push(...notesOf(node, pointer));
    visitChildren(node, kind, (child, childKind, ...tokens) => {
      visit(child, childKind, tokens.reduce<string>(childPointer, pointer));
    });
  };
  visit(document, 'document', '#');
  return notes;
}

function notesOf(schema: Members, pointer: string): readonly DocumentProblem[] {
  const unknown = Object.keys(schema)
    .filter((keyword) => !isKnownKeyword(keyword))
    .map((keyword) => ({
      pointer: childPointer(pointer, keyword),
      problem:
        keyword === 'nullable' ? NULLABLE : 'is no keyword of JSON Schema 2020-12; it says nothing',
    }));
  const { format } = schema;
  if (typeof format !== 'string' || Object.hasOwn(vocabularies().formats, format)) return unknown;
  const problem = `is ${JSON.stringify(format)}, a format that this suite does not know; it is an annotation`;
  return [...unknown, { pointer: childPointer(pointer, 'format'), problem }];
}
