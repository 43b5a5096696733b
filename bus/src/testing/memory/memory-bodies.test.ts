import { bodyStoreSuite } from "../body-store-suite.ts";
import { memoryBodyStore } from "./memory-bodies.ts";

bodyStoreSuite("memory", async () => memoryBodyStore());
