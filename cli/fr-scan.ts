import { count } from "./fr.ts";

export const scanHelp = `Cherche les codecs d'une plage d'adresses, sans hâte et sans mot de passe, et prépare leur déclaration.

Usage :
  vigie scan PLAGE --config FICHIER --dry-run
  vigie scan PLAGE --config FICHIER --out DOSSIER

Chaque adresse reçoit une question SNMP, si une communauté ou un utilisateur est configuré, puis une demande de la page d'accueil
web, sans aucun identifiant. Une seule question à la fois par machine, cinq machines par seconde par défaut. Rien n'est demandé
hors des plages déclarées dans le fichier de configuration. Les imprimantes, commutateurs et autres appareils sont nommés et écartés.

Options :
      --config FICHIER   plages autorisées, accès SNMP, cadence (voir l'exemple ci-dessous)
      --dry-run          affiche ce qui est trouvé et les ébauches ; n'écrit aucun fichier
      --out DOSSIER      y écrit les ébauches inventory.yml et agent.yml ; n'écrase jamais un fichier
      --json             affiche le résultat en JSON
  -h, --help             affiche cette aide

Ctrl-C arrête proprement : ce qui a été trouvé est affiché et écrit.

Exemple de configuration (scan.yml) :
  ranges: [192.0.2.0/24, 198.51.100.0/25]
  snmp:
    version: "2c"
    communityFile: secrets/communaute
  hostsPerSecond: 5
  timeoutMs: 2000

Exemples :
  vigie scan 192.0.2.0/24 --config scan.yml --dry-run
  vigie scan 192.0.2.64/26 --config scan.yml --out ebauches

Codes de sortie :
  0    la plage a été parcourue
  64   commande mal écrite, plage refusée ou fichier déjà présent
  78   fichier de configuration à corriger
  130  arrêt demandé avant la fin
`;

export const scanFr = {
  rangeWanted: "Il manque la plage : vigie scan 192.0.2.0/24 --config FICHIER",
  notARange: "ce n'est pas une plage d'adresses ; attendu par exemple : 192.0.2.0/24",
  unreadableRange: (text: string) => `Ce n'est pas une plage d'adresses : ${text} (attendu par exemple : 192.0.2.0/24)`,
  configWanted:
    "Il manque --config FICHIER : les plages où chercher y sont déclarées, pour qu'une faute de frappe n'aille pas interroger le réseau d'un autre",
  tooLarge: (text: string, most: bigint) => `La plage ${text} compte plus de ${most} adresses : la découper`,
  outside: (text: string, declared: readonly string[]) =>
    `La plage ${text} sort de celles qui sont déclarées (${declared.join(", ")}) : rien n'a été demandé`,
  modeWanted: "Choisir --dry-run (afficher seulement) ou --out DOSSIER (écrire les ébauches)",
  modeTwice: "--dry-run n'écrit rien : --out est de trop",
  exists: (file: string) => `${file} existe déjà : rien n'est écrasé. Choisir un autre dossier`,
  cannotWrite: (folder: string, problem: string) => `Écriture impossible dans ${folder} : ${problem}`,
  starts: (text: string, addresses: number, perSecond: number) =>
    `Plage ${text} : ${count(addresses, "adresse")}, ${perSecond} par seconde, environ ${durationFr(addresses / perSecond)}\n`,
  progress: (asked: number, all: number, found: number) => `${asked} sur ${count(all, "adresse")}, ${count(found, "appareil")}\n`,
  stopping: "Arrêt demandé : les dernières réponses attendues arrivent encore, quelques secondes au plus\n",
  stopped: (asked: number, all: number) => `Arrêté après ${asked} sur ${count(all, "adresse")}.`,
  done: (addresses: number) => `${count(addresses, "adresse parcourue", "adresses parcourues")}.`,
  nobody: "Personne n'a répondu.",
  codecs: (number: number) => count(number, "codec", "codecs"),
  others: (number: number) => count(number, "appareil écarté", "appareils écartés"),
  unsure: (number: number) => `${count(number, "appareil à vérifier", "appareils à vérifier")} (vigie probe ADRESSE)`,
  columns: {
    codecs: ["Adresse", "Famille", "Accès", "Se présente comme"],
    others: ["Adresse", "Appareil"],
    unsure: ["Adresse", "Fabricant", "Accès", "Se présente comme"],
  },
  snmp: "SNMP",
  web: "web",
  oldWeb: (version: string) => `web (TLS ${version} seulement)`,
  clearWeb: "web en clair (TLS trop ancien)",
  unreadableWeb: "web illisible (TLS trop ancien)",
  oldTlsNote:
    "TLS 1.0 ou 1.1 seulement : trop ancien pour être admis sans qu'on le demande. Les ébauches l'admettent pour ces codecs-là (http.tlsMinimum) ; le mot de passe y est mal protégé.",
  lostTlsNote:
    "TLS trop ancien : même TLS 1.0 n'aboutit pas ; http.tlsMinimum n'y peut rien. Mettre le codec à jour, ou s'en tenir à SNMP.",
  written: (files: readonly string[]) =>
    `Ébauches écrites : ${files.join(", ")}. Les compléter, puis les vérifier (voir leur première ligne).`,
  noStub: "Aucun codec : pas d'ébauche.",
} as const;

function durationFr(seconds: number): string {
  return seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;
}

/** What the stubs say to who completes them. */
export const stubsFr = {
  agentHead: (range: string, day: string) =>
    [
      `Ébauche de « vigie scan » (${range}, ${day}). Un agent par site ; ce qu'il surveille est dans l'inventaire du collecteur.`,
      "Remplacer chaque À-COMPLÉTER, puis faire admettre l'agent : « vigie agents add SITE » sur le collecteur donne un code,",
      "« vigie agent enroll --config agent.yml --collector … --code … » l'emploie sur le site. Vérifier : vigie agent --check --config agent.yml",
    ].join("\n"),
  inventoryHead: (range: string, day: string, secrets: readonly string[]) =>
    [
      `Ébauche de « vigie scan » (${range}, ${day}), à reporter dans l'inventaire du collecteur : répartir les équipements entre les sites.`,
      "Remplacer chaque À-COMPLÉTER, puis vérifier : vigie inventory check inventory.yml",
      ...(secrets.length === 0
        ? []
        : [`Les secrets restent sur le site, un par fichier en 0600, dans le dossier « secrets » de l'agent : ${secrets.join(", ")}.`]),
    ].join("\n"),
  oldTls: "exception : ce codec ne parle rien de plus récent ; le mot de passe y est mal protégé",
  fill: "À-COMPLÉTER",
  endpointName: (address: string) => `Codec ${address}`,
} as const;
