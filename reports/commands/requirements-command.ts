import type { Command } from '../../schema/command.ts';
import { OPERATION_OPTION } from './chosen-operation.ts';
import { runRequirements } from './run-requirements.ts';

/** `npm run requirements`. */
export const command: Command = {
  name: 'requirements',
  summary: 'Lists what responses are judged by, each with its source. Sends nothing.',
  positionals: [],
  options: {
    markdown: { type: 'boolean', meaning: 'Writes the page docs/requirements.md' },
    ...OPERATION_OPTION,
  },
  settings: [
    {
      name: 'CONTRACT',
      meaning: 'OpenAPI document to judge by',
      defaultText: 'schema/alumio.openapi.yaml',
    },
    {
      name: 'READ_OPERATION',
      meaning: 'Operation to read preferences with: an operationId, or GET and a path',
      defaultText: 'the only GET of the contract that fits',
    },
  ],
  exitCodes: { 0: 'listed', 2: 'the contract cannot be used' },
  writesOutput: true,
  run: runRequirements,
};
