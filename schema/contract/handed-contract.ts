import { deserialize, serialize } from 'node:v8';
import type { DocumentProblem } from './contract-error.ts';
import { type Contract, contractOf } from './contract.ts';
import type { ContractDocument } from './document.ts';
import { isJsonObject } from '../json/json-value.ts';
import type { OperationAddress } from './operation-address.ts';
import type { ReadingChoice } from './reading-operation.ts';

/**
 * Writes a contract for other processes of the same run: what its operations reach, which was found sound, with its
 * references replaced. What several refer to is there once.
 */
export function handedOctets({ document }: Contract): Buffer {
  return serialize(document);
}

/**
 * Reads a contract that another process of the run has loaded, without looking at the whole document again.
 * @param octets as `handedOctets` writes them; `null` for anything else
 */
export function handedContract(octets: Buffer): Contract | null {
  const handed: unknown = deserialize(octets);
  return isHanded(handed) ? contractOf(handed) : null;
}

function isHanded(value: unknown): value is ContractDocument {
  if (!isJsonObject(value)) return false;
  const { file, title, version, sha256, serverUrl, addresses, reading, notes } = value;
  const { source, resolved, form } = value;
  const texts = [file, title, version, sha256, serverUrl];
  return (
    texts.every((text) => typeof text === 'string') &&
    isJsonObject(source) &&
    isJsonObject(resolved) &&
    (form === 'dereferenced' || form === 'bundled') &&
    isListOf(addresses, isAddress) &&
    isReading(reading) &&
    isListOf(notes, isProblem)
  );
}

function isAddress(value: unknown): value is OperationAddress {
  return isJsonObject(value) && [value.id, value.path, value.method].every(isText);
}

function isReading(value: unknown): value is ReadingChoice {
  if (!isJsonObject(value) || !Array.isArray(value.several)) return false;
  const { address, isDeclared, several } = value;
  return (
    (address === null || isAddress(address)) &&
    typeof isDeclared === 'boolean' &&
    several.every(isText)
  );
}

function isProblem(value: unknown): value is DocumentProblem {
  return isJsonObject(value) && [value.pointer, value.problem].every(isText);
}

function isListOf<T>(value: unknown, isItem: (item: unknown) => item is T): value is readonly T[] {
  return Array.isArray(value) && value.every(isItem);
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}
