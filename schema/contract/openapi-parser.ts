import { createRequire } from 'node:module';
import type SwaggerParser from '@apidevtools/swagger-parser';

/**
 * Gives a new swagger-parser, which is loaded with the first one.
 *
 * It is required, not imported: it is a CommonJS package that requires an ES module, and Node 24.9 cannot import such
 * a package under Playwright (ERR_VM_MODULE_LINK_FAILURE).
 */
export function openApiParser(): SwaggerParser {
  const require = createRequire(import.meta.url);
  const Parser = require('@apidevtools/swagger-parser') as typeof SwaggerParser;
  return new Parser();
}
