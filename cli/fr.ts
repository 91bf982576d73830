/** French for « 0 site, 1 site, 2 sites ». */
export const count = (number: number, one: string, many = `${one}s`): string => `${number} ${number < 2 ? one : many}`;

export const exitCodesHelp = `Codes de sortie :
  0    tout va bien
  1    arrêt sur une erreur imprévue
  64   commande mal écrite
  78   fichier de configuration à corriger (chaque problème est affiché avec fichier, ligne et clé)
`;

export const mainHelp = `Vigie surveille les équipements publics de visioconférence d'un territoire.

Usage :
  vigie <commande> [options]

Commandes :
  agent             interroge les équipements d'un site et envoie les relevés au collecteur
  agent enroll      admet l'agent d'un site auprès du collecteur, avec un code à usage unique
  agents            donne ces codes, montre les agents et leur état, révoque, fait changer de clé
  collector         reçoit les relevés, tient le registre, publie la page d'état et les mesures
  probe             interroge une fois un équipement et affiche ce qu'il répond
  calls read        affiche les appels d'un journal enregistré dans un fichier
  calls import      reprend des journaux d'appels anciens dans le registre du collecteur
  scan              cherche les codecs d'une plage d'adresses et prépare leur déclaration
  sla               donne, explique et clôt les taux de disponibilité ; vérifie notre arithmétique
  usage             dit combien les équipements, les sites et les territoires sont utilisés, et s'ils le sont trop peu
  report            écrit le rapport trimestriel à partir du registre, et vérifie un rapport déjà écrit
  maintenance       déclare, corrige, retire et montre les maintenances programmées
  incidents         montre les incidents, en prend en charge, les commente, les impute
  purposes          dit à quoi servent les usages et qui vient, dans les catégories de l'étude régionale
  campaigns         déclare les campagnes de communication et compare l'usage avec celui d'ailleurs
  privacy audit     cherche dans ce qui est gardé le numéro, l'adresse ou le nom d'un interlocuteur
  tokens            donne et révoque les jetons de l'API, pour les personnes et leurs programmes
  audit             montre le journal des écritures : qui, quand, quoi, d'où
  inventory check   vérifie un inventaire (territoires, sites, équipements)
  demo              lance une démonstration complète sur cette machine, avec des sites fictifs

Options :
  -h, --help        affiche cette aide ; « vigie <commande> --help » détaille une commande
  -V, --version     affiche la version

Exemples :
  vigie demo
  vigie probe 192.0.2.10
  vigie calls read --family hdx a_getcdr.xml
  vigie inventory check /etc/vigie/inventory.yml
  vigie collector --check --config /etc/vigie/collector.yml
  vigie agent --config /etc/vigie/agent.yml

${exitCodesHelp}  « vigie probe » a des codes de sortie supplémentaires : voir « vigie probe --help ».
`;

export const commonFr = {
  unknownCommand: (word: string, nearest: string | null) =>
    `Commande inconnue : ${word}${nearest === null ? "" : ` (vouliez-vous écrire « ${nearest} » ?)`}\nLes commandes : vigie --help\n`,
  usage: (problem: string, command: string) => `${problem}\nMode d'emploi : vigie ${command} --help\n`,
  configWanted: "Il manque le fichier de configuration : --config FICHIER",
  correctSettings: (file: string) => `${file} : configuration correcte`,
  problemCount: (number: number) => `${count(number, "problème")} à corriger.\n`,
} as const;

export const argumentsFr = {
  unknownOption: (option: string, nearest: string | null) =>
    `Option inconnue : ${option}${nearest === null ? "" : ` (vouliez-vous écrire « --${nearest} » ?)`}`,
  valueWanted: (option: string) => `L'option ${option} attend une valeur`,
  noValueWanted: (option: string) => `L'option ${option} n'attend pas de valeur`,
  givenTwice: (option: string) => `L'option ${option} est donnée deux fois`,
  unexpectedWord: (word: string) => `Mot inattendu : ${word}`,
} as const;
