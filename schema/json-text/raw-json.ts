/**
 * A JSON text that stands for a value where no JavaScript value can: `1e400`, `1.0`, `"\ud800"`,
 * `{"a":1,"a":2}`. `writeJson` writes it as it stands.
 */
export class RawJson {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}
