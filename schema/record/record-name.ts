/** Name of the file with the record of a run, in its directory of results. */
export const RECORD_NAME = 'record.jsonl';
