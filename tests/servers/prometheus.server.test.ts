import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Alertmanager, startAlertmanager } from "./alertmanager.ts";
import { type Prometheus, startPrometheus } from "./prometheus.ts";
import { describeWithServers } from "./requirements.ts";
import { waitUntil } from "./wait-until.ts";

const alwaysFiring = `
groups:
  - name: essai
    rules:
      - { alert: SalleChaude, expr: salle_temperature_celsius > 15, labels: { severity: page } }
`;

describeWithServers(["prometheus", "alertmanager"], "a real Prometheus with its Alertmanager", () => {
  let exporter: Server;
  let alertmanager: Alertmanager;
  let prometheus: Prometheus;
  beforeAll(async () => {
    exporter = createServer((_request, response) => response.end('salle_temperature_celsius{site="ouessant"} 19.5\n'));
    await new Promise<void>((resolve) => exporter.listen(0, "127.0.0.1", resolve));
    alertmanager = await startAlertmanager();
    const target = `127.0.0.1:${(exporter.address() as AddressInfo).port}`;
    prometheus = await startPrometheus({
      scrapeConfigs: [{ job_name: "essai", static_configs: [{ targets: [target] }] }],
      ruleFiles: [alwaysFiring],
      alertmanagers: [`127.0.0.1:${alertmanager.port}`],
    });
  });
  afterAll(async () => {
    await prometheus.stop();
    await alertmanager.stop();
    exporter.close();
  });

  it("scrapes what a small endpoint exposes", async () => {
    const [sample] = await prometheus.queryUntil("salle_temperature_celsius");

    expect(sample?.metric["site"]).toBe("ouessant");
    expect(sample?.value).toBe(19.5);
  });

  it("refuses a query that means nothing", async () => {
    await expect(prometheus.query("sum(")).rejects.toThrow("parse error");
  });

  it("sends a firing alert to its Alertmanager", async () => {
    const alert = await waitUntil("the alert has arrived", async () => {
      const alerts = await alertmanager.alerts();
      return alerts.find((active) => active.labels["alertname"] === "SalleChaude") ?? null;
    });

    expect(alert.labels["severity"]).toBe("page");
  });
});

describeWithServers(["alertmanager"], "a real Alertmanager", () => {
  let alertmanager: Alertmanager;
  beforeAll(async () => {
    alertmanager = await startAlertmanager();
  });
  afterAll(() => alertmanager.stop());

  it("keeps the alert it was given", async () => {
    await alertmanager.post([{ labels: { alertname: "VisioMuette", endpoint: "quimper-1" } }]);

    const alerts = await alertmanager.alerts();

    expect(alerts.map((alert) => alert.labels)).toEqual([{ alertname: "VisioMuette", endpoint: "quimper-1" }]);
  });
});
