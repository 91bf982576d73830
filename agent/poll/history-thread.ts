/** Whether the list of calls read now joins up with the one read before. */
export class HistoryThread {
  #lastKeys: ReadonlySet<string> = new Set();

  /**
   * `gap`: none of the calls read before is still there, so others may have come and gone in between. Null where nothing can be
   * compared: nothing was read before, or the list is empty now. A list that was emptied is told when the next call is in it.
   */
  next(keys: readonly string[]): "continuous" | "gap" | null {
    if (keys.length === 0) return null;
    const before = this.#lastKeys;
    this.#lastKeys = new Set(keys);
    if (before.size === 0) return null;
    return keys.some((key) => before.has(key)) ? "continuous" : "gap";
  }
}
