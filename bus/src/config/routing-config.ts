import { z } from "zod";

const Text = z.string().min(1).max(200);
const Names = z.array(Text).min(1).max(20_000).readonly();

/** What is known of the chain's stores, by storeId. Messages name the store alone. */
export const Stores = z
  .record(Text, z.strictObject({ brand: Text.exactOptional(), country: Text.exactOptional() }).readonly())
  .readonly();
export type StoresConfig = z.infer<typeof Stores>;

/** Which stores a connection serves; all that is given must hold. */
export const Serves = z
  .strictObject({
    stores: Names.exactOptional(),
    brands: Names.exactOptional(),
    countries: Names.exactOptional(),
  })
  .readonly();
export type ServesConfig = z.infer<typeof Serves>;

const Alternative = z
  .strictObject({
    connection: Text,
    /** Per cent of what comes to it; 100 if neither it nor `units` is given, else 0. */
    share: z.number().min(0).max(100).exactOptional(),
    /** These, whatever the share. */
    units: Names.exactOptional(),
    /** Never these. */
    except: Names.exactOptional(),
  })
  .readonly();
export type AlternativeConfig = z.infer<typeof Alternative>;

/** Connections of which each message is for one. */
export const Rollout = z
  .strictObject({
    /** What is shared out: stores, members, the entities themselves, or what is at the first of these dotted paths. */
    by: z.union([z.enum(["store", "member", "entity"]), z.array(Text).min(1).readonly()]),
    /** In this order: the first that takes the unit gets it. */
    among: z.array(Alternative).min(1).readonly(),
    /** The connection for all others, or "nobody". */
    rest: Text,
    /** Message types that all of them get, besides those by which a guest says no: erasures and consents. */
    toAll: z.array(Text).min(1).readonly().exactOptional(),
    /** What keeps the connection that was first chosen for it; "unit" by member, "entity" else. */
    keep: z.enum(["entity", "unit"]).exactOptional(),
  })
  .readonly();
export type RolloutConfig = z.infer<typeof Rollout>;

/** The keys known at a path below one roll-out. */
export const rolloutKeysAt = ([part]: readonly PropertyKey[]): readonly string[] =>
  Object.keys(part === "among" ? Alternative.unwrap().shape : Rollout.unwrap().shape);
