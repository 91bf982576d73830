/** Lets requests in between two steps of long work: SQLite's calls never give way by themselves. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
