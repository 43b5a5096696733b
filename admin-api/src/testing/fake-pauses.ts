import type { Operations, Pause } from "@spindlebus/bus/engine";
import { type World, known, time } from "./fake-world.ts";

/** Pauses that hold until they are resumed. */
export function fakePauses({ recorded }: World): Operations["pauses"] {
  const paused = new Map<string, Pause>();
  return {
    list: async () => paused,
    async pause({ kind, name }, act) {
      recorded.acts.push({ name: `pause ${kind}`, target: name, act });
      if (paused.has(name)) return { ok: false, code: "conflict", detail: `${name} is paused already.` };
      const pause = { by: act.actor, since: time, reason: act.reason };
      paused.set(name, pause);
      return known(pause);
    },
    async resume({ kind, name }, act) {
      recorded.acts.push({ name: `resume ${kind}`, target: name, act });
      const before = paused.get(name);
      paused.delete(name);
      return known(before);
    },
  };
}
