/** What there is to know once everything runs. */
export type Welcome = {
  readonly ingressUrl: string;
  readonly adminUrl: string;
  /** Where the simulators are controlled; absent where none runs. */
  readonly simulatorUrl?: string;
  /** A message type that has a route, and the adapter that the route leads to. */
  readonly example?: { readonly type: string; readonly adapter: string };
  readonly dataDir: string;
  readonly logDir: string;
  /** Variables that a command typed elsewhere needs to find this data dir. */
  readonly prefix: string;
  readonly demoTraffic: boolean;
};

/** The lines that greet the person at the terminal: addresses, tokens, and commands that work as they stand. */
export function welcomeLines(welcome: Welcome): readonly string[] {
  const { ingressUrl, adminUrl, simulatorUrl, dataDir, logDir } = welcome;
  return [
    "Spindle runs.",
    "",
    `  ingress     ${ingressUrl}/v1/messages`,
    `  admin       ${adminUrl}`,
    ...(simulatorUrl === undefined ? [] : [`  simulators  ${simulatorUrl}/simulators`]),
    `  tokens      ${dataDir}/producer-token, ${dataDir}/admin-token`,
    `  logs        ${logDir}`,
    ...(welcome.demoTraffic
      ? ["  demo        a demo order every few seconds (SPINDLE_DEMO_TRAFFIC=0 turns it off)"]
      : []),
    "",
    "Try, in another terminal in this folder:",
    "",
    ...triesOf(welcome).flatMap(({ what, type }) => [`  # ${what}`, `  ${type}`]),
    "",
    "Ctrl-C stops everything.",
  ];
}

type Try = { readonly what: string; readonly type: string };

function triesOf({ prefix, example, simulatorUrl }: Welcome): readonly Try[] {
  const failures = { what: "see what failed, and why", type: `${prefix}npx spindle failures` };
  if (!example) return [failures, { what: "check everything", type: `${prefix}npx spindle doctor` }];
  const publish = {
    what: `publish ${example.type} and follow it to ${example.adapter}`,
    type: `${prefix}npx spindle publish ${example.type} --example --wait`,
  };
  if (simulatorUrl === undefined) return [publish, failures];
  const breakIt = {
    what: `make the simulated ${example.adapter} refuse everything ("none" instead of "reject" mends it)`,
    type: `curl -X PUT ${simulatorUrl}/simulators/${example.adapter}/fault -H 'content-type: application/json' -d '{"kind":"reject"}'`,
  };
  return [publish, failures, breakIt];
}
