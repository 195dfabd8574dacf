import { readJson } from '../json-text/read-json.ts';

const TOKEN = /"(?:[^"\\]|\\.)*"|[-+.\w]+|[{}[\]:,]/gs;

/**
 * A JSON text cut at every structural point: before and after each bracket, colon and comma, before, inside and
 * after each string, number and literal. Only cuts that are no JSON text, each once, the shortest first.
 */
export function truncations(text: string): string[] {
  const points = [...text.matchAll(TOKEN)].flatMap(({ index, 0: token }) => [
    index,
    index + Math.ceil(token.length / 2),
    index + token.length,
  ]);
  return [...new Set(points)]
    .filter((point) => point > 0 && point < text.length)
    .map((point) => text.slice(0, point))
    .filter((cut) => readJson(Buffer.from(cut)).kind === 'not-json');
}
