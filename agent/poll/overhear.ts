import type { HttpChannel } from "../transport/http.ts";
import type { SnmpChannel } from "../transport/snmp.ts";
import type { PollListener } from "./listener.ts";

/** What a poll uses of a channel. */
export type SnmpAsker = Pick<SnmpChannel, "get" | "walk">;
export type HttpAsker = Pick<HttpChannel, "ask" | "useAccess" | "banner" | "tlsState">;

export interface Askers {
  readonly snmp: SnmpAsker | null;
  readonly http: HttpAsker | null;
}

/** The same channels; the listener is told every answer. */
export function overheard({ snmp, http }: Askers, listener: PollListener | undefined): Askers {
  if (listener === undefined) return { snmp, http };
  return { snmp: snmp === null ? null : overheardSnmp(snmp, listener), http: http === null ? null : overheardHttp(http, listener) };
}

function overheardSnmp(snmp: SnmpAsker, listener: PollListener): SnmpAsker {
  const hear: Parameters<SnmpAsker["get"]>[1] = ({ oid, text, isNumber, snmprec }) =>
    listener.heard({ channel: "snmp", request: oid, text, ...(isNumber && { isNumber }), snmprec });
  return { get: (oids) => snmp.get(oids, hear), walk: (columns, limits) => snmp.walk(columns, limits, hear) };
}

function overheardHttp(http: HttpAsker, listener: PollListener): HttpAsker {
  return {
    ask: async (request) => {
      const { method, path, body, deadlineMs } = request;
      const name = `${method} ${path}`;
      const ended = listener.asked?.(name, deadlineMs);
      const answer = await http.ask(request);
      ended?.();
      if (answer.outcome === "answered") {
        listener.heard({
          channel: "http",
          request: name,
          ...(body !== undefined && { posted: body.text }),
          text: answer.text,
        });
      }
      return answer;
    },
    useAccess: (access) => http.useAccess(access),
    banner: (deadlineMs) => http.banner(deadlineMs),
    get tlsState() {
      return http.tlsState;
    },
  };
}
