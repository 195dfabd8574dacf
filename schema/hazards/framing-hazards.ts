import type { Hazard } from './hazard.ts';

/** How a body is put on the wire; what it says is the same. */
export const FRAMING_HAZARDS: readonly Hazard[] = [
  {
    name: 'framing-chunked',
    what: 'a body in chunks, without a length',
    kind: 'framing',
    class: 'valid',
    extreme: false,
    // A server may ask for a length (411).
    oftenRefused: true,
    breaks: 'WSGI, CGI and proxies that read as much as Content-Length says: an empty body',
    source: 'RFC 9112 7.1',
    carrier: {
      in: 'header',
      field: 'transfer-encoding',
      pairs: () => [['Transfer-Encoding', 'chunked']],
    },
  },
  {
    name: 'framing-pieces',
    what: 'a body that comes in two pieces',
    kind: 'framing',
    class: 'valid',
    extreme: false,
    breaks: 'servers that read once: a cut body',
    source: 'RFC 9112 6.3',
    carrier: { in: 'pieces' },
  },
];
