/** What somebody has filled in for a new token; all as it was typed. */
export type TokenForm = {
  readonly name: string;
  readonly roles: readonly string[];
  readonly expires: string;
  readonly loopbackOnly: boolean;
  readonly connections: string;
  readonly brands: string;
  readonly sources: string;
  readonly types: string;
  readonly ratePerSecond: string;
};

/** What one begins with: a token that may look, for a quarter of a year. */
export const emptyTokenForm: TokenForm = {
  name: "",
  roles: ["viewer"],
  expires: "90",
  loopbackOnly: false,
  connections: "",
  brands: "",
  sources: "",
  types: "",
  ratePerSecond: "",
};

/** Why the token cannot be made yet. */
export function faultOfToken({ name, roles, ratePerSecond }: TokenForm): string | undefined {
  if (name.trim() === "") return "Give it a name first.";
  if (roles.length === 0) return "Choose a role first.";
  if (ratePerSecond.trim() !== "" && !(Number(ratePerSecond) > 0)) return "The rate is a number above 0.";
  return undefined;
}

const dayMs = 86_400_000;

/** The token to make; what is empty does not limit it. Only for a form without fault. */
export function tokenBody(form: TokenForm, nowMs: number) {
  const { name, roles, expires, loopbackOnly, ratePerSecond } = form;
  return {
    name: name.trim(),
    roles,
    loopbackOnly,
    connections: listed(form.connections),
    brands: listed(form.brands),
    sources: listed(form.sources),
    types: listed(form.types),
    ratePerSecond: ratePerSecond.trim() === "" ? undefined : Number(ratePerSecond),
    expiresAt: expires === "" ? undefined : new Date(nowMs + Number(expires) * dayMs).toISOString(),
  };
}

/** `a, b` as a list; nothing where there is none. */
function listed(text: string): readonly string[] | undefined {
  const items = text
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
  return items.length === 0 ? undefined : items;
}
