import type { Act, Operations, Recipe } from "@spindlebus/bus/engine";
import { orderCompleted } from "@spindlebus/contracts";
import { type World, anEnvelope, known, messageId } from "./fake-world.ts";

/** One recipe. */
export function fakeRecipes({ failures, payload, recorded }: World): Operations["recipes"] {
  const onRecipe = (name: string) => async (id: string, act: Act) => {
    recorded.acts.push({ name, target: id, act });
    return known(id === aRecipe.id ? aRecipe : undefined);
  };
  async function* members() {
    yield failures.map(({ messageId: id, route }) => ({
      key: { messageId: id, route },
      obstacle: null,
      message: payload && { envelope: anEnvelope, body: payload.body, base: 0 },
    }));
  }
  return {
    members: async () => ({
      found: { count: failures.length, checksum: "12" },
      batches: members(),
    }),
    pending: members,
    async propose({ selection, approval, activity, ...recipe }, act) {
      recorded.acts.push({ name: `propose ${recipe.patch}`, target: JSON.stringify(selection), act });
      if ("filter" in selection && selection.expectedCount !== failures.length)
        return { ok: false, code: "countDiffers", count: failures.length };
      const state = approval ? "proposed" : "approved";
      return { ok: true, value: { ...aRecipe, ...recipe, state, activeUntil: activity?.until ?? null } };
    },
    decide: (id, decision, act) => onRecipe(decision)(id, act),
    stop: (id, act) => onRecipe("stop")(id, act),
    list: async ({ state = aRecipe.state }) => ({
      data: [aRecipe].filter((recipe) => recipe.state === state),
      next: null,
    }),
    get: async (id) => (id === aRecipe.id ? aRecipe : undefined),
  };
}

/** A recipe that waits for a second person. */
export const aRecipe: Recipe = {
  id: messageId,
  state: "proposed",
  kind: "mergePatch",
  patch: '{"channel":"web","customer":{"email":"ana@example.com"}}',
  selection: { filter: { group: messageId }, expectedCount: 2 },
  activeUntil: null,
  stoodDown: null,
  reason: "the till says it wrongly",
  author: "ana",
  types: [orderCompleted.type],
  delicate: ["/customer/email"],
  createdAt: "2026-01-01T00:00:00Z",
  expiresAt: "2026-01-02T00:00:00Z",
  decision: null,
  replay: null,
  finishedAt: null,
  bill: {
    selected: 2,
    pending: 2,
    mended: 0,
    skipped: 0,
    reasons: [],
    applied: 0,
    failedAgain: 0,
    inDoubt: 0,
    days: [],
  },
};
