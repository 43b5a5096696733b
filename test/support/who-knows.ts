import type { RunningSpindle } from "./spindle.ts";

/** A guest of the chain, with a name for each way in which a vendor may know one. */
export type Guest = { readonly memberId: string; readonly email: string; readonly card?: string };

type Secrets = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The vendors' own APIs, asked past the bus, as somebody would who does not believe it. */
export function vendorsOf(spindle: RunningSpindle) {
  const secrets = JSON.parse(spindle.file("dev-secrets.json")) as Secrets;
  const secret = (vendor: string, name: string): string => secrets[vendor]?.[name] ?? "";
  const call = async (vendor: string, path: string, init: RequestInit) => {
    const response = await fetch(`${spindle.simulators}/${vendor}/api${path}`, init);
    return { status: response.status, json: (await response.json().catch(() => undefined)) as never };
  };
  const okta = (path: string, method = "GET", body?: object) =>
    call("okta", `/api/v1/users${path}`, {
      method,
      headers: { authorization: `SSWS ${secret("okta", "apiToken")}` },
      ...(body && { body: JSON.stringify(body) }),
    });
  const stripe = (path: string, form?: Readonly<Record<string, string>>) =>
    call("stripe", `/v1/customers${path}`, {
      method: form ? "POST" : "GET",
      headers: {
        authorization: `Bearer ${secret("stripe", "apiKey")}`,
        ...(form && { "content-type": "application/x-www-form-urlencoded" }),
      },
      ...(form && { body: new URLSearchParams(form).toString() }),
    });
  const square = (path: string, body: object) =>
    call("square", `/v2/customers${path}`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${secret("square", "accessToken")}`,
        "content-type": "application/json",
      },
      body: JSON.stringify(body),
    });
  const braze = (memberId: string) =>
    call("braze", "/users/export/ids", {
      method: "POST",
      headers: { authorization: `Bearer ${secret("braze", "apiKey")}`, "content-type": "application/json" },
      body: JSON.stringify({ external_ids: [memberId], fields_to_export: ["external_id"] }),
    });
  const punchh = (email: string) =>
    call("punchh", `/api2/dashboard/users/info?email=${encodeURIComponent(email)}`, {
      headers: { authorization: `Bearer ${secret("punchh", "adminKey")}`, "user-agent": "test" },
    });
  const paytronix = (card: string) => {
    const pair = `${secret("paytronix", "integrationId")}:${secret("paytronix", "integrationSecret")}`;
    const query = new URLSearchParams({ merchantId: "1107", authentication: "b2b", printedCardNumber: card });
    return call("paytronix", `/guest/accountInformation.json?${query.toString()}`, {
      headers: { authorization: `Basic ${Buffer.from(pair).toString("base64")}` },
    });
  };

  return {
    /** An administrator deletes a user: Okta wants it shut out first. */
    async deleteAtOkta(email: string): Promise<void> {
      const login = encodeURIComponent(email);
      await okta(`/${login}/lifecycle/deactivate`, "POST", {});
      await okta(`/${login}`, "DELETE");
    },

    /** The chain's shop and a till make customers, and the bus does not see it. */
    async makeCustomers(memberId: string): Promise<void> {
      await stripe("", { "metadata[member_id]": memberId });
      await square("", { reference_id: memberId });
    },

    /** Which vendors know the guest. */
    async whoKnows({ memberId, email, card }: Guest): Promise<readonly string[]> {
      const filter = { reference_id: { exact: memberId } };
      const query = new URLSearchParams({ query: `metadata["member_id"]:"${memberId}"` });
      const known: Readonly<Record<string, boolean>> = {
        braze: ((await braze(memberId)).json as { users: unknown[] }).users.length > 0,
        okta: (await okta(`/${encodeURIComponent(email)}`)).status === 200,
        paytronix:
          card !== undefined &&
          ((await paytronix(card)).json as { isRegistered: string }).isRegistered === "true",
        punchh: (await punchh(email)).status === 200,
        square: "customers" in (await square("/search", { query: { filter } })).json,
        stripe: ((await stripe(`/search?${query.toString()}`)).json as { data: unknown[] }).data.length > 0,
      };
      return Object.keys(known).filter((vendor) => known[vendor]);
    },
  };
}
