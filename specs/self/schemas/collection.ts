import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { JsonSchema } from '../../../schema/contract/operation.ts';
import type { SchemaError } from '../../../schema/generate/violated-locations.ts';
import { contractGrowths } from './contract-growths.ts';
import { everyKeyword, type NamedSchema } from './every-keyword.ts';
import { formats } from './formats.ts';

/** All schemas that the engine proves itself on. */
export const collection: readonly NamedSchema[] = [...everyKeyword, ...formats, ...contractGrowths];

/** Judges of one schema's values. */
export interface Judge {
  readonly validate: (value: unknown) => boolean;
  /** All errors of a value, each with the schema object that has the keyword. */
  readonly errors: (value: unknown) => readonly SchemaError[];
}

const ajv = new Ajv2020({ strict: false, allErrors: true, ownProperties: true, verbose: true });
addFormats.default(ajv);

const judges = new Map<JsonSchema, Judge>();

/** Ajv for one schema, all formats asserted; compiled once for each schema object. */
export function judgeOf(schema: JsonSchema): Judge {
  const judge = judges.get(schema) ?? compiled(schema);
  judges.set(schema, judge);
  return judge;
}

function compiled(schema: JsonSchema): Judge {
  const validator = ajv.compile(schema);
  const errors = (value: unknown) => {
    validator(value);
    return validator.errors ?? [];
  };
  return { validate: (value) => validator(value), errors };
}
