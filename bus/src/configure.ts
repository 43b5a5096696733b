/** What a configuration is written with: `@spindlebus/bus`. Every process loads it, so it brings nothing else along. */
export {
  type ConfigContext,
  type ConnectionConfig,
  defineConfig,
  type LargeMessagesConfig,
  type SpindleConfig,
} from "./config/define-config.ts";
export type { BodyStore } from "./bodies/body-store.ts";
export { folderArchive, type ArchiveStore } from "./retention/archive-store.ts";
export { s3BodyStore, type S3Options } from "./s3/s3-body-store.ts";
