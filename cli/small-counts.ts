/** Fewer may single somebody out: of two uses a month, whoever was there knows whose they were. */
export const leastPublished = 3;

/** A count as it may be published. Zero hides nobody. */
export const publicCount = (uses: number): number | string => (uses > 0 && uses < leastPublished ? `< ${leastPublished}` : uses);
