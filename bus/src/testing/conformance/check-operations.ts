import type { Fault as ScriptedFault } from "../simulator/fault.ts";
import type { Checks, Fault } from "./checks.ts";
import { effectsIn, inWorld, stateOf, undisturbed, type Course } from "./course.ts";
import {
  onceOnly,
  probeTold,
  refusedByVendor,
  sameAgain,
  throughOutage,
  throughRateLimit,
  unauthorized,
  type Case,
} from "./disturbed.ts";
import { refusalOf, refusalTold } from "./refusal-told.ts";
import { strikeAt, withMoreFields } from "./strikes.ts";
import type { Subject } from "./world.ts";

/** Every check of one operation at the simulator: well, and under each fault. */
export async function checkOperation(subject: Subject, operation: string, checks: Checks): Promise<void> {
  let course: Course | undefined;
  await checks.run("bronze", "does what it says", operation, async (fault) => {
    course = await undisturbed(subject, operation, fault);
  });
  if (course) await checkDisturbed(subject, operation, course, checks);
}

async function checkDisturbed(
  subject: Subject,
  operation: string,
  course: Course,
  checks: Checks,
): Promise<void> {
  type Examine = (given: Case, fault: Fault) => Promise<void> | void;
  const run = (level: "silver" | "gold", check: string, examine: Examine) =>
    checks.run(level, check, operation, (fault) =>
      inWorld(subject, operation, async (world) => examine({ world, operation, course }, fault)),
    );
  const passing = (check: string, scripted: ScriptedFault) =>
    run("silver", check, async (given, fault) => {
      await given.world.control.putFault(scripted);
      await onceOnly(given, fault);
    });
  const changes = course.effects > 0;

  await run("silver", "outage", throughOutage);
  await passing("cut connection", { kind: "outage", count: 2 });
  await passing("5xx burst", { kind: "outage", mode: "503", count: 3 });
  await passing("malformed answer", { kind: "malformed", count: 1 });
  if (changes) await passing("commit, then drop", { kind: "commitThenDrop", count: 1 });
  for (let step = 1; step <= course.requests; step += 1) {
    const place = course.requests > 1 ? `, step ${step}` : "";
    for (const when of ["before", "after"] as const)
      await run("silver", `timeout ${when} commit${place}`, async (given, fault) => {
        const bodies: string[] = [];
        given.world.stand(strikeAt(step, when, bodies));
        await onceOnly(given, fault);
        if (course.idempotency === "natural" && when === "after")
          sameAgain(given, bodies[step - 1], bodies.at(-1), fault);
        if (course.idempotency === "probe" && when === "after") probeTold(given, fault);
      });
  }
  await run("silver", "rate limit", throughRateLimit);
  for (let step = 1; step <= course.requests; step += 1)
    await run("silver", `expired credentials${course.requests > 1 ? `, step ${step}` : ""}`, (given, fault) =>
      unauthorized(subject, given, step, fault),
    );
  if (changes) await run("silver", "business refusal", refusedByVendor);
  const refusal = refusalOf(subject, operation);
  if (changes && refusal !== undefined)
    await run("gold", "refusal is told", (given, fault) => refusalTold(given, refusal, fault));
  await run("gold", "unknown fields", withNewFields);
}

/** Fields that are new in the vendor's answers change nothing. */
async function withNewFields({ world, operation, course }: Case, fault: Fault): Promise<void> {
  world.stand(withMoreFields);
  const delivery = await world.settle(operation, await world.deliver(operation));
  if (delivery.state !== "applied") fault(`it is ${stateOf(delivery)}, not applied`);
  const effects = await effectsIn(world, course);
  if (effects !== course.effects) fault(`it has ${effects} effects, not ${course.effects}`);
}
