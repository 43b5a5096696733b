/** What was worked out lately, by name. */
export type Bounded<Value> = { get(name: string, make: () => Value): Value };

type BoundedOptions = {
  readonly most: number;
  readonly keptMs: number;
  readonly clock: { now(): number };
};

/** Keeps promises for a while, the newest of them; one that is rejected is not kept. */
export function bounded<Value extends Promise<unknown>>({
  most,
  keptMs,
  clock,
}: BoundedOptions): Bounded<Value> {
  const kept = new Map<string, { readonly value: Value; readonly untilMs: number }>();
  return {
    get(name, make) {
      const known = kept.get(name);
      if (known && known.untilMs > clock.now()) return known.value;
      kept.delete(name);
      const value = make();
      kept.set(name, { value, untilMs: clock.now() + keptMs });
      value.catch(() => kept.delete(name));
      // A map gives its names in the order in which they came.
      const [oldest] = kept.keys();
      if (kept.size > most && oldest !== undefined) kept.delete(oldest);
      return value;
    },
  };
}
