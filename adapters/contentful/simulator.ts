import { defineSimulator, type SimulatorContext, type SimulatorHandler } from "@spindlebus/bus/testing";
import { type Context, Hono } from "hono";
import { contentfulError, send, type Answer } from "./simulator/answer.ts";
import { readBody, refusedRequest } from "./simulator/checks.ts";
import { entryStore, type Stored } from "./simulator/entry-store.ts";
import { overLimit, rateLimit } from "./simulator/rate-limit.ts";
import { byOperation, writeStandsFor } from "./simulator/stands-for.ts";
import { signedWebhook } from "./simulator/webhook.ts";
import type { ContentfulSecrets, ContentfulSettings } from "./src/settings.ts";

type ContentfulContext = SimulatorContext<ContentfulSettings, ContentfulSecrets>;

/**
 * Contentful's Content Management API as far as the adapter uses it: entries are read, found by id, written, published and taken back
 * under the version that Contentful wants to be told, and signed webhooks say so.
 */
export default defineSimulator<ContentfulSettings, ContentfulSecrets>({
  adapter: "contentful",
  api: (context) => {
    const act = entryActions(context);
    const entries = "/spaces/:space/environments/:environment/entries";
    const path = `${entries}/:id`;
    return new Hono()
      .get(entries, context.read("searchEntries", act.search))
      .get(path, context.read("readEntry", act.read))
      .put(
        path,
        byOperation(context, ["upsertEntry", "upsertMenuItem", "setAvailability"], act.write, act.standsFor),
      )
      .put(`${path}/published`, context.operation("publishEntry", act.publish("publishEntry")))
      .delete(
        `${path}/published`,
        byOperation(context, ["unpublishEntry", "removeMenuItem"], act.unpublish, act.takenBackBy),
      )
      .all("/*", () => send(contentfulError(404, "NotFound", "The resource could not be found.")));
  },
  refusals: {
    reject: () =>
      send(
        contentfulError(422, "ValidationFailed", "Validation error", {
          errors: [{ name: "required", path: ["fields", "name"] }],
        }),
      ),
    rateLimit: () => send(overLimit),
    unavailable: () => send(contentfulError(503, "ServiceUnavailable", "Contentful is unavailable.")),
  },
});

function entryActions({ settings, secrets, nowMs, effects, sendWebhook, connection }: ContentfulContext) {
  const store = entryStore({ ...settings, nowMs });
  const limit = rateLimit(nowMs);
  const path = settings.webhookPath ?? `/v1/webhooks/${connection}/events`;
  const guarded =
    (act: (c: Context) => Answer | Promise<Answer>): SimulatorHandler =>
    async (c) =>
      send(limit() ?? refusedRequest(c, settings, secrets) ?? (await act(c)));
  const ofEntry = (act: (c: Context, id: string) => Stored | Promise<Stored>): SimulatorHandler =>
    guarded(async (c) => {
      const done = await act(c, c.req.param("id") ?? "");
      return done.ok ? { status: 200, body: done.entry } : done.answer;
    });
  const isItem = (c: Context): boolean => {
    const found = store.read(c.req.param("id") ?? "");
    const type = found.ok ? found.entry.sys.contentType.sys.id : undefined;
    return settings.menuItems?.direction === "out" && type === settings.menuItems.contentType;
  };
  const told = (
    operation: string,
    action: "create" | "save" | "publish" | "unpublish",
    done: Stored,
  ): Stored => {
    if (!done.ok) return done;
    const { id, version } = done.entry.sys;
    effects.add({ operation, reference: id, version, action, fields: done.entry.fields });
    const { signingSecret } = secrets;
    sendWebhook("events", signedWebhook({ action, entry: done.entry, path, signingSecret, nowMs }));
    return done;
  };
  return {
    standsFor: writeStandsFor(settings, store.read),
    takenBackBy: (c: Context) => Promise.resolve(isItem(c) ? "removeMenuItem" : "unpublishEntry"),
    /** By its id alone; other filters are not simulated. */
    search: guarded((c) => {
      const found = store.read(c.req.query("sys.id") ?? "");
      const items = found.ok ? [found.entry] : [];
      const body = { sys: { type: "Array" }, total: items.length, skip: 0, limit: 100, items };
      return { status: 200, body };
    }),
    read: ofEntry((_c, id) => store.read(id)),
    write: (operation: string) =>
      ofEntry(async (c, id) => {
        const read = await readBody(c, settings);
        if (!read.ok) return read;
        const version = c.req.header("x-contentful-version");
        const contentType = c.req.header("x-contentful-content-type");
        if (version !== undefined) return told(operation, "save", store.update(id, version, read.body));
        // Without a version it can only be meant to create one, and that needs a type.
        if (contentType === undefined && !store.read(id).ok)
          return {
            ok: false,
            answer: contentfulError(422, "UnknownContentType", "There is no content type."),
          };
        return told(operation, "create", store.create(id, contentType ?? "", read.body));
      }),
    publish: (operation: string) =>
      ofEntry((c, id) => told(operation, "publish", store.publish(id, c.req.header("x-contentful-version")))),
    unpublish: (operation: string) =>
      ofEntry((c, id) =>
        told(operation, "unpublish", store.unpublish(id, c.req.header("x-contentful-version"))),
      ),
  };
}
