/** Edits of the contract: values to set by JSON pointer; `undefined` removes. */
export type ContractEdits = Readonly<Record<string, unknown>>;

/** The smallest edit that would catch a change. */
export interface Remedy {
  /** Where the edit belongs: JSON pointer of the schema or response. */
  readonly pointer: string;
  /** The edit for people: `required: [message, object]`. */
  readonly text: string;
  /** The edit itself; empty where it takes a person's knowledge. */
  readonly edits: ContractEdits;
  /** For `required`: all names. Remedies of one schema that require names are one edit. */
  readonly requires?: readonly string[];
}

/** An admission of the contract: wrong responses that its schemas let pass, and one edit that catches them. */
export interface ContractWeakness {
  /** Where the edit belongs: JSON pointer into the contract. */
  readonly pointer: string;
  /** The single changes to a conforming response that pass: `message removed; object removed`. */
  readonly change: string;
  /** The smallest edit of the contract that would catch them: `required: [message, object]`. */
  readonly remedy: string;
}

/** States a keyword of the schema at a pointer. */
export function stateKeyword(pointer: string, keyword: string, value: unknown): Remedy {
  const text = `${keyword}: ${Array.isArray(value) ? `[${value.map(String).join(', ')}]` : String(value)}`;
  return { pointer, text, edits: { [`${pointer}/${keyword}`]: value } };
}

/** Requires names of the object schema at a pointer, each once; names required already belong among them. */
export function requireNames(pointer: string, names: readonly string[]): Remedy {
  const requires = [...new Set(names)];
  return { ...stateKeyword(pointer, 'required', requires), requires };
}

/** One remedy in place of several: names required of one schema are required together. */
export function jointRemedy(remedies: readonly [Remedy, ...Remedy[]]): Remedy {
  const names = remedies.flatMap(({ requires }) => requires ?? []);
  return names.length === 0 ? remedies[0] : requireNames(remedies[0].pointer, names);
}
