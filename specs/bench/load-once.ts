import { readFileSync } from 'node:fs';
import { operationOf } from '../../schema/contract/contract.ts';
import { loadPreferencesContract } from '../../schema/preferences/load-contract.ts';
import { UPDATE_USER_PREFERENCES } from '../../schema/preferences/operation-id.ts';

/** Milliseconds of processor time that this process has taken. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Parses or loads one document in a process in which nothing is warm, and prints the milliseconds of each step. */
async function main([what, file = '']: readonly string[]): Promise<void> {
  const started = processorTime();
  if (what === 'parse') {
    JSON.parse(readFileSync(file, 'utf8'));
    console.log(JSON.stringify([processorTime() - started]));
    return;
  }
  const contract = await loadPreferencesContract(file, null);
  const loaded = processorTime();
  operationOf(contract, UPDATE_USER_PREFERENCES);
  console.log(JSON.stringify([loaded - started, processorTime() - loaded]));
}

await main(process.argv.slice(2));
