/** The worker's side of `startWorker`: does what it is told until the bench is gone. `work` gives how many units failed. */
export function serveWork(ready: unknown, work: (units: number) => Promise<number>): void {
  process.on("message", (units) => {
    work(Number(units)).then(
      (failures) => process.send?.(failures),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  });
  process.once("disconnect", () => process.exit());
  process.send?.(ready);
}
