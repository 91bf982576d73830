import { Type } from "typebox";
import { TerritoryId } from "../../contract/ids.ts";
import { campaignKinds } from "../usage/campaign.ts";
import { campaignBody, declareCampaign, withdrawCampaign } from "./campaigns.ts";
import { answering, post, type Room } from "./room.ts";

const Day = Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$", description: "A whole day: 2026-11-24" });
const planned = { territory: TerritoryId, kind: Type.Enum([...campaignKinds]), from: Day, to: Day };

const NewCampaign = Type.Object(planned, { additionalProperties: false });
const CampaignBody = Type.Object({
  id: Type.String(),
  ...planned,
  declaredAt: Type.String({ format: "date-time" }),
  by: Type.String(),
  withdrawnAt: Type.Union([Type.String({ format: "date-time" }), Type.Null()]),
});

/** Campaigns of communication: what use is compared with where nobody was told anything. */
export function campaignRoutes(room: Room): void {
  const { desk, app, admit } = room;
  const list = { summary: "All campaigns, withdrawn ones too", ...answering(200, Type.Object({ campaigns: Type.Array(CampaignBody) })) };
  app.get("/v1/campaigns", { onRequest: admit("viewer"), schema: list }, async () => ({
    campaigns: (await desk.declarations.campaigns()).map(campaignBody),
  }));
  const declare = { summary: "Declares a campaign of communication in a territory", ...answering(201, CampaignBody) };
  post(room, "/v1/campaigns", NewCampaign, declare, async (wish, asking) => campaignBody(await declareCampaign(desk, wish, asking)));
  const withdraw = { summary: "Withdraws a campaign that was declared wrongly", ...answering(201, CampaignBody) };
  post(room, "/v1/campaigns/:id/withdrawal", Type.Object({}, { additionalProperties: false }), withdraw, async (_, asking, { params }) =>
    campaignBody(await withdrawCampaign(desk, params.id, asking)),
  );
}
