import type { HeaderPair } from './exchange.ts';

/** Header fields that each request carries unless its case or the credentials set them. */
export const defaultHeaders: readonly HeaderPair[] = [
  ['Accept', 'application/json'],
  ['Accept-Encoding', 'gzip, deflate, br'],
];
