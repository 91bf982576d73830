import type { Poster } from "../uplink/post.ts";

export type PlanAnswer =
  | { readonly kind: "unchanged" }
  /** `tag`: the ETag's word; null where there is none. */
  | { readonly kind: "plan"; readonly text: string; readonly tag: string | null }
  /** The inventory has no plan for this agent. */
  | { readonly kind: "none" }
  | { readonly kind: "refused"; readonly status: number };

/** Asks the collector what is to be polled. Rejects when no complete answer came in time. */
export type AskPlan = (known: string | null, signal: AbortSignal) => Promise<PlanAnswer>;

export function planAsker(poster: Pick<Poster, "ask">): AskPlan {
  return async (known, signal) => {
    const headers = { "accept-encoding": "gzip", ...(known !== null && { "if-none-match": `"${known}"` }) };
    const answer = await poster.ask({ method: "GET", path: "/v1/agents/self/config", headers }, signal);
    if (answer.status === 304) return { kind: "unchanged" };
    if (answer.status === 404) return { kind: "none" };
    if (answer.status !== 200) return { kind: "refused", status: answer.status };
    const tag = /^(?:W\/)?"([0-9a-f]{16})"$/.exec(answer.headers.etag ?? "")?.[1] ?? null;
    return { kind: "plan", text: answer.body, tag };
  };
}
