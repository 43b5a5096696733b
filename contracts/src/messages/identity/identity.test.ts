import { describe, expect, test } from "vitest";
import { problems } from "../../testing/problems.ts";
import {
  identityContracts,
  identityUserCreate,
  identityUserCreated,
  identityUserDeactivated,
  identityUserReactivated,
  identityUserUpdate,
} from "./index.ts";

describe("no password travels", () => {
  test.each(identityContracts)("$type has no field for one", ({ data, examples }) => {
    for (const place of ["user", "set", "previous"]) {
      const [example] = examples as readonly Readonly<Record<string, object>>[];
      const changed = { ...example, [place]: { ...example?.[place], password: "correct horse" } };
      expect(data.safeParse(changed).success).toBe(false);
    }
  });

  test.each(["password", "tempPassword", "client_secret"])("nor as the custom attribute %s", (name) => {
    const customAttributes = { [name]: "correct horse" };
    const refusal = "customAttributes a password or another secret never travels in a message";
    expect(
      problems(identityUserCreated, (data) => ({ ...data, user: { ...data.user, customAttributes } })),
    ).toEqual([`/user/${refusal}`]);
    expect(problems(identityUserUpdate, (data) => ({ ...data, set: { customAttributes } }))).toEqual([
      `/set/${refusal}`,
    ]);
  });
});

test("who is deactivated is not active, and who is reactivated is", () => {
  const activeAs = (active: boolean | undefined) => (data: { readonly user: object }) => ({
    ...data,
    user: { ...data.user, active },
  });
  for (const active of [true, undefined])
    expect(problems(identityUserDeactivated, activeAs(active))[0]).toContain("/user/active");
  for (const active of [false, undefined])
    expect(problems(identityUserReactivated, activeAs(active))[0]).toContain("/user/active");
});

test("a message is partial or says nothing of it", () => {
  expect(problems(identityUserCreated, (data) => ({ ...data, partial: false }))[0]).toContain("/partial");
});

test("at most one address is the primary one", () => {
  const emails = ["ada@example.com", "ada@example.org"].map((value) => ({ value, primary: true }));
  expect(problems(identityUserCreated, (data) => ({ ...data, user: { ...data.user, emails } }))).toEqual([
    "/user/emails at most one of them is primary",
  ]);
});

test("a new user has something to sign in with", () => {
  const refusal = ["/user a new user needs a userName, an email or a phone number to sign in with"];
  const of = (user: object) =>
    problems(identityUserCreate, (data) => ({ ...data, user: { externalId: "mbr-1906", ...user } }));
  expect([of({}), of({ emails: [] }), of({ userName: "grace" })]).toEqual([refusal, refusal, []]);
});

describe("an update", () => {
  test("changes something", () => {
    for (const change of [{}, { set: {} }, { clear: [] }]) {
      expect(problems(identityUserUpdate, () => ({ userId: "00u2", ...change }))).toEqual([
        "/ an update sets or clears something",
      ]);
    }
  });

  test("does not set and clear one field", () => {
    expect(
      problems(identityUserUpdate, (data) => ({
        ...data,
        set: { picture: "https://example.com/ada.png" },
        clear: ["picture"],
      })),
    ).toEqual(["/clear a field is set or cleared, not both"]);
  });

  test("shuts nobody out", () => {
    expect(problems(identityUserUpdate, (data) => ({ ...data, set: { active: false } }))[0]).toContain(
      "/set/active",
    );
  });
});
