import type { NamedSchema } from './every-keyword.ts';

const textFormats = [
  ...['date', 'time', 'date-time', 'iso-time', 'iso-date-time', 'duration'],
  ...['uri', 'uri-reference', 'uri-template', 'url', 'email', 'hostname', 'ipv4', 'ipv6', 'regex'],
  ...['uuid', 'json-pointer', 'json-pointer-uri-fragment', 'relative-json-pointer', 'byte'],
  ...['password', 'binary'],
];
const numberFormats = ['int32', 'int64', 'float', 'double'];

/** Every format that ajv-formats 3.0.1 asserts, and some with a length or a pattern next to it. */
export const formats: readonly NamedSchema[] = [
  ...textFormats.map((format): NamedSchema => [`format ${format}`, { type: 'string', format }]),
  ...numberFormats.map((format): NamedSchema => [`format ${format}`, { type: 'number', format }]),
  ['format and length', { type: 'string', format: 'email', maxLength: 30 }],
  ['format and pattern', { type: 'string', format: 'date', pattern: '^[01]' }],
];
