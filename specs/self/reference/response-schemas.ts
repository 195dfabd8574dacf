import { fileURLToPath } from 'node:url';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { isJsonObject } from '../../../schema/json/json-value.ts';
import { openApiParser } from '../../../schema/contract/openapi-parser.ts';

const DOCUMENT = fileURLToPath(new URL('../../../schema/alumio.openapi.yaml', import.meta.url));

/** Validators of the contract's two responses, compiled here and not by the suite's own loading. */
export async function responseSchemas(): Promise<{
  user: ValidateFunction;
  error: ValidateFunction;
}> {
  const document: unknown = await openApiParser().dereference(DOCUMENT);
  const components = isJsonObject(document) ? document.components : {};
  const schemas = isJsonObject(components) ? components.schemas : {};
  const ajv = new Ajv2020({ strict: true, ownProperties: true });
  const compile = (name: string): ValidateFunction => {
    const schema = isJsonObject(schemas) ? schemas[name] : undefined;
    if (!isJsonObject(schema)) throw new Error(`The contract has no schema ${name}.`);
    return ajv.compile(schema);
  };
  return { user: compile('UserResponse'), error: compile('Error') };
}
