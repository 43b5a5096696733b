import { hash } from "node:crypto";

const digits = 12;
const size = 16 ** digits;

/**
 * Where a unit stands between 0 and 100: always at the same place, and as likely at any. A share takes those that stand below
 * it, so that a share that grows keeps what it had.
 */
export function standOf(salt: string, unit: string): number {
  return (Number.parseInt(hash("sha256", `${salt}\0${unit}`).slice(0, digits), 16) / size) * 100;
}
