import fc from 'fast-check';
import { UnsatisfiableSchemaError } from './unsatisfiable-schema-error.ts';

/**
 * An arbitrary that is built when its first value is asked for. Where nothing can be built, generating throws
 * UnsatisfiableSchemaError, which filters with a budget take for a value that they reject.
 */
export class Deferred<T> extends fc.Arbitrary<T> {
  readonly #build: () => fc.Arbitrary<T> | null;
  #built: fc.Arbitrary<T> | null | undefined = undefined;

  /** @param build called once at most; `null` where there are no values */
  constructor(build: () => fc.Arbitrary<T> | null) {
    super();
    this.#build = build;
  }

  /** Whether there are values, as far as building tells. */
  hasValues(): boolean {
    return this.#arbitrary !== null;
  }

  override generate(random: fc.Random, bias: number | undefined): fc.Value<T> {
    const built = this.#arbitrary;
    if (built === null) throw new UnsatisfiableSchemaError('#', 'has a part without a value');
    return built.generate(random, bias);
  }

  override canShrinkWithoutContext(value: unknown): value is T {
    return this.#arbitrary?.canShrinkWithoutContext(value) ?? false;
  }

  override shrink(value: T, context: unknown): fc.Stream<fc.Value<T>> {
    return this.#arbitrary?.shrink(value, context) ?? fc.Stream.nil();
  }

  get #arbitrary(): fc.Arbitrary<T> | null {
    if (this.#built === undefined) this.#built = this.#build();
    return this.#built;
  }
}
