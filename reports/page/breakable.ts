import { html } from './html.ts';
import type { Html } from './html.ts';

/** A pointer or an address that may break after its slashes; copied, it is the same text. */
export function breakable(path: string): Html {
  const [first = '', ...rest] = path.split('/');
  return html`${first}${rest.map((segment) => html`/<wbr />${segment}`)}`;
}
