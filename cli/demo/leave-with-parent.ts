/** This file, to be loaded first (`node --import`) by each program of the demonstration. */
export const leaveWithParent = import.meta.url;

// When the demonstration is gone, however it went, its programs stop as well.
if (process.execArgv.includes(leaveWithParent)) {
  process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));
  process.channel?.unref();
}
