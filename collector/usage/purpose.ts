/** What a use was for, in the categories of the regional study. Chosen from this list: there is no word of one's own. */
export const purposes = ["coordination", "administration", "training", "technical_follow_up", "clients", "recruitment", "other"] as const;
export type Purpose = (typeof purposes)[number];

/** Who came, in the categories of the study: a kind, never a name. */
export const userKinds = ["company_without_equipment", "multi_site", "occasional", "consultancy", "local_authority"] as const;
export type UserKind = (typeof userKinds)[number];

/** What somebody said of a use; both null: nothing any more. */
export interface Tagged {
  readonly purpose: Purpose | null;
  readonly users: UserKind | null;
}

/** One saying on one use. The last one of each use counts. */
export interface PurposeTag extends Tagged {
  readonly entry: number;
  /** Entry of the first saying on the same use. */
  readonly first: number;
  readonly endpoint: string;
  /** "2026-11", in which the use began. */
  readonly month: string;
  /** When the use began, s since 1970 UTC; null: forgotten, as its call is. */
  readonly usedAt: number | null;
  readonly by: string;
}

/** Tagged uses of one endpoint and month. Small by nature: most uses are not tagged. */
export interface PurposeCounts {
  readonly purposes: ReadonlyMap<Purpose, number>;
  readonly users: ReadonlyMap<UserKind, number>;
  /** Uses of which anything is said. */
  readonly tagged: number;
}

/** The last saying on each use. */
export function standingTags(tags: readonly PurposeTag[]): PurposeTag[] {
  const last = new Map<number, PurposeTag>();
  for (const tag of tags) last.set(tag.first, tag);
  return [...last.values()].filter(({ purpose, users }) => purpose !== null || users !== null);
}

export function countPurposes(tags: readonly PurposeTag[]): PurposeCounts {
  const counts = { purposes: new Map<Purpose, number>(), users: new Map<UserKind, number>(), tagged: 0 };
  for (const { purpose, users } of standingTags(tags)) {
    counts.tagged += 1;
    if (purpose !== null) counts.purposes.set(purpose, (counts.purposes.get(purpose) ?? 0) + 1);
    if (users !== null) counts.users.set(users, (counts.users.get(users) ?? 0) + 1);
  }
  return counts;
}
