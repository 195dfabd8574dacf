import { isJsonObject } from './json-value.ts';

/** Whether a JSON value is of a kind. */
export type Check = (value: unknown) => boolean;

/** What the members of an object have to be. */
export type Shape = Readonly<Record<string, Check>>;

export const text: Check = (value) => typeof value === 'string';
export const number: Check = (value) => typeof value === 'number';
export const flag: Check = (value) => typeof value === 'boolean';
export const object: Check = isJsonObject;

/** Null, or what another check accepts. */
export const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);

/** A list of what another check accepts. */
export const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);

/** One of some values. */
export const one =
  (...values: readonly unknown[]): Check =>
  (value) =>
    values.includes(value);

/** An object with members as a shape has them; others may be there. */
export const like =
  (shape: Shape): Check =>
  (value) =>
    isJsonObject(value) && Object.entries(shape).every(([name, check]) => check(value[name]));
