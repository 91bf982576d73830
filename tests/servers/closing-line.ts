import type { Reporter, TestModule, TestSuite } from "vitest/node";

/** Ends the run with what could not run and why, what only a second try passed, then one plain line of counts that a script can read. */
export function closingLine(): Reporter {
  return {
    onTestRunEnd(modules, errors) {
      const reasons = new Set(modules.flatMap(notRunReasons));
      for (const reason of reasons) process.stdout.write(`Not run: ${reason}\n`);
      for (const name of modules.flatMap(secondTries)) process.stdout.write(`Passed at the second try: ${name}\n`);
      const counts = { passed: 0, failed: errors.length, skipped: 0 };
      for (const module of modules) {
        const tests = [...module.children.allTests()];
        for (const test of tests) counts[outcomeOf(test.result().state)] += 1;
        // A file that does not load has no tests to count, and still is a failure.
        if (module.state() === "failed" && !tests.some((test) => test.result().state === "failed")) counts.failed += 1;
      }
      process.stdout.write(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`);
    },
  };
}

function outcomeOf(state: "passed" | "failed" | "skipped" | "pending"): "passed" | "failed" | "skipped" {
  if (state === "passed" || state === "skipped") return state;
  return "failed";
}

function secondTries(module: TestModule): string[] {
  return [...module.children.allTests("passed")]
    .filter((test) => (test.diagnostic()?.retryCount ?? 0) > 0)
    .map((test) => `${module.relativeModuleId} > ${test.fullName}`);
}

/** See describeWithServers: the title of a suite that cannot run carries the reason. */
function notRunReasons(module: TestModule): string[] {
  return [...module.children.allSuites()].flatMap((suite: TestSuite) => {
    const reason = / \[not run: (.*)\]$/.exec(suite.name)?.[1];
    return reason === undefined ? [] : [`${module.relativeModuleId}: ${reason}`];
  });
}
