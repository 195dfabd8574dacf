const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Ways in which a server may encode a text, by name: each hides it from a search for the text itself. */
export const ENCODED: Readonly<Record<string, (text: string) => string>> = {
  'upper case': (text) => text.toUpperCase(),
  'lower case': (text) => text.toLowerCase(),
  'percent-encoding of every byte': (text) => octetsOf(text, (octet) => `%${hex(octet, 2)}`),
  'percent-encoding twice': (text) => octetsOf(text, (octet) => `%25${hex(octet, 2)}`),
  'percent-encoding three times': (text) => octetsOf(text, (octet) => `%2525${hex(octet, 2)}`),
  'JSON escapes': (text) => unitsOf(text, (unit) => `\\u${hex(unit, 4)}`),
  'JSON escapes in JSON': (text) => unitsOf(text, (unit) => `\\\\u${hex(unit, 4)}`),
  'JSON escapes, percent-encoded': (text) => unitsOf(text, (unit) => `%5Cu${hex(unit, 4)}`),
  'escapes with braces': (text) => unitsOf(text, (unit) => `\\u{${hex(unit, 1)}}`),
  'escapes with braces of Perl': (text) => unitsOf(text, (unit) => `\\x{${hex(unit, 4)}}`),
  'escapes with braces, octal': (text) => unitsOf(text, (unit) => `\\o{${unit.toString(8)}}`),
  'escapes of eight digits': (text) => unitsOf(text, (unit) => `\\U${hex(unit, 8)}`),
  'names of code points': (text) => unitsOf(text, (unit) => `\\N{U+${hex(unit, 4)}}`),
  'JSON escapes in upper case': (text) =>
    unitsOf(text, (unit) => `\\U${hex(unit, 4).toUpperCase()}`),
  'JSON escapes of the other case': (text) =>
    unitsOf(otherCase(text), (unit) => `\\u${hex(unit, 4)}`),
  'the other case after an escape': (text) =>
    `\\x${hex(text.charCodeAt(0), 2)}${otherCase(text.slice(1))}`,
  'percent-encoding of UTF-16': (text) => unitsOf(text, (unit) => `%u${hex(unit, 4)}`),
  'escapes of CSS': (text) => unitsOf(text, (unit) => `\\${hex(unit, 1)} `),
  'escapes of CSS, six digits': (text) =>
    unitsOf(text, (unit) => `\\${hex(unit, 6).toUpperCase()}`),
  'escapes of CSS in JSON': (text) => unitsOf(text, (unit) => `\\\\${hex(unit, 1)} `),
  'decimal escapes of DNS': (text) =>
    octetsOf(text, (octet) => `\\${String(octet).padStart(3, '0')}`),
  'escapes of octets': (text) => octetsOf(text, (octet) => `\\x${hex(octet, 2)}`),
  octal: (text) => octetsOf(text, (octet) => `\\${octet.toString(8).padStart(3, '0')}`),
  'quoted-printable': (text) => octetsOf(text, (octet) => `=${hex(octet, 2).toUpperCase()}`),
  'quoted-printable with soft breaks': (text) => pieces(text, 9).join('=\r\n'),
  'references of HTML': (text) => unitsOf(text, (unit) => `&#${unit};`),
  'references of HTML in hex': (text) => unitsOf(text, (unit) => `&#x${hex(unit, 1)};`),
  'references of HTML without a semicolon': (text) => unitsOf(text, (unit) => `&#${unit}`),
  'references of HTML twice': (text) => unitsOf(text, (unit) => `&amp;#${unit};`),
  'full-width characters': fullWidth,
  'full-width characters, JSON escapes': (text) =>
    unitsOf(fullWidth(text), (unit) => `\\u${hex(unit, 4)}`),
  'full-width characters, percent-encoded': (text) => encodeURIComponent(fullWidth(text)),
  'bold letters of mathematics': (text) => text.replace(/[a-z]/gi, bold),
  hex: (text) => octetsOf(text, (octet) => hex(octet, 2)),
  'hex in upper case': (text) => octetsOf(text, (octet) => hex(octet, 2).toUpperCase()),
  'hex with colons': (text) => [...Buffer.from(text)].map((octet) => hex(octet, 2)).join(':'),
  'a list of octets': (text) => [...Buffer.from(text)].join(', '),
  'a list of octets in octal': (text) =>
    Array.from(Buffer.from(text), (octet) => octet.toString(8)).join(' '),
  bits: (text) => octetsOf(text, (octet) => octet.toString(2).padStart(8, '0')),
  base64: (text) => base64(Buffer.from(text)),
  'base64 in a pair': (text) => base64(Buffer.from(`u:${text}`)),
  'base64 twice': (text) => base64(Buffer.from(base64(Buffer.from(text)))),
  'base64 twice in a pair': (text) => base64(Buffer.from(base64(Buffer.from(`us:${text}`)))),
  'base64 of UTF-16': (text) => base64(Buffer.from(text, 'utf16le')),
  'base64 of UTF-16, high octet first': (text) =>
    base64(Buffer.from(`x${text}`, 'utf16le').swap16()),
  'base64 in lines': (text) => pieces(base64(Buffer.from(text)), 12).join('\\r\\n'),
  base64url: (text) => Buffer.from(text).toString('base64url'),
  base32: (text) => base32(Buffer.from(text)),
  'base32 in a pair': (text) => base32(Buffer.from(`u:${text}`)).toLowerCase(),
  'the wrong way round': (text) => Array.from(text).reverse().join(''),
  'spaces between': (text) => Array.from(text).join(' '),
  'dashes between': (text) => pieces(text, 4).join('-'),
  'newlines between': (text) => pieces(text, 4).join('\n'),
  'newlines of JSON between': (text) => pieces(text, 4).join('\\n'),
  'tags of HTML between': (text) => pieces(text, 8).join('<wbr>'),
  'colours of a terminal between': (text) => pieces(text, 4).join('\u001b[1;31m'),
  'characters of no width between': (text) => Array.from(text).join('\u200b'),
};

/** ASCII without the space, as Unicode has it for the width of Chinese characters. */
function fullWidth(text: string): string {
  return text.replace(/[!-~]/g, (each) => String.fromCharCode(each.charCodeAt(0) + 0xfee0));
}

function bold(letter: string): string {
  const [first, base] = letter < 'a' ? [0x41, 0x1d400] : [0x61, 0x1d41a];
  return String.fromCodePoint(base + letter.charCodeAt(0) - first);
}

function otherCase(text: string): string {
  return text.replace(/[a-z]/gi, (each) => (each < 'a' ? each.toLowerCase() : each.toUpperCase()));
}

function octetsOf(text: string, encode: (octet: number) => string): string {
  return [...Buffer.from(text)].map(encode).join('');
}

function unitsOf(text: string, encode: (unit: number) => string): string {
  return Array.from({ length: text.length }, (_, at) => encode(text.charCodeAt(at))).join('');
}

function pieces(text: string, length: number): readonly string[] {
  return text.match(new RegExp(`.{1,${length}}`, 'gu')) ?? [];
}

function base64(octets: Buffer): string {
  return octets.toString('base64');
}

function base32(octets: Buffer): string {
  const bits = [...octets].map((octet) => octet.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? [])
    .map((group) => BASE32.charAt(parseInt(group.padEnd(5, '0'), 2)))
    .join('');
}

function hex(value: number, width: number): string {
  return value.toString(16).padStart(width, '0');
}
