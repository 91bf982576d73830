import type { KeyFigure, Point } from "../forms/document.ts";
import type { ReportModel, SiteRow } from "../model/model.ts";
import type { IncidentRow, KeyFact, Proposal } from "../model/sayings.ts";
import { counted, hoursAndMinutes, listed, moment, notKnown, perMonth, share } from "./fr-quantities.ts";
import { endpointName, siteName, type Told } from "./told.ts";

export const essentialWords = {
  title: "1. L'essentiel du trimestre",
  figures: "Cinq chiffres",
  facts: "Trois faits",
  proposals: "Décisions proposées",
  noProposal: "Aucune règle n'appelle de décision ce trimestre : rien n'est proposé.",
} as const;

export function fiveFigures({ network }: ReportModel): KeyFigure[] {
  const { service, use, endpoints } = network;
  return [
    { value: share(service.service), label: "Taux de disponibilité du service", note: caveat(service) },
    {
      value: `${endpoints.met} sur ${endpoints.all}`,
      label: endpoints.all < 2 ? "Équipement à l'objectif" : "Équipements à l'objectif",
      note: targetsNote(endpoints),
    },
    {
      value: String(service.incidents),
      label: service.incidents < 2 ? "Incident" : "Incidents",
      note: incidentsNote(service),
    },
    {
      value: String(use.uses),
      label: use.uses < 2 ? "Usage" : "Usages",
      note: use.perMonth === null ? "Par site et par mois : n.d." : `Par site et par mois : ${perMonth(use.perMonth)}`,
    },
    {
      value: share(service.coverage),
      label: "Couverture de la mesure",
      note: service.coverage === null ? notKnown : "part du temps attendu qui a été observée",
    },
  ];
}

function incidentsNote({ incidents, restoreBreaches }: ReportModel["network"]["service"]): string {
  if (incidents === 0) return "Aucun incident";
  return restoreBreaches === 0 ? "aucun au-delà de la GTR" : `dont ${restoreBreaches} au-delà de la GTR`;
}

function caveat({ service, isSubjectToCaveat, low, high }: ReportModel["network"]["service"]): string {
  if (service === null) return "Non déterminé (couverture insuffisante)";
  if (isSubjectToCaveat) return `Sous réserve : entre ${share(low)} et ${share(high)}`;
  return "sur les plages de service, hors maintenances programmées";
}

function targetsNote({ all, met, missed }: ReportModel["network"]["endpoints"]): string {
  const open = all - met - missed;
  if (all === met) return "Objectif tenu partout";
  const parts = [
    ...(missed > 0 ? [`objectif non tenu : ${missed}`] : []),
    ...(open > 0 ? [`non déterminé ou sans objectif : ${open}`] : []),
  ];
  const text = parts.join(" ; ");
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** A fact in a few words, and what stands behind it. */
export function factPoint(told: Told, fact: KeyFact): Point {
  switch (fact.kind) {
    case "targets":
      return targetsPoint(fact);
    case "no_incident":
      return { lead: "Aucun incident.", text: "Aucune interruption n'a été constatée sur les plages de service.", note: "" };
    case "longest_incident":
      return longestPoint(told, fact);
    case "sites_without_use":
      return withoutUsePoint(told, fact);
  }
}

function targetsPoint({ all, met, missed }: Extract<KeyFact, { kind: "targets" }>): Point {
  const open = all - met - missed;
  const held = open === 0 ? "Objectif tenu." : "Objectif tenu là où il peut être vérifié.";
  const lead = missed > 0 ? "Objectif non tenu." : held;
  if (all === 0) return { lead: "Aucun équipement en service.", text: "Aucun objectif n'était à vérifier.", note: "" };
  const text =
    missed === 0
      ? `${counted(met, "équipement")} sur ${all} à l'objectif de disponibilité.`
      : `${counted(missed, "équipement")} sur ${all} sous l'objectif de disponibilité, ${met} à l'objectif.`;
  const rest =
    open === 0 ? "" : ` Pour ${counted(open, "équipement")}, rien ne peut être dit (couverture insuffisante, ou aucun objectif promis).`;
  return { lead, text: `${text}${rest}`, note: "" };
}

function longestPoint(told: Told, { incident: id, clockSeconds }: Extract<KeyFact, { kind: "longest_incident" }>): Point {
  const incident = told.model.incidents.find((one) => one.id === id);
  const lead = "Incident le plus long :";
  const lasted = `${hoursAndMinutes(clockSeconds)} sur l'horloge du contrat`;
  if (incident === undefined) return { lead, text: `${lasted}.`, note: "" };
  const end = incident.isGoingOn
    ? `depuis le ${moment(incident.from)}, toujours en cours`
    : `du ${moment(incident.from)} au ${moment(incident.to)}`;
  return { lead, text: `${endpointName(told, incident.endpoint)}, ${end} : ${lasted}${againstRestore(incident)}.`, note: "" };
}

function againstRestore({ isRestoreBreach, guaranteedRestoreSeconds }: IncidentRow): string {
  if (isRestoreBreach === null || guaranteedRestoreSeconds === null) return "";
  const promised = hoursAndMinutes(guaranteedRestoreSeconds);
  return isRestoreBreach ? `, au-delà des ${promised} de la GTR` : `, dans les ${promised} de la GTR`;
}

function withoutUsePoint({ model }: Told, { sites, of }: Extract<KeyFact, { kind: "sites_without_use" }>): Point {
  if (of === 0)
    return { lead: "Usages non déterminés.", text: "Aucun site n'a été assez observé pour que ses usages soient comptés.", note: "" };
  if (sites === 0)
    return { lead: "Tous les sites observés ont servi.", text: `${counted(of, "site a", "sites ont")} connu au moins un usage.`, note: "" };
  const verdict = model.network.verdicts.established;
  const under = verdict === 0 ? "" : ` La sous-utilisation est établie pour ${counted(verdict, "site")}.`;
  return { lead: `${counted(sites, "site")} sans usage`, text: `sur ${counted(of, "site observé", "sites observés")}.${under}`, note: "" };
}

interface RuleWords {
  readonly decision: string;
  readonly rule: string;
  readonly owner: string;
}

export const ruleWords: Readonly<Record<Proposal["rule"], RuleWords>> = {
  repair: {
    decision: "Remettre à niveau les équipements sous l'objectif",
    rule: "sites dont un équipement au moins n'a pas tenu son objectif, en commençant par le plus de temps perdu",
    owner: "Titulaire du marché",
  },
  restore_in_time: {
    decision: "Faire respecter la garantie de temps de rétablissement",
    rule: "sites où un incident au moins a dépassé la GTR",
    owner: "Titulaire du marché",
  },
  measure: {
    decision: "Rétablir la mesure",
    rule: "sites dont le taux est non déterminé ou sous réserve, en commençant par le plus de temps inconnu",
    owner: "Exploitant, avec le site",
  },
  repair_then_make_known: {
    decision: "Réparer, puis faire connaître",
    rule: "sites à la fois peu fiables et peu utilisés",
    owner: "Titulaire du marché, puis collectivité d'accueil",
  },
  make_known: {
    decision: "Faire connaître des salles fiables et peu utilisées",
    rule: "sites fiables dont l'usage est inférieur au seuil, en commençant par les plus certains",
    owner: "Collectivité d'accueil, avec la Région",
  },
};

export function proposalPoint(told: Told, { rule, sites }: Proposal): Point {
  const words = ruleWords[rule];
  return { lead: `${words.decision} :`, text: `${listed(sites.map((id) => siteName(told, id)))}.`, note: `Règle : ${words.rule}.` };
}

export const targetSentence = (isMet: boolean | null, promised: number | null): string => {
  if (promised === null) return "Sans objectif";
  if (isMet === null) return "Non déterminé (couverture insuffisante)";
  return isMet ? "Objectif tenu" : "Objectif non tenu";
};

/** Of several endpoints together: none of them promises for all. */
export function placeSentence({ all, met, missed }: SiteRow["endpoints"]): string {
  if (missed > 0) return "Objectif non tenu";
  return met === all && all > 0 ? "Objectif tenu" : "Non déterminé";
}
