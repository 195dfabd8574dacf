import { alternative, type Alternative } from './alternative.ts';
import type { LocatedSchema } from './located-schema.ts';

/** Objects with a member that has exactly this value. */
export function memberBeing(name: string, value: unknown): Alternative {
  const properties = new Map([[name, only(value)]]);
  const layer = { patternProperties: [], additionalProperties: null, evaluates: false };
  return alternative({
    types: ['object'],
    objects: { required: new Set([name]), layers: [{ ...layer, properties }] },
  });
}

/** Arrays with exactly this value at a position. */
export function itemBeing(position: number, value: unknown): Alternative {
  const free = Array.from({ length: position }, () => located(true));
  const prefixItems = [...free, only(value)];
  return alternative({
    types: ['array'],
    arrays: { minItems: position + 1, layers: [{ prefixItems, items: null, evaluates: false }] },
  });
}

function only(value: unknown): LocatedSchema {
  return located({ const: value });
}

function located(schema: LocatedSchema['schema']): LocatedSchema {
  return { schema, pointer: '#', scope: [], negated: false };
}
