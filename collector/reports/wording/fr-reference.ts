/** One word per thing, as the report uses it. */
export const glossary: readonly (readonly [term: string, meaning: string])[] = [
  ["Arrêté des données", "instant après lequel ce qui arrive n'est plus dans le rapport"],
  ["Équipement (codec)", "appareil de visioconférence d'une salle ; l'ensemble forme le parc"],
  ["EPCI", "établissement public de coopération intercommunale : communauté de communes, d'agglomération ou métropole"],
  ["GTI", "garantie de temps d'intervention : délai promis jusqu'à la prise en charge d'un incident"],
  ["GTR", "garantie de temps de rétablissement : délai promis jusqu'au retour stable du service"],
  ["Horaires décalés", "en dehors des heures d'ouverture du site"],
  ["IC 95 %", "intervalle de confiance : plage qui contient la vraie valeur 95 fois sur 100"],
  ["Imputation", "à qui une durée perdue est attribuée, par la mesure ou par une personne"],
  ["Incident", "interruption du service, jusqu'à son retour stable"],
  ["Interlocuteur distant", "l'autre bout d'un appel ; jamais nommé, connu par une empreinte à clé"],
  ["Maintenance programmée", "travaux annoncés avant leur début ; retirés du temps attendu"],
  ["Manquement", "engagement du marché qui n'a pas été tenu"],
  ["Micro-coupure", "un ou deux relevés sans réponse, suivis d'une réponse"],
  ["MTBF", "temps moyen entre pannes"],
  ["MTTR", "temps moyen de rétablissement"],
  ["n.d.", "non déterminé : rien ne peut être dit, ce qui n'est ni zéro ni cent"],
  ["Plage de service", "heures pendant lesquelles le service est promis"],
  ["Relevé", "une interrogation d'un équipement, et sa réponse"],
  ["Sous réserve", "chiffre donné alors que moins de 95 % du temps a été observé"],
  ["Taux de couverture de la mesure", "part du temps attendu dont l'état est connu"],
  ["Taux de disponibilité", "part du temps connu pendant laquelle l'équipement pouvait servir"],
  ["Taux d'occupation", "part de la plage de service pendant laquelle la salle était en communication"],
  ["Usage", "communication établie d'une minute au moins"],
];

export const sources: readonly string[] = [
  "États, appels et incidents : registre de Vigie, alimenté par les agents des sites.",
  "Sites, équipements, horaires et engagements : inventaire tenu par l'exploitant.",
  "Périmètres des EPCI : INSEE (code officiel géographique) et DGCL, 2026, via @etalab/decoupage-administratif (Licence Ouverte).",
  "Contours : IGN Admin Express COG 2018 (Licence Ouverte), via france-geojson, simplifiés.",
  "Facteurs d'émission : ADEME, Base Carbone et Nos Gestes Climat (Licence Ouverte).",
  "Police de caractères : Source Sans 3, Adobe (SIL Open Font License 1.1), incorporée.",
  "Programme : Vigie, licence EUPL-1.2.",
];

export const accessibility: readonly string[] = [
  "Ce rapport est produit sous deux formes équivalentes : une page HTML d'un seul fichier, à privilégier avec une aide technique, et un PDF balisé (PDF/UA-1).",
  "Chaque carte et chaque graphique a une description et un tableau des mêmes chiffres. Aucune information ne repose sur la seule couleur. Les tableaux ont un titre et des en-têtes ; la langue est indiquée ; la page se lit entièrement au clavier, à partir de 320 pixels de large.",
  "État de conformité : la page est vérifiée à chaque version par un moteur de règles (axe) dans un navigateur ; aucun audit complet de ses critères RGAA 4.1 par une personne n'a encore eu lieu. Elle est donc déclarée non auditée.",
  "Pour signaler un défaut d'accès ou obtenir une autre forme, s'adresser à l'émetteur du rapport. À défaut de réponse satisfaisante, le Défenseur des droits peut être saisi.",
];

export const validationWords = {
  title: "Validation",
  caption: "Visas",
  head: ["Visa", "Nom et qualité", "Date", "Signature"],
  roles: ["Établi par", "Vérifié par", "Approuvé par"],
  remarks: "Observations de la Région",
  reservations: "Réserves",
} as const;
