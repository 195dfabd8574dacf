export { arbitraryForSchema } from './arbitrary-for-schema.ts';
export { boundaryValues } from './boundary-values.ts';
export { type ContentCoverage, type Covered, contentCoverage } from './content-coverage.ts';
export { enumerateNegatives } from './enumerated-negatives.ts';
export { type NegativeValue, negativeValues } from './negative-values.ts';
export { UnsatisfiableSchemaError } from './unsatisfiable-schema-error.ts';
