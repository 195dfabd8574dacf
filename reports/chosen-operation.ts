import { UPDATE_USER_PREFERENCES } from '../schema/preferences/operation-id.ts';

/** The option of the commands that send nothing: they work for any operation of a document. */
export const OPERATION_OPTION = {
  operation: {
    type: 'string',
    default: UPDATE_USER_PREFERENCES,
    value: 'ID',
    meaning: `An operationId, or a method and a path; ${UPDATE_USER_PREFERENCES} by default`,
  },
} as const;
