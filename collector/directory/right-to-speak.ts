/** By what an agent may speak to the collector now, best first; where by nothing, how that came. */
export type RightToSpeak =
  | { readonly kind: "certificate" | "token"; readonly expiresAt: number | null; readonly rotationAskedAt: number | null }
  | { readonly kind: "inventory_token"; readonly codeExpiresAt: number | null }
  | { readonly kind: "code"; readonly codeExpiresAt: number }
  | { readonly kind: "revoked" | "expired" | "none"; readonly endedAt: number | null };
