import type { Secret } from "../../settings/secret.ts";

/** By what the collector knows this agent. */
export type Credential =
  /** Private key and certificate, PEM, one after the other. */
  { readonly kind: "certificate"; readonly pem: Secret } | { readonly kind: "token"; readonly token: Secret };
