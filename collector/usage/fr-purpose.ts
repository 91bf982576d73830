import type { Purpose, UserKind } from "./purpose.ts";

export const purposeWords: Readonly<Record<Purpose, string>> = {
  coordination: "coordination",
  administration: "administration",
  training: "formation",
  technical_follow_up: "suivi technique",
  clients: "clients",
  recruitment: "recrutement",
  other: "autre",
};

export const userKindWords: Readonly<Record<UserKind, string>> = {
  company_without_equipment: "entreprise non équipée",
  multi_site: "entreprise multisite",
  occasional: "occasionnel",
  consultancy: "cabinet de conseil",
  local_authority: "collectivité",
};
