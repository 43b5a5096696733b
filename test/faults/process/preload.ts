/**
 * Loaded before a process of the bus (`node --import`): puts the ports of this folder in the place of the product's, and
 * plants bugs in the sources as they are loaded. The product knows nothing of it.
 */
import { registerHooks } from "node:module";
import { wrongClock } from "./clock.ts";
import { orders } from "./orders.ts";
import { planted } from "./planted.ts";
import { swapped } from "./swapped.ts";

if (orders.clock) wrongClock(orders.clock);

const plant = planted(orders.plants);

registerHooks({
  resolve(specifier, context, next) {
    const resolved = next(specifier, context);
    const port = swapped.get(resolved.url);
    // A swapped port finds the real one under its own name.
    return port === undefined || context.parentURL === port ? resolved : { ...resolved, url: port };
  },
  load(url, context, next) {
    const loaded = next(url, context);
    if (loaded.source === undefined || loaded.source === null) return loaded;
    const source = plant(url, loaded.source);
    return source === undefined ? loaded : { ...loaded, source };
  },
});
