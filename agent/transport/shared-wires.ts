import { RequestTemplates } from "./request-template.ts";
import { SharedSockets } from "./shared-sockets.ts";

/** What the codecs of one agent share, so that ten thousand of them cost little more than what is known of each. */
export interface SharedWires {
  readonly sockets: SharedSockets;
  /** Requests that codecs with this community have in common, byte for byte. */
  templatesOf(community: string): RequestTemplates;
}

export function newSharedWires(): SharedWires {
  const templates = new Map<string, RequestTemplates>();
  return {
    sockets: new SharedSockets(),
    templatesOf: (community) => {
      const known = templates.get(community) ?? new RequestTemplates();
      templates.set(community, known);
      return known;
    },
  };
}
