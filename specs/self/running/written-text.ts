import { inflateRawSync } from 'node:zlib';
import type { EndedRun } from './run.ts';

const LOCAL_FILE = Buffer.from('PK\x03\x04', 'latin1');
const EMBEDDED = /data:application\/zip;base64,([A-Za-z0-9+/=]+)/g;

/** All texts that a run wrote, by name: streams, files, and what Playwright's page carries as a zip within. */
export function writtenBy({ stdout, stderr, files }: EndedRun): ReadonlyMap<string, string> {
  const texts = new Map([
    ['stdout', stdout],
    ['stderr', stderr],
  ]);
  for (const [name, octets] of files) {
    const text = octets.toString('latin1');
    texts.set(name, text);
    for (const [index, [, zip = '']] of [...text.matchAll(EMBEDDED)].entries()) {
      texts.set(`${name} zip ${index}`, unzipped(Buffer.from(zip, 'base64')).join('\n'));
    }
  }
  return texts;
}

/** The entries of a zip by its central directory (APPNOTE 4.3.12), as Latin-1. */
function unzipped(zip: Buffer): readonly string[] {
  const entries: string[] = [];
  const entry = Buffer.from('PK\x01\x02', 'latin1');
  for (let at = zip.indexOf(entry); at !== -1; at = zip.indexOf(entry, at + 4)) {
    const local = zip.readUInt32LE(at + 42);
    if (zip.subarray(local, local + 4).compare(LOCAL_FILE) !== 0) continue;
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const packed = zip.subarray(start, start + zip.readUInt32LE(at + 20));
    entries.push(
      (zip.readUInt16LE(at + 10) === 8 ? inflateRawSync(packed) : packed).toString('latin1'),
    );
  }
  return entries;
}
