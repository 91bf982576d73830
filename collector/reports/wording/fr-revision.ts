import type { Revision } from "../issued.ts";
import type { Ratio } from "../model/figures.ts";
import type { RevisionChange } from "../model/revision.ts";
import { counted, day, none, share } from "./fr-quantities.ts";

export const revisionWords = {
  network: "Ensemble du réseau",
  head: ["Où", "Chiffre", "Avant", "Révisé"],
  absent: "absent",
  smaller: "Aucun taux ni effectif de tête n'a changé : la révision porte sur des chiffres de détail.",
} as const;

export const revisionTitle = ({ number }: Revision): string => `Révision ${number} : ce qui change et pourquoi`;
export const revisionCaption = ({ number }: Revision): string => `Chiffres changés par la révision ${number}`;

export function revisionSentences({ issuedAt, reason, previousSha256, changes }: Revision): string[] {
  const places = counted(changes.length, "périmètre change", "périmètres changent");
  return [
    `Cette révision est émise le ${day(issuedAt)}. Motif : ${reason ?? "n.d."}`,
    `Elle remplace le rapport d'empreinte ${previousSha256 ?? none}, qui est conservé.${changes.length === 0 ? ` ${revisionWords.smaller}` : ` ${places} de chiffres.`}`,
  ];
}

const ratio = (value: Ratio | null | undefined): string => (value === undefined ? revisionWords.absent : share(value));
const count = (value: number | undefined): string => (value === undefined ? revisionWords.absent : String(value));

/** What changed of a place, figure by figure. */
export function revisionRows({ level, name, before, after }: RevisionChange): string[][] {
  const where = level === "network" ? revisionWords.network : name;
  const rows = [
    ["Taux de disponibilité", ratio(before?.service), ratio(after?.service)],
    ["Taux de couverture", ratio(before?.coverage), ratio(after?.coverage)],
    ["Incidents", count(before?.incidents), count(after?.incidents)],
    ["Dépassements de la GTR", count(before?.restoreBreaches), count(after?.restoreBreaches)],
    ["Dépassements de la GTI", count(before?.takeChargeBreaches), count(after?.takeChargeBreaches)],
    ["Usages", count(before?.uses), count(after?.uses)],
  ];
  return rows.filter(([, then, now]) => then !== now).map((row) => [where, ...row]);
}
