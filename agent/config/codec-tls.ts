/** What an endpoint may say of its certificate. */
interface EndpointTls {
  readonly verifyTls?: boolean | undefined;
  readonly caFile?: string | undefined;
  readonly fingerprintSha256?: string | undefined;
}

/** What the site says for those that say nothing. */
interface SiteTls {
  readonly policy?: "accept" | "verify" | undefined;
  readonly caFile?: string | undefined;
}

/** How a codec's certificate is judged. */
export interface CodecTls {
  readonly verifyTls: boolean;
  /** The authority that signs it, beside the system's own; only where it is verified. */
  readonly caFile?: string;
}

/** What the endpoint says comes first, then the site's policy. A fingerprint alone is enough: a codec signs its own certificate. */
export function codecTlsOf(endpoint: EndpointTls, site: SiteTls = {}): CodecTls {
  const verifyTls = endpoint.verifyTls ?? (site.policy === "verify" && endpoint.fingerprintSha256 === undefined);
  const caFile = endpoint.caFile ?? site.caFile;
  return { verifyTls, ...(verifyTls && caFile !== undefined ? { caFile } : {}) };
}
