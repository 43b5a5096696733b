import { expect, test } from "vitest";
import { hasRight, rights, rightsOfRoles, rolesWith } from "./rights.ts";

test("every role that reads anything at all may read, and only an admin administers", () => {
  const some = Object.values(rightsOfRoles).filter((theirs) => theirs.length > 0);
  expect(some.filter((theirs) => !theirs.includes("read"))).toEqual([]);
  expect(rolesWith("administer")).toEqual(["admin"]);
});

test("a publisher, an unknown role and no role have no right", () => {
  for (const roles of [["producer"], ["root"], ["__proto__"], ["constructor"], []]) {
    expect(rights.filter((right) => hasRight(roles, right))).toEqual([]);
  }
});

test("several roles have the rights of all of them", () => {
  expect(rights.filter((right) => hasRight(["operator", "payload-reader"], right))).toEqual([
    "read",
    "read-payload",
    "act",
    "act-in-bulk",
    "edit",
  ]);
});

test("whoever approves may see what it is", () => {
  for (const role of rolesWith("approve")) expect(hasRight([role], "read-payload")).toBe(true);
});
