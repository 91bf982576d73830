import { serveWork } from "../measure/serve-work.ts";

// What Node itself needs before a program does anything.

serveWork(null, () => Promise.resolve(0));
