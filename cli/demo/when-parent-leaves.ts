/**
 * npm hands a SIGTERM to the shell that runs the script; the shell ends and never tells us. So, started by npm, we look whether
 * our parent is still the same. Started from a terminal we do not: `vigie demo &` may outlive its shell.
 */
export function whenParentLeaves(leave: () => void): NodeJS.Timeout | undefined {
  if (process.env["npm_lifecycle_event"] === undefined) return undefined;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid !== parent) leave();
  }, 300);
  watch.unref();
  return watch;
}
