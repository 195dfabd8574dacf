/** The document that the suite ships; SOURCE.md tells where it comes from. */
export const PINNED_CONTRACT = new URL('../alumio.openapi.yaml', import.meta.url);

/** Its fingerprint. A self test holds the document of this fingerprint against the meta-schema, so that no run has to. */
export const PINNED_SHA256 = 'bb3222a3ada46f157298ad13ff918f173f9f6ceafbe12564426135f984958faa';
