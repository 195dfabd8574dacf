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
