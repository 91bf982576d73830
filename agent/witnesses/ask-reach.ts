import type { PlanReach } from "../../contract/plan.ts";
import { witnessIcmp } from "../transport/icmp-witness.ts";
import { witnessTcp } from "../transport/tcp-witness.ts";
import type { Witnessed } from "../transport/witness.ts";

/** `untold`: this machine cannot ask, which says nothing of the other one. */
export type ReachAnswer = "answered" | "silent" | "untold";

/** Whether a machine is there: any answer is one, a refused connection too. By an echo where nothing is said of how to ask. */
export async function askReach(host: string, { tcpPort, icmp }: PlanReach, timeoutMs: number): Promise<ReachAnswer> {
  const heard = await Promise.all([
    tcpPort === undefined ? null : witnessTcp(host, tcpPort, timeoutMs),
    icmp === true || tcpPort === undefined ? witnessIcmp(host, timeoutMs) : null,
  ]);
  const answers = heard.flatMap((witnessed) => (witnessed === null ? [] : answerOf(witnessed)));
  for (const answer of ["answered", "silent"] as const) if (answers.includes(answer)) return answer;
  return "untold";
}

function answerOf(witnessed: Witnessed): ReachAnswer {
  if ("notTold" in witnessed) return "untold";
  return witnessed.outcome === "silent" ? "silent" : "answered";
}
