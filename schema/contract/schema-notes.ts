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

/** The dialect of a document that names none (OpenAPI 3.1.0, 4.8.24.5). */
export const BASE_DIALECT = 'https://spec.openapis.org/oas/3.1/dialect/base';
const DIALECTS = [BASE_DIALECT, 'https://json-schema.org/draft/2020-12/schema'];

/** Whether JSON Schema 2020-12 or OpenAPI 3.1 has a keyword. */
export function isKnownKeyword(keyword: string): boolean {
  if (SILENT.has(keyword) || isExtension(keyword)) return true;
  return !FOREIGN.has(keyword) && vocabularies().getKeyword(keyword) !== false;
}

/**
 * Which keywords and formats of schemas say nothing to validators, and which schemas are meant to be read in another
 * way, each with its place: slips, or extensions.
 *
 * @param document parsed, `$ref` kept
 */
export function schemaNotes(document: Members): readonly DocumentProblem[] {
  const notes = [...dialectNotes(document, 'jsonSchemaDialect', '#')];
  const visit = (node: unknown, kind: NodeKind, pointer: string): void => {
    if (kind === 'schema' && isJsonObject(node)) notes.push(...notesOf(node, pointer));
    visitChildren(node, kind, (child, childKind, ...tokens) => {
      visit(child, childKind, tokens.reduce<string>(childPointer, pointer));
    });
  };
  visit(document, 'document', '#');
  return notes;
}

function dialectNotes(owner: Members, key: string, pointer: string): readonly DocumentProblem[] {
  const dialect = owner[key];
  if (typeof dialect !== 'string' || DIALECTS.includes(dialect.replace(/#$/, ''))) return [];
  const problem = `is ${JSON.stringify(dialect)}; this suite reads all schemas as JSON Schema 2020-12`;
  return [{ pointer: childPointer(pointer, key), problem }];
}

function notesOf(schema: Members, pointer: string): readonly DocumentProblem[] {
  const unknown = dialectNotes(schema, '$schema', pointer).concat(unknownKeywords(schema, pointer));
  const { format } = schema;
  if (typeof format !== 'string' || Object.hasOwn(vocabularies().formats, format)) return unknown;
  const problem = `is ${JSON.stringify(format)}, a format that this suite does not know; it is an annotation`;
  return [...unknown, { pointer: childPointer(pointer, 'format'), problem }];
}

function unknownKeywords(schema: Members, pointer: string): readonly DocumentProblem[] {
  return Object.keys(schema)
    .filter((keyword) => !isKnownKeyword(keyword))
    .map((keyword) => ({
      pointer: childPointer(pointer, keyword),
      problem:
        keyword === 'nullable' ? NULLABLE : 'is no keyword of JSON Schema 2020-12; it says nothing',
    }));
}
