// Loaded first in each program of the demonstration: when the demonstration is gone, however it went, they stop as well.
process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));
process.channel?.unref();
