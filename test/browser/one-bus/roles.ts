import { expect, onTestFinished, test } from "vitest";
import { rightsOfRoles, type Right } from "../../../bus/src/rights.ts";
import { actsOf, type Acts } from "../support/acts.ts";
import type { BusyBus } from "../support/busy-bus.ts";
import { visit } from "../support/console.ts";
import { isLong } from "../support/form.ts";
import { doubtRoute, moreToDo, type Made } from "../support/more-to-do.ts";
import { goTo, offeredAt } from "../support/pressed.ts";
import { bus } from "./bus.ts";

type Role = keyof BusyBus["tokens"];
const between: readonly Role[] = ["operator", "payload-reader", "approver"];
const roles: readonly Role[] = ["viewer", ...between, "admin"];

test("on every screen, what a role may not do is off, says whose it is, and does nothing; nothing else is off for that", async () => {
  const made = await toBeDone();
  const looks = await Promise.all(roles.map((role) => lookAround(role, made)));
  expect(looks.flat()).toEqual([]);
}, 60_000);

/** Goes through the screens as somebody with this role, and says what is not as it should be. */
async function lookAround(role: Role, made: Made): Promise<readonly string[]> {
  const { page, open, faults, context } = await visit({ origin: bus.spindle.admin, token: bus.tokens[role] });
  await open("/");
  const wrong: string[] = [];
  for (const acts of placesFor(role, made)) {
    await goTo(page, acts.path);
    for (const selector of acts.press ?? []) await page.locator(selector).first().click();
    const offered = await offeredAt(page, Object.keys(acts.need));
    wrong.push(...wrongAt(acts, role, offered).map((each) => `${role} at ${acts.path}: ${each}`));
  }
  await context.close();
  return [...wrong, ...faults];
}

/** Why something is off names all who have the right, so that a viewer sees most of it: of the roles between, one goes to each place. */
function placesFor(role: Role, made: Made): readonly Acts[] {
  const nth = between.indexOf(role);
  return actsOf(made).filter((_, index) => isLong || nth < 0 || index % between.length === nth);
}

function wrongAt(
  { need }: Acts,
  role: Role,
  { buttons, text, opened }: Awaited<ReturnType<typeof offeredAt>>,
): readonly string[] {
  const wrong = opened ? ["what is off opens a dialog"] : [];
  for (const [name, right] of Object.entries(need)) {
    const why = whyNot(role, right);
    const called = buttons.filter(
      ({ words }) => words.startsWith(name) && (name !== "" || words.endsWith("…")),
    );
    if (called.length === 0 && !(why !== undefined && text.includes(why))) wrong.push(`there is no ${name}`);
    for (const { words, off } of called)
      if (why === undefined ? off?.startsWith("Needs the role") : off !== why)
        wrong.push(`${words} is ${off === null ? "on" : `off: ${off}`}`);
  }
  const isListed = (words: string) => Object.keys(need).some((name) => words.startsWith(name));
  const others = buttons.filter(({ words }) => words.endsWith("…") && !isListed(words));
  return [...wrong, ...others.map(({ words }) => `${words} is not among the acts that are known`)];
}

/** In the words of a button; undefined where the role has the right. */
function whyNot(role: Role, right: Right): string | undefined {
  if (rightsOfRoles[role].includes(right)) return undefined;
  const having = roles.filter((each) => rightsOfRoles[each].includes(right));
  const last = having.at(-1) ?? "";
  const who = having.length > 1 ? `${having.slice(0, -1).join(", ")} or ${last}` : last;
  return `Needs the role ${who}; you are ${role}.`;
}

/** All for this test. */
async function toBeDone(): Promise<Made> {
  const { known, tour } = bus;
  const more = await moreToDo(tour, known);
  const reason = "it was a test";
  onTestFinished(() => tour.post(`recipes/${more.recipeId}/stop`, { reason }));
  onTestFinished(() =>
    tour.post(`failures/${more.doubtId}:${doubtRoute}/answer`, { answer: "applied", reason }),
  );
  return more;
}
