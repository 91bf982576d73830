/** Why an endpoint of a plan is not taken up, for the page of the collector. A secret is named, never told. */
export const takeUpFr = {
  notAllowed: (host: string) => `${host} est hors des adresses permises par « ranges » dans agent.yml`,
  clearNotDeclared: (host: string) => `mot de passe en clair (http://) vers ${host}, que « ranges » dans agent.yml ne déclare pas`,
  unknownFamily: (family: string) => `cet agent ne connaît pas la famille ${family} : le mettre à jour`,
  secret: (name: string, problem: string) => `secret « ${name} » : ${problem}`,
  secretKept: (name: string, problem: string) => `secret « ${name} » : ${problem} (le précédent sert encore)`,
  absent: "absent du dossier des secrets",
  reserved: "réservé à l'agent lui-même",
  tooShort: (shortest: number) => `moins de ${shortest} caractères, trop court pour SNMPv3`,
  notACertificate: "ce n'est pas un certificat au format PEM",
} as const;

export const planFr = {
  some: (left: number, all: number, reasons: readonly string[]) =>
    `${left} équipement${left > 1 ? "s" : ""} sur ${all} en défaut : ${reasons.join(" ; ")}`,
  ofEndpoint: (endpoint: string, reason: string) => `${endpoint}, ${reason}`,
  unreadable: (fault: string) => `plan illisible par cet agent, l'ancien est gardé : ${fault}`,
  twice: (id: string) => `plan refusé, l'ancien est gardé : deux équipements portent l'identifiant « ${id} »`,
  tooMany: (count: number, most: number) =>
    `plan refusé, l'ancien est gardé : ${count} équipements, cet agent en prend au plus ${most} (maxEndpoints dans agent.yml)`,
  tooLong: (most: number) => `plan refusé, l'ancien est gardé : trop long pour ${most} équipements (maxEndpoints dans agent.yml)`,
  fatal: (starts: number) => `plan refusé, l'ancien est repris : l'agent s'est arrêté ${starts} fois de suite en le suivant`,
  otherAgent: (agent: string) => `ce plan est celui de l'agent ${agent}`,
} as const;
