import { Type } from "typebox";
import { noteAlerts, toldAlert } from "./alert-notes.ts";
import { answering, post, type Room } from "./room.ts";

const mostAlerts = 1_000;
const longestRequest = 2 ** 20;
const Label = Type.String({ maxLength: 1_024 });

const Alert = Type.Object({
  status: Type.Enum(["firing", "resolved"]),
  labels: Type.Record(Type.String(), Label),
  startsAt: Type.String({ maxLength: 64, format: "date-time" }),
});

/** What Alertmanager's webhook sends (version 4), as far as it is read here. */
const Webhook = Type.Object({ version: Type.Literal("4"), alerts: Type.Array(Alert, { maxItems: mostAlerts }) });

const Noted = Type.Object({ noted: Type.Integer({ description: "Incidents of which it was not known yet that somebody was told" }) });

/** `POST /v1/alerts`: Alertmanager tells the collector what it tells people at that moment. */
export function alertRoutes(room: Room): void {
  const summary = "Alertmanager's webhook: when people were paged for an outage";
  const documentation = { summary, ...answering(201, Noted) };
  post(
    room,
    "/v1/alerts",
    Webhook,
    documentation,
    async ({ alerts }, { writer }, request) => {
      const paged = alerts.filter(({ status }) => status === "firing").map(toldAlert);
      const notes = await noteAlerts(room.desk, paged, "paged", writer);
      if (notes.length > 0) request.log.info({ incidents: notes.length, who: writer.who, source: request.ip }, "pages noted");
      return { noted: notes.length };
    },
    { role: "pager", longestRequest },
  );
}
