import type { AgentSettings, PlanSettings } from "../agent/config/agent-settings.ts";
import type { EndpointSettings } from "../agent/poll/endpoint-settings.ts";
import { count, exitCodesHelp } from "./fr.ts";

export const agentHelp = `Lance l'agent d'un site : il interroge les équipements de visioconférence et envoie les relevés au collecteur.

Usage :
  vigie agent --config FICHIER
  vigie agent --check --config FICHIER
  vigie agent enroll --collector ADRESSE --code CODE     admet cet agent auprès du collecteur (« vigie agent enroll --help »)

Si le collecteur est injoignable, les relevés sont gardés sur disque puis envoyés à son retour.
L'agent s'arrête proprement sur SIGTERM ou Ctrl-C.

Options :
      --config FICHIER   fichier YAML de l'agent (exemple commenté : docs/examples/agent.yml)
      --check            vérifie le fichier et les secrets qu'il désigne, puis s'arrête ; n'ouvre aucune connexion
  -h, --help             affiche cette aide

Exemples :
  vigie agent --check --config /etc/vigie/agent.yml
  vigie agent --config /etc/vigie/agent.yml

${exitCodesHelp}`;

/** What an agent would do with these settings, one fact a line. */
export function agentSummary(settings: AgentSettings): string {
  const { endpoints, paces, plan } = settings;
  const head = `agent ${settings.agent}, collecteur ${settings.collector.url}`;
  const phoneBook = `annuaire : ${count(settings.phoneBook.size, "règle")}`;
  if (plan !== null) return [head, ...planLines(plan), phoneBook].map((line) => `  ${line}\n`).join("");
  const families = [...new Set(endpoints.map((endpoint) => endpoint.family))].sort();
  const byChannel = [
    `${endpoints.filter((endpoint) => endpoint.snmp?.version === "2c").length} en SNMP v2c`,
    `${endpoints.filter((endpoint) => endpoint.snmp?.version === "3").length} en SNMP v3`,
    `${endpoints.filter((endpoint) => endpoint.http !== undefined).length} en HTTP`,
    `${endpoints.filter((endpoint) => endpoint.reach !== undefined).length} avec témoin`,
  ];
  const lines = [
    head,
    `${count(endpoints.length, "équipement")} (${byChannel.join(", ")})`,
    `${count(families.length, "famille")} : ${families.map((family) => (family === "auto" ? "auto (reconnue à la première réponse)" : family)).join(", ")}`,
    ...certificates(endpoints),
    ...oldTls(endpoints),
    `fuseau ${settings.zone} ; ${phoneBook}`,
    `messages des équipements laissés de côté : ${settings.ignoredDiagnostics.join(", ") || "aucun"}`,
    `une interrogation toutes les ${paces.stateSeconds} s, un envoi toutes les ${settings.batchSeconds} s`,
  ];
  return lines.map((line) => `  ${line}\n`).join("");
}

/** What of the site a plan may use. */
function planLines({ secrets, ranges, maxEndpoints, everySeconds }: PlanSettings): string[] {
  return [
    `équipements : ceux du plan du collecteur, ${maxEndpoints} au plus, demandé toutes les ${everySeconds} s`,
    `secrets nommés par le plan : ${[secrets.folder, ...(secrets.credentials === null ? [] : [secrets.credentials])].join(", ")}`,
    `machines permises : ${ranges.written.join(", ") || "les adresses privées"}`,
  ];
}

/** How codecs with HTTPS will be known, where there is one. */
function certificates(endpoints: readonly EndpointSettings[]): string[] {
  const codecs = endpoints.flatMap(({ http }) => (http?.url.startsWith("https:") === true ? [http] : []));
  const verified = codecs.filter((http) => http.verifyTls).length;
  const pinned = codecs.filter((http) => !http.verifyTls && http.fingerprintSha256 !== undefined).length;
  const accepted = codecs.length - verified - pinned;
  const known = [`${verified} par une autorité`, `${pinned} à l'empreinte`, `${accepted} sans contrôle`];
  return codecs.length === 0 ? [] : [`certificats reconnus : ${known.join(", ")}`];
}

/** The exceptions, each by its name: whoever reads the summary must be able to end them. */
function oldTls(endpoints: readonly EndpointSettings[]): string[] {
  const old = endpoints.flatMap(({ id, http }) =>
    http?.tlsMinimum === undefined || http.tlsMinimum === "1.2" ? [] : [`${id} (dès ${http.tlsMinimum})`],
  );
  return old.length === 0 ? [] : [`attention, chiffrement trop ancien admis par exception, mot de passe mal protégé : ${old.join(", ")}`];
}
