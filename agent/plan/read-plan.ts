import { Compile } from "typebox/compile";
import { Plan } from "../../contract/plan.ts";
import { planFr } from "./fr.ts";

const planCheck = Compile(Plan);

/** The door: from here on a plan is what the contract says, and this agent's. */
export function readPlan(text: string, agent: string): { readonly plan: Plan } | { readonly problem: string } {
  const value = parsed(text);
  if (!planCheck.Check(value)) return { problem: planFr.unreadable(faultOf(value)) };
  return value.agent === agent ? { plan: value } : { problem: planFr.otherAgent(value.agent) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What the log and the page may show: where, never what. */
function faultOf(value: unknown): string {
  if (value === undefined) return "JSON";
  const [fault] = planCheck.Errors(value);
  return fault === undefined ? "?" : `${fault.instancePath.slice(0, 120)} (${fault.keyword})`;
}
