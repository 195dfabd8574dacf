/**
 * The kinds of JSON values that schemas tell apart: the types of JSON Schema Core 4.2.1, with `number`
 * split into `integer` and `fraction` so that each value has exactly one.
 */
export type InstanceType =
  'null' | 'boolean' | 'integer' | 'fraction' | 'string' | 'array' | 'object';

/** Every instance type, simplest first. */
export const instanceTypes: readonly InstanceType[] = [
  'null',
  'boolean',
  'integer',
  'fraction',
  'string',
  'array',
  'object',
];

/** The instance type of a JSON value. */
export function instanceType(value: unknown): InstanceType {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'fraction';
  return 'object';
}

/** The instance types that one name of the `type` keyword stands for. */
export function typesNamed(name: string): readonly InstanceType[] {
  if (name === 'number') return ['integer', 'fraction'];
  return instanceTypes.filter((type) => type === name && type !== 'fraction');
}
