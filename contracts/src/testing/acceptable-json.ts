import * as fc from "fast-check";

/** Any JSON value that canonical messages may hold: no huge numbers, no `__proto__`, no NUL. */
export const acceptableJson = fc.jsonValue({ maxDepth: 4 }).filter(isAcceptable);

function isAcceptable(value: unknown): boolean {
  let acceptable = true;
  const text = JSON.stringify(value, (key, member: unknown) => {
    if (key === "__proto__" || (typeof member === "number" && Math.abs(member) >= 2 ** 53))
      acceptable = false;
    return member;
  });
  return acceptable && !text.includes("\\u0000");
}
