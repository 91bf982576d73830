import { count } from "./fr.ts";
import type { Scanned } from "./privacy-audit.ts";
import type { PersonalSign } from "./privacy-signs.ts";

export const privacyHelp = `Cherche, dans le registre, InfluxDB et les journaux, ce qui ressemble au numéro, à l'adresse ou au nom d'un interlocuteur.
Ce qui est trouvé n'est pas recopié : seul son emplacement est affiché. Un nom écrit seul ne se reconnaît pas.

Usage :
  vigie privacy audit [--json] --config FICHIER [JOURNAL…]

Arguments :
  JOURNAL              fichier de journal à lire, un par ligne : celui de l'agent ou du collecteur

Options :
      --config FICHIER   configuration du collecteur : le registre, et InfluxDB s'il y en a un
      --json             affiche le résultat en JSON
  -h, --help             affiche cette aide

Codes de sortie :
  0    rien trouvé, tout a été lu
  1    tout n'a pas pu être lu
  2    quelque chose a été trouvé
  64   commande mal écrite
  78   configuration à corriger

Exemple :
  journalctl -u vigie-collector > /tmp/collecteur.log
  vigie privacy audit --config /etc/vigie/collector.yml /tmp/collecteur.log
`;

export const privacyFr = {
  actionWanted: "Il manque une action : audit",
  clean: "Rien qui ressemble au numéro, à l'adresse ou au nom d'un interlocuteur.\n",
  found: (number: number) => `${count(number, "endroit")} à examiner.\n`,
} as const;

const signsFr: Readonly<Record<PersonalSign, string>> = {
  mail_or_sip: "adresse de courriel ou SIP",
  telephone: "numéro de téléphone",
  ip_address: "adresse IP qui n'est pas de l'inventaire",
  far_end_in_clear: "interlocuteur en clair, au lieu de son empreinte",
  name: "nom ou numéro sous un champ d'appelant",
};

const whatFr: Readonly<Record<Scanned["what"], string>> = { ledger: "Registre", influxdb: "InfluxDB", log: "Journal" };

export function scannedFr({ what, name, texts, problem, findings }: Scanned): string {
  const read =
    problem === null
      ? count(texts, what === "log" ? "ligne lue" : "texte lu", what === "log" ? "lignes lues" : "textes lus")
      : `illisible (${problem})`;
  const lines = findings.map(({ place, sign }) => `  ${place} : ${signsFr[sign]}`);
  return `${[`${whatFr[what]} ${name} : ${read}`, ...lines].join("\n")}\n`;
}
