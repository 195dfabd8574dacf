import type { Command } from '../../schema/command.ts';
import { OPERATION_OPTION } from './chosen-operation.ts';
import { runContract } from './run-contract.ts';

/** `npm run contract`. */
export const command: Command = {
  name: 'contract',
  summary:
    'Tells what the schemas of a contract are unable to catch, with the smallest edit that would. Sends nothing.',
  positionals: [{ name: 'FILE', meaning: 'OpenAPI document; wins over CONTRACT' }],
  options: {
    format: { type: 'string', value: 'FORMAT', meaning: 'text, json or markdown; text by default' },
    ...OPERATION_OPTION,
  },
  settings: [
    {
      name: 'CONTRACT',
      meaning: 'OpenAPI document',
      defaultText: 'schema/alumio.openapi.yaml',
    },
  ],
  exitCodes: { 0: 'listed', 2: 'the contract cannot be used' },
  writesOutput: true,
  run: runContract,
};
