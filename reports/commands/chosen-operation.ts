import { TESTED_RULES } from '../../schema/preferences/tested-rules.ts';

/** The option of the commands that send nothing: they work for any operation of a document. */
export const OPERATION_OPTION = {
  operation: {
    type: 'string',
    default: TESTED_RULES.operationId,
    value: 'ID',
    meaning: `An operationId, or a method and a path; ${TESTED_RULES.operationId} by default`,
  },
} as const;
