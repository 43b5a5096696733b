import { describe, expect, test } from "vitest";
import { emptied, merged, profileOf } from "./profile.ts";

describe("what is set", () => {
  test("is Auth0's field where it has one", () => {
    expect(
      profileOf({
        userName: "ada",
        name: { formatted: "Ada Lovelace", givenName: "Ada", familyName: "Lovelace" },
        nickName: "Countess",
        picture: "https://example.com/ada.png",
        emails: [{ value: "ada@example.com", verified: false }],
        phoneNumbers: [{ value: "+16175550101", verified: true }],
      }),
    ).toEqual({
      username: "ada",
      name: "Ada Lovelace",
      given_name: "Ada",
      family_name: "Lovelace",
      nickname: "Countess",
      picture: "https://example.com/ada.png",
      email: "ada@example.com",
      email_verified: false,
      phone_number: "+16175550101",
      phone_verified: true,
    });
  });

  test("of several addresses is the primary, else the first", () => {
    const [first, second] = [{ value: "a@example.com" }, { value: "b@example.com", primary: true }];
    expect(profileOf({ emails: [first, second] })).toEqual({ email: "b@example.com" });
    expect(profileOf({ emails: [first, { value: "c@example.com" }] })).toEqual({ email: "a@example.com" });
    expect(profileOf({ emails: [] })).toEqual({});
  });

  test("goes to the metadata where Auth0 has no field: roles to where a user cannot write", () => {
    expect(
      profileOf({
        locale: "en-US",
        birthDate: "1990-12-10",
        roles: ["guest"],
        customAttributes: { app_metadata: { plan: "gold" }, user_metadata: { store: "0042" }, tier: 2 },
      }),
    ).toEqual({
      app_metadata: { tier: 2, plan: "gold", roles: ["guest"] },
      user_metadata: { store: "0042", birthDate: "1990-12-10", locale: "en-US" },
    });
  });
});

describe("what is cleared", () => {
  test("is null", () => {
    expect(emptied(["name", "emails", "locale", "roles"])).toEqual({
      name: null,
      given_name: null,
      family_name: null,
      email: null,
      user_metadata: { locale: null },
      app_metadata: { roles: null },
    });
  });

  test("of custom attributes leaves the chain's own id alone", () => {
    expect(emptied(["customAttributes"])).toEqual({ user_metadata: {} });
  });

  test("and what is set beside it in the metadata go together", () => {
    expect(merged(profileOf({ locale: "en-US" }), emptied(["timezone"]))).toEqual({
      user_metadata: { locale: "en-US", timezone: null },
    });
  });
});
