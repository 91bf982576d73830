/** An agent sends at least once a minute; five without a word are not a slow line any more. */
export const silentAfterMs = 300_000;
