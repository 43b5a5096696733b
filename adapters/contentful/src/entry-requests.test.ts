import { loopbackReceiver } from "@spindlebus/bus/testing";
import { createClient } from "contentful-management";
import { expect, onTestFinished, test } from "vitest";
import { entryRequests } from "./entry-requests.ts";
import { ContentfulSettings } from "./settings.ts";

const settings = ContentfulSettings.parse({ spaceId: "sp" });
const requests = entryRequests(settings, "item-401");
const fields = { name: { "en-US": "Burger" } };
const version = 7;
const entry = { sys: { version }, fields };

/** Contentful's own client, and what it sends. */
async function setup() {
  const receiver = await loopbackReceiver();
  onTestFinished(receiver.close);
  const client = createClient(
    { accessToken: "CFPAT-x", host: `127.0.0.1:${receiver.port}`, insecure: true, retryOnError: false },
    {
      type: "plain",
      defaults: { spaceId: "sp", environmentId: "master" },
    },
  );
  return { client, receiver };
}

type Client = Awaited<ReturnType<typeof setup>>["client"];

const about = { entryId: "item-401" };
// The client types whole entries; it sends what it is given.
const whole = entry as never;
const same: [string, (client: Client) => Promise<unknown>, ReturnType<typeof requests.read>][] = [
  ["reading", (client) => client.entry.get(about), requests.read()],
  [
    "creating",
    (client) => client.entry.createWithId({ ...about, contentTypeId: "menuItem" }, { fields }),
    requests.create("menuItem", { fields }),
  ],
  ["updating", (client) => client.entry.update(about, whole), requests.update(version, { fields })],
  ["publishing", (client) => client.entry.publish(about, whole), requests.publish(version)],
  [
    "publishing one language",
    (client) => client.entry.publish({ ...about, locales: ["en-US"] }, whole),
    requests.publish(version, ["en-US"]),
  ],
  ["taking back", (client) => client.entry.unpublish(about, whole), requests.unpublish(version)],
  [
    "taking back one language",
    (client) => client.entry.unpublish({ ...about, locales: ["en-US"] }, whole),
    requests.unpublish(version, ["en-US"]),
  ],
];

test.each(same)("our request for %s is the one that Contentful's client sends", async (_what, act, ours) => {
  const { client, receiver } = await setup();
  await act(client);
  const [theirs] = receiver.requests;
  expect({ method: ours.method, path: ours.path }).toEqual({ method: theirs?.method, path: theirs?.path });
  expect(ours.body && JSON.parse(ours.body)).toEqual(theirs?.body ? JSON.parse(theirs.body) : undefined);
  for (const name of ["x-contentful-content-type", ...(ours.body ? ["content-type"] : [])])
    expect(ours.headers[name]).toBe(theirs?.headers[name]);
});

test.each(same.slice(2, 5))(
  "%s names the version that was read, as the client does",
  async (_what, act, ours) => {
    const { client, receiver } = await setup();
    await act(client);
    expect(ours.headers["x-contentful-version"]).toBe(receiver.requests[0]?.headers["x-contentful-version"]);
  },
);
