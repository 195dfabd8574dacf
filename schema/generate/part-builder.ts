import type fc from 'fast-check';
import type { LocatedSchema } from './located-schema.ts';

/** What stands where schemas say nothing. */
export interface FreeForm {
  readonly values: fc.Arbitrary<unknown>;
  readonly names: fc.Arbitrary<string>;
}

/** What lists and objects build their items and members with. */
export interface PartBuilder {
  readonly freeForm: FreeForm;
  /** Whether only what must be there is built. */
  readonly isLean: boolean;
  /**
   * Values that satisfy all of the schemas, `level` containers below the root; `null` where there is none within the
   * depth that is left.
   */
  readonly values: (
    schemas: readonly LocatedSchema[],
    level: number,
  ) => fc.Arbitrary<unknown> | null;
  /** Whether alternatives of the schemas admit a value. */
  readonly admits: (schemas: readonly LocatedSchema[], value: unknown) => boolean;
}
