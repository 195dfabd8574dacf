import { inflateRawSync } from 'node:zlib';
import type { EndedRun } from './run.ts';

const LOCAL_FILE = Buffer.from('PK\x03\x04', 'latin1');
/** What a text carries in base64: the zip in Playwright's page, attachments in its blobs. */
const EMBEDDED = /[A-Za-z0-9+/]{200,}={0,2}/g;

/**
 * All texts that a run wrote, by name, as Latin-1: streams, files, and whatever is packed into them: zips within
 * zips, and what they carry in base64.
 */
export function writtenBy({ stdout, stderr, files }: EndedRun): ReadonlyMap<string, string> {
  const texts = new Map([
    ['stdout', stdout],
    ['stderr', stderr],
  ]);
  for (const [name, octets] of files) unpack(name, octets, texts);
  return texts;
}

function unpack(name: string, octets: Buffer, texts: Map<string, string>): void {
  if (octets.subarray(0, 4).equals(LOCAL_FILE)) {
    for (const [entry, content] of unzipped(octets)) unpack(`${name} ${entry}`, content, texts);
    return;
  }
  const text = octets.toString('latin1');
  texts.set(name, text);
  for (const [index, [digits]] of [...text.matchAll(EMBEDDED)].entries()) {
    unpack(`${name} base64 ${index}`, Buffer.from(digits, 'base64'), texts);
  }
}

/** The entries of a zip by its central directory (APPNOTE 4.3.12), by name. */
function unzipped(zip: Buffer): readonly (readonly [string, Buffer])[] {
  const entries: (readonly [string, Buffer])[] = [];
  const entry = Buffer.from('PK\x01\x02', 'latin1');
  for (let at = zip.indexOf(entry); at !== -1; at = zip.indexOf(entry, at + 4)) {
    const local = zip.readUInt32LE(at + 42);
    if (!zip.subarray(local, local + 4).equals(LOCAL_FILE)) continue;
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const packed = zip.subarray(start, start + zip.readUInt32LE(at + 20));
    const name = zip.toString('latin1', at + 46, at + 46 + zip.readUInt16LE(at + 28));
    const content = zip.readUInt16LE(at + 10) === 8 ? inflateRawSync(packed) : packed;
    entries.push([name, content]);
  }
  return entries;
}
