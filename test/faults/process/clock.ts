/** Makes this process's clock wrong from some time after its start on; timers go on as ever. */
export function wrongClock({ afterMs, jumpMs }: { readonly afterMs: number; readonly jumpMs: number }): void {
  const right = Date.now.bind(Date);
  const from = right() + afterMs;
  const now = () => (right() >= from ? right() + jumpMs : right());
  globalThis.Date = new Proxy(Date, {
    construct: (target, given) => Reflect.construct(target, given.length === 0 ? [now()] : given) as Date,
    get: (target, name, receiver) => (name === "now" ? now : Reflect.get(target, name, receiver)),
  });
}
