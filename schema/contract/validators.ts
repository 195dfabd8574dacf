import addFormatsModule from 'ajv-formats';
import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import { BoundedAjv, foundErrors, type FoundErrors } from './bounded-ajv.ts';
import { ContractError } from './contract-error.ts';
import { tooDeep } from './deep-nesting.ts';
import type { ContractDocument } from './document.ts';
import type { JsonSchema } from './operation.ts';
import { uriFragment } from '../json/json-pointer.ts';
import { indexLocations, type SchemaLocations } from './schema-locations.ts';
import { DOCUMENT_URI } from './schema-resources.ts';
import { type Violation, violationsOf } from './violations.ts';

/** Gives the violations of a value, the first hundred of each keyword, empty when it is valid. Never throws. */
export type Validator = (value: unknown) => readonly Violation[];

/** Validators of a contract's schemas, compiled on first use. */
export interface Validators {
  /**
   * The validator of a schema of the resolved document.
   * @throws ContractError when ajv cannot compile the schema
   */
  readonly of: (content: { readonly schema: JsonSchema; readonly pointer: string }) => Validator;
  /** Like `of`, but gives ajv's own errors, the first hundred of each keyword: for what needs more than violations. */
  readonly errorsOf: (content: {
    readonly schema: JsonSchema;
    readonly pointer: string;
  }) => (value: unknown) => readonly ErrorObject[];
  readonly locations: SchemaLocations;
}

// The CommonJS package types its default export as a namespace under NodeNext.
const addFormats = addFormatsModule.default;

/** What validators are compiled from. */
export type CompiledDocument = Pick<ContractDocument, 'file' | 'resolved' | 'form'>;

/** Makes the validators of a document: ajv 2020-12, all errors, own properties only, formats asserted. */
export function createValidators(document: CompiledDocument): Validators {
  const ajv = createAjv(document);
  const locations = indexLocations(document.resolved);
  const compiled = new Map<string, ValidateFunction>();
  const compile = (content: { schema: JsonSchema; pointer: string }): ValidateFunction => {
    const known = compiled.get(content.pointer);
    if (known !== undefined) return known;
    const validate = compileContent(ajv, document, content);
    compiled.set(content.pointer, validate);
    return validate;
  };
  return {
    locations,
    errorsOf: (content) => {
      const find = guarded(ajv, compile(content));
      return (value) => find(value).errors;
    },
    of: (content) => {
      const find = guarded(ajv, compile(content));
      return (value) => violationsOf(find(value), locations);
    },
  };
}

/**
 * Ajv as all validators of a document have it; for what needs a keyword of its own. What its strict mode would
 * refuse is either sound JSON Schema, or noted when the document is loaded.
 */
export function createAjv(document: Pick<CompiledDocument, 'resolved' | 'form'>): BoundedAjv {
  const ajv = new BoundedAjv({
    strict: false,
    strictNumbers: true,
    allErrors: true,
    ownProperties: true,
    verbose: true,
    logger: false,
    // The document was held against the meta-schema when it was loaded.
    validateSchema: false,
  });
  addFormats(ajv);
  if (document.form === 'bundled') {
    ajv.addSchema(document.resolved, DOCUMENT_URI, undefined, false);
  }
  return ajv;
}

/**
 * Compiles one schema of a document.
 * @throws ContractError when ajv cannot compile the schema
 */
export function compileContent(
  ajv: BoundedAjv,
  document: CompiledDocument,
  content: { readonly schema: JsonSchema; readonly pointer: string },
): ValidateFunction {
  try {
    return document.form === 'bundled'
      ? ajv.compile({ $ref: DOCUMENT_URI + uriFragment(content.pointer) })
      : ajv.compile(content.schema);
  } catch (error) {
    if (error instanceof RangeError) throw tooDeep(document.file, content.pointer);
    const message = error instanceof Error ? error.message : String(error);
    throw new ContractError(document.file, content.pointer, `cannot be compiled: ${message}`);
  }
}

/** Ajv's equality calls `valueOf` of values it compares, so `{"valueOf":1}` makes it throw. */
function guarded(ajv: BoundedAjv, validate: ValidateFunction): (value: unknown) => FoundErrors {
  return (value) => {
    try {
      ajv.begin();
      return foundErrors(validate(value) ? [] : validate.errors);
    } catch (error) {
      return foundErrors([unjudgeable(value, error)]);
    } finally {
      validate.errors = null;
    }
  };
}

function unjudgeable(value: unknown, error: unknown): ErrorObject {
  const message = error instanceof Error ? error.message : String(error);
  return {
    keyword: 'unjudgeable',
    instancePath: '',
    schemaPath: '#',
    params: {},
    schema: true,
    data: value,
    message: `a value that a validator can compare (${message})`,
  };
}
