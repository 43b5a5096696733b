/** What the chain itself knows of Ada. */
export const adasAccount = {
  externalId: "mbr-1815",
  userName: "ada",
  name: {
    formatted: "Dr. Ada Byron Lovelace",
    givenName: "Ada",
    middleName: "Byron",
    familyName: "Lovelace",
    honorificPrefix: "Dr.",
    honorificSuffix: "FRS",
  },
  nickName: "Countess",
  displayName: "Ada L.",
  emails: [{ value: "ada@example.com", type: "home", primary: true, verified: false }],
  phoneNumbers: [{ value: "+16175550101", type: "mobile", primary: true, verified: true }],
  addresses: [{ locality: "Boston", region: "MA", country: "US" }],
  picture: "https://example.com/ada.png",
  birthDate: "1990-12-10",
  locale: "en-US",
  timezone: "America/New_York",
  roles: ["guest"],
  customAttributes: { app_metadata: { plan: "gold" }, user_metadata: { favoriteStore: "0042" } },
};

/** Ada, as a provider knows her that says everything. */
export const ada = {
  userId: "auth0|679f",
  refs: [{ vendor: "auth0", account: "acme", type: "user", id: "auth0|679f" }],
  ...adasAccount,
  vendorStatus: "ACTIVE",
  identities: [
    { provider: "auth0", connection: "Username-Password-Authentication", id: "679f", social: false },
  ],
  groups: [{ groupId: "org_1", name: "Staff", type: "organization" }],
  lastSignInAt: "2026-01-15T18:00:00.000Z",
  signInCount: 3,
  createdAt: "2026-01-15T18:04:05.000Z",
  updatedAt: "2026-01-15T18:04:05.573Z",
};

/** Who changed Ada, and from where. */
export const byAnAdmin = {
  actor: { id: "00u1", type: "User", userName: "admin@example.com", displayName: "Admin" },
  client: {
    ipAddress: "203.0.113.7",
    userAgent: "Mozilla/5.0",
    device: "Computer",
    locale: "en-US",
    timezone: "America/New_York",
    country: "US",
  },
  reason: "asked by phone",
};

/** When it happened in the examples. */
export const occurredAt = "2026-01-15T18:04:05.573Z";

/** What Auth0 says beside it. */
export const ext = { auth0: { a0stream: "est_38A", last_ip: "203.0.113.7" } };
