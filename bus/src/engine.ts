/** What the admin API builds on: `@spindlebus/bus/engine`. */
export type { BusPlan } from "./config/bus-plan.ts";
export type { SpindleConfig } from "./config/define-config.ts";
export { questionOf } from "./questions/question.ts";
export { sampleOf } from "./feeds/sample.ts";
export { twiceWords } from "./feeds/twice.ts";
export { openDryRunner, type DryRunParts } from "./dry-run/dry-runs.ts";
export { previewDryRuns } from "./dry-run/preview.ts";
export { verdicts, type DryRun } from "./dry-run/verdict.ts";
export { approvalFor, type EditPolicy } from "./config/edit-policy.ts";
export { parseExactly } from "./command/exact-json.ts";
export { hiddenValue, isTellingKey, keyWords } from "./mask-body.ts";
export { maskData, type MaskedData } from "./mask-data.ts";
export { addressesIn } from "./config/address-range.ts";
export type { AdminPlan, SessionTimes } from "./config/admin-config.ts";
export { environmentColours, environmentOf, type AdminEnvironment } from "./config/console-config.ts";
export { faultsOf, type StoredFailure } from "./ingress/retake.ts";
export { applyPatch, faultsOfPatch, type Patch } from "./mending/apply-patch.ts";
export { readExactly, writeExactly } from "./mending/exact-tree.ts";
export { mend, type MendFault } from "./mending/mend.ts";
export { readPatch } from "./mending/read-patch.ts";
export { shownDifferences, shownPlaces } from "./mending/shown-differences.ts";
export { previewRecipe } from "./recipes/preview-recipe.ts";
export { leftVerdicts } from "./recipes/mend-member.ts";
export { codeOf } from "./recipes/stand-down.ts";
export { shownPatch } from "./recipes/shown-patch.ts";
export { recipeStates, type Recipe } from "./operations/recipes.ts";
export {
  revisionStates,
  type Approval,
  type Decision,
  type NewRevision,
  type RevisedData,
  type Revision,
} from "./operations/revisions.ts";
export { serve, type RunningServer } from "./http/serve.ts";
export type { RoleContext, RunningRole } from "./role.ts";
export { intakeRoute, type Connection, type Route } from "./route.ts";
export { entityName, nounOf } from "./routing/entity.ts";
export type { Rollout } from "./routing/rollout.ts";
export type { Principal, TokenRole } from "./principal.ts";
export { tokenRoles } from "./principal.ts";
export { scopeOf } from "./scope.ts";
export { openScopedOperations } from "./operations/scoped-operations.ts";
export { hasRight, rights, rightsOfRoles, rolesWith, type Right } from "./rights.ts";
export { discover } from "./oidc/discover.ts";
export { wordsOfIssuer } from "./oidc/fetch-keys.ts";
export { grantOf } from "./oidc/grants.ts";
export { identityOf } from "./oidc/identity.ts";
export { IssuerAway } from "./oidc/issuer-keys.ts";
export { issuerIn, jwtVerifier, looksLikeJwt, signingAlgorithms } from "./oidc/jwt-verifier.ts";
export type { AdminIssuer, Identity } from "./oidc/admin-issuer.ts";
export { openDatabase, type Database } from "./postgres/connect.ts";
export { databaseIsAway } from "./postgres/outage.ts";
export type { Act, Refusal, Result } from "./operations/act.ts";
export type { Doubt } from "./operations/doubts.ts";
export { mostChanged, type ManyAct } from "./operations/many-failures.ts";
export type { GroupSelection } from "./operations/many-groups.ts";
export type { AuditEntry, AuditLine, AuditLog } from "./operations/audit.ts";
export { queueKinds, type Broker, type QueueView } from "./operations/broker.ts";
export { openBroker } from "./operations/open-broker.ts";
export { BrokerAway } from "./rabbitmq/broker-away.ts";
export { freshFor } from "./fresh-for.ts";
export { openDiagnosis, type Diagnose, type Diagnosed } from "./doctor/diagnose.ts";
export { inspectDatabase, type DatabaseReport } from "./postgres/inspect.ts";
export { settingViews, type SettingView } from "./settings.ts";
export { shownConfig } from "./config/shown-config.ts";
export { productVersion } from "./version.ts";
export { differencesIn } from "./topology/differences.ts";
export { edgeKinds, nodeKinds, topologyGraph } from "./topology/graph.ts";
export { queueRole } from "./topology/queue-roles.ts";
export type { ChoiceView } from "./operations/choices.ts";
export { deliveryId, deliveryIdForm, parseDeliveryId, type DeliveryKey } from "./operations/delivery-id.ts";
export {
  givenGroupStates,
  groupings,
  groupSorts,
  groupStates,
  type FailureGroup,
  type GroupFilter,
  type GroupTally,
} from "./operations/failure-groups.ts";
export { nearbyKinds, type GroupFacts } from "./operations/group-facts.ts";
export { openStates } from "./delivery/states.ts";
export {
  failureStates,
  noGroup,
  SearchTooWide,
  type AttemptView,
  type Failure,
  type FailureFilter,
  type Payload,
  type PayloadValue,
  type Reveal,
} from "./operations/failures.ts";
export { mergeFilters, parseFailureQuery } from "./search/failure-query.ts";
export { parseGroupQuery } from "./search/group-query.ts";
export { indexedPaths } from "./search/indexed-values.ts";
export { attemptsOf, isDay } from "./search/query-fields.ts";
export { QueryFault } from "./search/query-terms.ts";
export type { KeyedRequest, StoredAnswer } from "./operations/idempotency.ts";
export { asyncApi } from "./ingress/asyncapi.ts";
export { laneId, laneIdForm, parseLaneId, type LaneKey } from "./operations/lane-id.ts";
export type { LaneDetail, LaneView } from "./operations/lanes.ts";
export { messageStates, messageViews, type MessageRow, type MessageView } from "./operations/messages.ts";
export { alertKinds } from "./alerts/alert.ts";
export { alertFormats } from "./alerts/message.ts";
export { alertStates, type AlertView } from "./operations/alerts.ts";
export { noticeKinds, sentKinds, type NoticeEndpoint } from "./notices/endpoint.ts";
export { noticeStates, type EndpointStanding, type NoticeView } from "./operations/notices.ts";
export { recalledFor } from "./operations/recalled-for.ts";
export { openMetrics } from "./operations/open-metrics.ts";
export type { KnownFacts, MetricFacts, Metrics } from "./operations/metrics.ts";
export { openOperations } from "./operations/open-operations.ts";
export type { Operations } from "./operations/operations.ts";
export {
  maxPageSize,
  readCursor,
  writeCursor,
  type Cursor,
  type Page,
  type PageRequest,
} from "./operations/page.ts";
export type { Left } from "./governor/left.ts";
export { openConnectionTests, type ConnectionTests } from "./connection-test/open-connection-tests.ts";
export { openTestMessages, type TestMessages, type TestSending } from "./test-messages/open-test-messages.ts";
export { secretOrigins, type SecretOrigin } from "./settings.ts";
export type { Pause, PauseTarget } from "./operations/pauses.ts";
export type {
  AccountLeft,
  Closure,
  GovernorReport,
  LaneCounts,
  RouteCounts,
  TypeVolume,
} from "./operations/plan-views.ts";
export type { Happenings } from "./operations/events.ts";
export { haltKinds } from "./operations/replay-halt.ts";
export { ruleStates } from "./operations/replay-rule.ts";
export { isTimeZone } from "./operations/time-of-day.ts";
export {
  isAsExpected,
  advanceModes,
  itemStates,
  replayKinds,
  replayStates,
  type Creation,
  type Replay,
  type ReplayPreview,
  type Found,
  type Selection,
  type Shown,
} from "./operations/replays.ts";
export { attentionKinds, type Attention, type OverviewFacts } from "./operations/overview.ts";
export type { PartPerformance, StatisticsView } from "./operations/statistics.ts";
export { windowOf } from "./statistics/window.ts";
export type { Session, SessionView } from "./operations/sessions.ts";
export { longestOverlapMs, type TokenView } from "./operations/tokens.ts";
