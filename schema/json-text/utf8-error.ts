/** Lead octets of UTF-8 with the range of the second octet and the length of the sequence (RFC 3629 section 4). */
const SEQUENCES = [
  { from: 0x00, to: 0x7f, second: [0x80, 0xbf], length: 1 },
  { from: 0xc2, to: 0xdf, second: [0x80, 0xbf], length: 2 },
  { from: 0xe0, to: 0xe0, second: [0xa0, 0xbf], length: 3 },
  { from: 0xe1, to: 0xec, second: [0x80, 0xbf], length: 3 },
  { from: 0xed, to: 0xed, second: [0x80, 0x9f], length: 3 },
  { from: 0xee, to: 0xef, second: [0x80, 0xbf], length: 3 },
  { from: 0xf0, to: 0xf0, second: [0x90, 0xbf], length: 4 },
  { from: 0xf1, to: 0xf3, second: [0x80, 0xbf], length: 4 },
  { from: 0xf4, to: 0xf4, second: [0x80, 0x8f], length: 4 },
] as const;

/**
 * Where octets stop being UTF-8: the offset of the first octet that starts no whole sequence
 * (RFC 3629 section 4: no overlong forms, no surrogates, nothing past U+10FFFF), or `null` if all do.
 */
export function utf8ErrorOffset(bytes: Uint8Array): number | null {
  let at = 0;
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at);
    if (length === 0) return at;
    at += length;
  }
  return null;
}

function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  const sequence = SEQUENCES.find(({ from, to }) => lead >= from && lead <= to);
  if (sequence === undefined) return 0;
  const [low, high] = sequence.second;
  for (let index = 1; index < sequence.length; index += 1) {
    const octet = bytes[at + index] ?? 0;
    const isAllowed = index === 1 ? octet >= low && octet <= high : octet >= 0x80 && octet <= 0xbf;
    if (!isAllowed) return 0;
  }
  return sequence.length;
}
