/** What Docker Compose says where nobody told it. */
export const composeFr = { settingsWanted: "dossier des réglages et des secrets" } as const;
