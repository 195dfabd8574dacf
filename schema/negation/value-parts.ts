import { childrenOf, type ValuePath } from '../edited-value.ts';

/** A part of a JSON value, and the way to it. */
export interface Part {
  readonly path: ValuePath;
  readonly part: unknown;
}

/** Every part of a JSON value, the value itself first. */
export function partsOf(value: unknown, path: ValuePath = []): readonly Part[] {
  return [
    { path, part: value },
    ...childrenOf(value).flatMap(([token, child]) => partsOf(child, [...path, token])),
  ];
}

/** The part of a JSON value that stands at a path; `undefined` where there is none. */
export function partAt(value: unknown, path: ValuePath): unknown {
  return path.reduce<unknown>(
    (whole, token) => childrenOf(whole).find(([key]) => key === token)?.[1],
    value,
  );
}
