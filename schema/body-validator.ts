import type { BodyValidator } from './case-class.ts';
import type { Operation } from './operation.ts';
import type { Validators } from './validators.ts';

/**
 * The contract's own judgement of request bodies, for `classify`: whether the schema of a declared media type
 * accepts a value. No value of an undeclared media type is accepted.
 */
export function bodyValidatorOf(operation: Operation, validators: Validators): BodyValidator {
  return (mediaType, value) => {
    const contents = operation.requestBody?.content ?? [];
    const content = contents.find((candidate) => candidate.mediaType === mediaType);
    return content !== undefined && validators.of(content)(value).length === 0;
  };
}
