import type { StateCause } from "./state-interval.ts";

/** To whom a minute that was not up is laid. `supervision`: our own means were missing; `none`: nothing proves whose fault it was. */
export const stateOwners = ["endpoint", "registrar", "site_power", "site_network", "operator_link", "supervision", "none"] as const;
export type StateOwner = (typeof stateOwners)[number];

const owners: Readonly<Record<StateCause, StateOwner | null>> = {
  answered: null,
  registration_failed: "registrar",
  part_failed: "endpoint",
  silent_confirmed: "endpoint",
  silent_unconfirmed: "none",
  no_observation: "none",
  refused: "none",
  garbled: "none",
  site_network: "site_network",
  site_power: "site_power",
  operator_link: "operator_link",
  agent_cut_off: "none",
  agent_not_running: "supervision",
  observations_lost: "supervision",
};

/** Null where nothing was lost. */
export function ownerOf(cause: StateCause): StateOwner | null {
  return owners[cause];
}
