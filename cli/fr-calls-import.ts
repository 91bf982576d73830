import { count } from "./fr.ts";

/** A saved history that must not be imported as it is, and what to do. */
export const doubtsFr = {
  elsewhere: (endpoint: string, elsewhere: ReadonlyMap<string, number>) =>
    `Ces appels sont déjà au registre sous un autre équipement : ${[...elsewhere].map(([id, calls]) => `${id} (${count(calls, "appel")})`).join(", ")}. ` +
    `Vérifiez que ce journal est bien celui de ${endpoint}. Rien n'a été écrit.\n` +
    "Pour retirer une reprise faite par erreur : --remove, avec l'autre équipement. Pour les compter aussi ici : --allow-elsewhere.",
  otherHour: (endpoint: string, calls: number) =>
    `${count(calls, "appel")} de ${endpoint} : même appel, autre heure que dans le registre ; vérifiez --zone. Rien n'a été écrit.\n` +
    "Pour corriger une reprise faite avec un autre fuseau : --replace. Les appels relevés par l'agent gardent leur heure.",
  noneRead: (name: string, records: number, unread: number) =>
    `${name} : ${records === 1 ? "le seul enregistrement n'est pas un appel daté" : `aucun des ${records} enregistrements n'est un appel daté`} (${[
      ...(unread === 0 ? [] : [`${unread} sans date ni durée lisibles, par exemple un mois inconnu`]),
      ...(unread === records ? [] : [`${records - unread} à une date impossible, avant 2000 ou à venir`]),
    ].join(" ; ")})`,
} as const;

/** The end of a serial number is enough to compare it with a label, and too little to name the machine to anybody else. */
export function identityFr({ model, serial }: { readonly model: string | null; readonly serial: string | null }): string {
  if (model === null && serial === null)
    return "L'équipement n'a encore dit ni son modèle ni son numéro de série : rien à comparer avec ces journaux.";
  const end = serial === null ? "inconnu" : `…${serial.slice(-Math.min(4, Math.floor(serial.length / 2)))}`;
  return `Équipement de ces appels : ${model ?? "modèle inconnu"}, numéro de série ${end}.`;
}

export const removeFr = {
  notTogether: "--remove retire une reprise : ni --replace ni --allow-elsewhere ne l'accompagnent",
  wouldRemove: (file: string, calls: number) => `${file} : ${count(calls, "appel")} à retirer, s'ils n'ont été que repris`,
  removed: (file: string, { removed, polled, absent }: { readonly removed: number; readonly polled: number; readonly absent: number }) =>
    `${file} : ${count(removed, "retiré")}, ${count(polled, "gardé")} (relevés par l'agent), ${count(absent, "absent")} du registre`,
  sinksKeep: "InfluxDB garde les points déjà transmis : effacez-y ceux de ces appels si un tableau les compte.",
} as const;
