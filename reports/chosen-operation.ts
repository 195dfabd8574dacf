import { UPDATE_USER_PREFERENCES } from '../schema/preferences/operation-id.ts';

/** The option that all commands share which send nothing: they work for any operation of a document. */
export const OPERATION_OPTION = {
  operation: { type: 'string', default: UPDATE_USER_PREFERENCES },
} as const;
