import type { ContractDocument } from './document.ts';
import { isJsonObject } from '../json/json-value.ts';
import type { JsonSchema } from './operation.ts';

/** The document that references in a contract's schemas are resolved in; none where all of them were replaced. */
export function rootOf({ form, resolved }: ContractDocument): { readonly root?: JsonSchema } {
  return form === 'bundled' && isJsonObject(resolved) ? { root: resolved } : {};
}
