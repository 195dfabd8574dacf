import type { Command } from '../../schema/command.ts';
import { OPERATION_OPTION } from './chosen-operation.ts';
import { runDrift } from './run-drift.ts';

/** `npm run drift`. */
export const command: Command = {
  name: 'drift',
  summary:
    'Compares a served OpenAPI document with the pinned one, for one operation: what changed, and what breaks clients, with a value that shows it.',
  positionals: [{ name: 'FILE', meaning: 'Served document; wins over DRIFT_URL' }],
  options: {
    format: { type: 'string', value: 'FORMAT', meaning: 'text, json or markdown; text by default' },
    ...OPERATION_OPTION,
    all: { type: 'boolean', meaning: 'Lists harmless changes too' },
  },
  settings: [
    { name: 'DRIFT_URL', meaning: 'Where the document is served', defaultText: 'none' },
    { name: 'API_TOKEN', meaning: 'Bearer token for DRIFT_URL', defaultText: 'none' },
    {
      name: 'CONTRACT',
      meaning: 'The document that is relied on',
      defaultText: 'schema/alumio.openapi.yaml',
    },
    { name: 'HTTPS_PROXY, HTTP_PROXY, NO_PROXY', meaning: 'Proxies, as other tools know them' },
  ],
  exitCodes: { 0: 'no break', 1: 'a change breaks clients', 2: 'it could not be judged' },
  writesOutput: true,
  run: runDrift,
};
