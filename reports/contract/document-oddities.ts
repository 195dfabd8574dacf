import type { ContractDocument } from '../../schema/document.ts';
import type { DocumentProblem } from '../../schema/document-problem.ts';
import { documentProblems } from '../../schema/document-problems.ts';
import { parsedDocument, readBytes } from '../../schema/parsed-document.ts';
import { schemaNotes } from '../../schema/schema-notes.ts';

/** What is odd in a document, and stops nobody. */
export interface DocumentOddities {
  /** Keywords and formats that say nothing, in what the operation reaches. */
  readonly notes: readonly DocumentProblem[];
  /** What is wrong in the rest of the document. */
  readonly elsewhere: readonly DocumentProblem[];
}

/**
 * Looks at a whole document, of which an operation was loaded.
 * @throws ContractError when the file can no longer be read
 */
export async function oddities({ file, notes }: ContractDocument): Promise<DocumentOddities> {
  const { document } = await parsedDocument(await readBytes(file));
  const all = [...(await documentProblems(document)), ...schemaNotes(document)];
  const known = new Set(notes.map(({ pointer }) => pointer));
  return { notes, elsewhere: all.filter(({ pointer }) => !known.has(pointer)) };
}
