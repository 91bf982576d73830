import type { Campaign } from "../usage/campaign.ts";
import type { Writer } from "./writer.ts";

export type CampaignDraft = Pick<Campaign, "territory" | "kind" | "from" | "to">;

/** Campaigns of communication, as the operator enters them. */
export interface Campaigns {
  /** All that were ever declared, with those withdrawn, in order. */
  campaigns(): Promise<Campaign[]>;
  /** One that stands already with the same words is not written twice. */
  writeCampaign(draft: CampaignDraft, writer: Writer): Promise<Campaign>;
  /** Null: there is none of this name, or it is withdrawn. */
  withdrawCampaign(id: string, writer: Writer): Promise<Campaign | null>;
}
