import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/** Octets that a record may have before its disk is full: what was found is in it by then, and some updates. */
const ROOM = 60_000;

const { openSync, writeSync, fstatSync } = fs;
const records = new Set();

fs.openSync = (path, ...rest) => {
  const handle = openSync(path, ...rest);
  if (String(path).endsWith('record.jsonl')) records.add(handle);
  else records.delete(handle);
  return handle;
};
fs.writeSync = (handle, ...rest) => {
  if (records.has(handle) && fstatSync(handle).size > ROOM) {
    throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  }
  return writeSync(handle, ...rest);
};
syncBuiltinESMExports();
