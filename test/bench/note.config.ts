import { defineConfig } from "@spindlebus/bus";
import { noteConfig } from "./note-bus.ts";

/** The benchmark's bus as a process of `spindle start` loads it; its vendor is given as a simulator's URL. */
export default defineConfig(({ simulator }) => noteConfig(1, { baseUrl: simulator("note") }));
