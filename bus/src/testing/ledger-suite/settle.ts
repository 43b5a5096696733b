import { describe, expect, test } from "vitest";
import { noteToken } from "../delivery/note.ts";
import {
  at,
  dead,
  fact,
  mustBeClaimed,
  only,
  settlement,
  unchanged,
  waiting,
  applied,
  leaseMs,
  type Acts,
} from "./acts.ts";

/** What a settle writes. */
export function settleRules(setup: () => Promise<Acts>): void {
  describe("a settle", () => {
    test("writes what was decided", async () => {
      const { claimed, settle, entry } = await setup();
      const token = noteToken();
      expect(await settle(token, await claimed(token), applied)).toBe(true);
      expect(await entry(token)).toEqual({
        state: "applied",
        starts: 1,
        barren: 0,
        attempts: 0,
        generation: 0,
        era: 0,
        inDoubt: false,
        suspect: false,
        reason: undefined,
        vendorReference: "v-1",
        error: undefined,
        stored: false,
      });
    });

    test("of what is not done keeps the message, the error and the counters", async () => {
      const { claimed, settle, entry } = await setup();
      const token = noteToken();
      await settle(token, await claimed(token), { ...dead, era: 1, inDoubt: true });
      expect(await entry(token)).toMatchObject({
        state: "dead",
        attempts: 1,
        era: 1,
        inDoubt: true,
        error: { code: "refused", message: "The vendor said no." },
        stored: true,
      });
    });

    test("writes a batch of mixed outcomes, each its own", async () => {
      const { claimAll, settleAll, entry } = await setup();
      const tokens = Array.from({ length: 5 }, () => noteToken());
      const transitions = [applied, waiting, unchanged, dead, { ...applied, vendorReference: "v-5" }];
      const won = (await claimAll(tokens)).map(mustBeClaimed);
      const batch = tokens.map((token, n) => settlement(token, at(won, n), at(transitions, n)));
      expect(await settleAll(batch.toReversed())).toEqual([true, true, true, true, true]);
      const entries = await Promise.all(tokens.map((token) => entry(token)));
      expect(entries).toMatchObject([
        { state: "applied", vendorReference: "v-1", stored: false },
        { state: "waiting", stored: true },
        { state: "unchanged", reason: "nothing to do", stored: false },
        { state: "dead", stored: true },
        { state: "applied", vendorReference: "v-5", stored: false },
      ]);
    });

    test("under a lost fence writes nothing and says so", async () => {
      const { claimed, settle, pass, entry } = await setup();
      const token = noteToken();
      const lost = await claimed(token);
      await pass(leaseMs + 1);
      const won = await claimed(token);
      expect(await settle(token, lost, applied)).toBe(false);
      expect(await settle(token, lost, dead)).toBe(false);
      expect(await entry(token)).toMatchObject({ state: "running", error: undefined, stored: false });
      expect(await settle(token, won, applied)).toBe(true);
    });

    test("under a lost fence does not hide the good one in the same batch", async () => {
      const { claimed, settleAll, pass, entry } = await setup();
      const token = noteToken();
      const lost = await claimed(token);
      await pass(leaseMs + 1);
      const won = await claimed(token);
      const batch = [settlement(token, lost, unchanged), settlement(token, won, applied)];
      expect(await settleAll(batch)).toEqual([false, true]);
      expect(await entry(token)).toMatchObject({ state: "applied" });
    });

    test("that is repeated writes nothing: the delivery is settled already", async () => {
      const { claimed, settle } = await setup();
      const token = noteToken();
      const won = await claimed(token);
      await settle(token, won, applied);
      expect(await settle(token, won, dead)).toBe(false);
    });

    test("remembers facts, the last word on each", async () => {
      const { claimAll, claimed, settle, settleAll, memory } = await setup();
      const tokens = [noteToken(), noteToken()];
      const won = (await claimAll(tokens)).map(mustBeClaimed);
      await settleAll([
        settlement(at(tokens, 0), at(won, 0), {
          ...applied,
          facts: [fact("n-1", "v-1"), fact("n-2", "v-2")],
        }),
        settlement(at(tokens, 1), at(won, 1), applied),
      ]);
      const later = noteToken();
      await settle(later, await claimed(later), { ...applied, facts: [fact("n-2", "v-3")] });
      const recall = (...ids: readonly string[]) =>
        memory.recall("toy", { kind: "note", ids, writtenBy: "takeNote" });
      expect(await recall("n-1")).toEqual({ kind: "found", fact: fact("n-1", "v-1") });
      expect(await recall("n-0", "n-2", "n-1")).toEqual({ kind: "found", fact: fact("n-2", "v-3") });
      expect(await recall("n-0")).toEqual({ kind: "unknown" });
      expect(await memory.recall("toy-eu", { kind: "note", ids: ["n-1"], writtenBy: "takeNote" })).toEqual({
        kind: "unknown",
      });
    });

    test("that forgets somebody erases what its connection remembers of them, and of nobody else", async () => {
      const { claimed, settle, settleAll, claimAll, memory } = await setup();
      const tokens = [noteToken(), noteToken()];
      const won = (await claimAll(tokens)).map(mustBeClaimed);
      const of = (id: string, subject?: string) => ({ ...fact(id, `v-${id}`), subject });
      await settleAll([
        settlement(at(tokens, 0), at(won, 0), { ...applied, facts: [of("n-1", "ada"), of("n-2", "grace")] }),
        settlement(at(tokens, 1), at(won, 1), { ...applied, facts: [of("n-3", "00u1"), of("n-4")] }),
      ]);
      const request = noteToken();
      await settle(request, await claimed(request), { ...unchanged, forget: ["ada", "00u1"] });
      const isRemembered = async (id: string) =>
        (await memory.recall("toy", { kind: "note", ids: [id], writtenBy: "takeNote" })).kind === "found";
      expect(await Promise.all(["n-1", "n-2", "n-3", "n-4"].map(isRemembered))).toEqual([
        false,
        true,
        false,
        true,
      ]);
    });

    test("under a lost fence forgets nobody", async () => {
      const { claimed, settle, pass, memory } = await setup();
      const noted = noteToken();
      await settle(noted, await claimed(noted), {
        ...applied,
        facts: [{ ...fact("n-1", "v-1"), subject: "ada" }],
      });
      const request = noteToken();
      const lost = await claimed(request);
      await pass(leaseMs + 1);
      await claimed(request);
      await settle(request, lost, { ...applied, forget: ["ada"] });
      expect(await memory.recall("toy", { kind: "note", ids: ["n-1"], writtenBy: "takeNote" })).toMatchObject(
        {
          kind: "found",
        },
      );
    });

    test("remembers nothing under a lost fence", async () => {
      const { claimed, settle, pass, memory } = await setup();
      const token = noteToken();
      const lost = await claimed(token);
      await pass(leaseMs + 1);
      await claimed(token);
      await settle(token, lost, { ...applied, facts: [fact("n-9", "v-9")] });
      expect(await memory.recall("toy", { kind: "note", ids: ["n-9"], writtenBy: "takeNote" })).toEqual({
        kind: "unknown",
      });
    });

    test("takes whatever text a vendor gives, a NUL and half a surrogate pair too", async () => {
      const { claimAll, settleAll, entry } = await setup();
      const tokens = [noteToken(), noteToken(), noteToken()];
      const won = (await claimAll(tokens)).map(mustBeClaimed);
      const odd = "a\u0000b\ud800{\"\\,NULL}'";
      const batch = [
        settlement(at(tokens, 0), at(won, 0), { ...dead, error: { code: odd, message: odd } }),
        settlement(at(tokens, 1), at(won, 1), {
          ...applied,
          vendorReference: odd,
          facts: [{ kind: "note", id: odd, vendorId: odd, facts: { odd } }],
        }),
        settlement(at(tokens, 2), at(won, 2), { ...waiting, reason: odd }),
      ];
      expect(await settleAll(batch)).toEqual([true, true, true]);
      expect(await Promise.all(tokens.map((token) => entry(token)))).toMatchObject([
        { state: "dead" },
        { state: "applied" },
        { state: "waiting" },
      ]);
    });

    test("keeps the first doubt while doubt lasts, and ends it", async () => {
      const { claimed, settle, pass, takeDue } = await setup();
      const token = noteToken();
      await settle(token, await claimed(token), { ...waiting, inDoubt: true });
      await pass(60_000);
      const second = await claimed(only(await takeDue()));
      expect(second.doubtMs).toBeGreaterThanOrEqual(60_000);
      await settle(token, second, { ...waiting, inDoubt: true });
      await pass(60_000);
      const third = await claimed(only(await takeDue()));
      expect(third.doubtMs).toBeGreaterThanOrEqual(120_000);
      await settle(token, third, waiting);
      await pass(60_000);
      expect(await claimed(only(await takeDue()))).toMatchObject({ doubtMs: undefined });
    });

    test("ends the count of barren starts, and no other", async () => {
      const { claimed, settle, pass, takeDue } = await setup();
      const token = noteToken();
      await claimed(token);
      await pass(leaseMs + 1);
      await settle(token, await claimed(token), { ...waiting, attempts: 4 });
      await pass(1_000);
      expect(await claimed(only(await takeDue()))).toMatchObject({ starts: 3, barren: 1, attempts: 4 });
    });
  });
}
