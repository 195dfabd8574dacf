/** The document that the suite ships; SOURCE.md tells where it comes from. */
export const PINNED_CONTRACT = new URL('../alumio.openapi.yaml', import.meta.url);

/** Its fingerprint. A self test holds the document of this fingerprint against the meta-schema, so that no run has to. */
export const PINNED_SHA256 = '1f408c71381ce35e098e6b3617fd33c2189c28ddf019ed8ef7e6e70074ecf68a';
