import type { AlertWords } from "./alert.ts";
import { count, room, site, territory } from "./fr-names.ts";

const share = "{{ $value | humanizePercentage }}";

export const frContracts: Readonly<Record<string, AlertWords>> = {
  VisioBudgetBurningFast: {
    summary: `Territoire ${territory} : ${share} de la marge du trimestre perdus en un jour`,
    affected: "L'engagement de disponibilité du trimestre, et les usagers des salles en panne.",
    action: "Ouvrir le contrat de service du territoire : quelles salles, quelle cause, réparée ou non ?",
  },
  VisioBudgetBurningSlow: {
    summary: `Territoire ${territory} : ${share} de la marge du trimestre perdus en sept jours`,
    affected: "L'engagement de disponibilité du trimestre : à ce rythme il ne sera pas tenu.",
    action: "Chercher la cause qui revient dans la liste des incidents du territoire, et la traiter.",
  },
  VisioQuarterAtRisk: {
    summary: `Trimestre compromis : ${room}, ${share} de la marge perdus`,
    affected: `L'engagement de disponibilité de ${site}.`,
    action: "Traiter cette salle d'abord. Au-delà de 100 %, l'objectif ne peut plus être tenu : le dire au site.",
  },
  VisioCallsFailing: {
    summary: `Appels en échec : ${room}, ${count} tentatives sans réponse en sept jours`,
    affected: `Les usagers de ${site}, qui n'arrivent pas à appeler alors que l'équipement répond.`,
    action: "Faire un appel d'essai depuis la salle, puis vérifier l'enregistrement et l'annuaire.",
  },
  VisioUnderUseEstablished: {
    summary: `Territoire ${territory} : ${count} sites dont la sous-utilisation est établie`,
    affected: "Les entreprises et les agents qui ne savent pas que la salle existe.",
    action: "Ouvrir le tableau de sous-utilisation : faire connaître les salles fiables, réparer d'abord les autres.",
  },
};
